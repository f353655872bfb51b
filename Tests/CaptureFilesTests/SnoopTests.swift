import Testing

@testable import CaptureFiles

/// snoop files (RFC 1761), record by record.
struct SnoopBytes {
  private(set) var file = CaptureBytes(.big)

  init(version: UInt32 = 2, datalink: UInt32 = 4) {
    file.bytes = Array("snoop\0\0\0".utf8)
    file.add(version)
    file.add(datalink)
  }

  mutating func record(
    _ bytes: [UInt8], original: UInt32? = nil, captured: UInt32? = nil, length: UInt32? = nil,
    dropped: UInt32 = 0, padding: Int? = nil, seconds: UInt32 = 1_700_000_000
  ) {
    let padding = padding ?? (4 - bytes.count % 4) % 4
    file.add(original ?? UInt32(bytes.count))
    file.add(captured ?? UInt32(bytes.count))
    file.add(length ?? UInt32(24 + bytes.count + padding))
    file.add(dropped)
    file.add(seconds)
    file.add(UInt32(5))
    file.bytes += bytes + [UInt8](repeating: 0, count: padding)
  }

  var bytes: [UInt8] { file.bytes }
}

@Suite struct SnoopTests {
  private func capture(_ count: Int) -> [UInt8] {
    var file = SnoopBytes()
    for seed in 1...count { file.record(frame(seed, count: 30 + seed)) }
    return file.bytes
  }

  @Test func takenApart() throws {
    var file = SnoopBytes()
    file.record(frame(1, count: 61), original: 1500, dropped: 2)
    file.record([], seconds: .max)
    file.record(frame(2, count: 64), dropped: 7, padding: 6)
    let reading = try read(file.bytes)
    #expect(reading.format == "snoop" && reading.numbers == [1, 2, 3])
    #expect(reading.frames.map(\.bytes) == [frame(1, count: 61), [], frame(2, count: 64)])
    #expect(reading.frames.map(\.header.originalLength) == [1500, 0, 64])
    #expect(reading.times.prefix(2) == [1_700_000_000_000_005_000, 4_294_967_295_000_005_000])
    #expect(reading.timeDigits == 6)
    // The last record's count is that of the capture.
    #expect(reading.notes == [.dropped(frames: 7, interface: nil)])
  }

  @Test func linkTypes() throws {
    let types: [(datalink: UInt32, padding: Int, linkType: UInt32)] = [
      (0, 0, 1), (4, 0, 1), (2, 0, 6), (8, 0, 10), (9, 0, 0), (14, 0, 0), (16, 0, 122), (18, 0, 123),
      (0x8000_0005, 0, 226), (5, 0, 0xFFFC_0005), (0x8000_0007, 0, 0xFFFC_0007), (10, 0, 0xFFFC_000A),
      // Surveyor's: a trailer of 16 bytes behind each frame.
      (10, 16, 1), (12, 19, 1), (19, 16, 1), (12, 15, 0xFFFC_000C), (4, 16, 1),
    ]
    for type in types {
      var file = SnoopBytes(version: type.padding == 0 ? 2 : 5, datalink: type.datalink)
      file.record(frame(1, count: 40), padding: type.padding)
      let reading = try read(file.bytes)
      #expect(reading.frames.map(\.header.linkType) == [type.linkType], "\(type)")
      #expect(reading.interfaces.map(\.linkType) == [type.linkType])
    }
  }

  @Test func otherVersionsAreNamed() throws {
    for version: UInt32 in [0, 1, 6, .max] {
      #expect(try fault(SnoopBytes(version: version).bytes) == .notACapture(.known(.snoop), compression: nil))
    }
    #expect(try read(SnoopBytes().bytes).frames.isEmpty)
  }

  /// Every cut keeps the frames that are whole before it, and says where it ends.
  @Test func everyCut() throws {
    let bytes = capture(3)
    let ends = [16, 16 + 24 + 32, 16 + 24 + 32 + 24 + 32, 16 + 24 + 32 + 24 + 32 + 24 + 36]
    #expect(ends.last == bytes.count)
    for cut in 4..<bytes.count {
      let whole = ends.count { $0 <= cut } - 1
      switch (try? read(Array(bytes[..<cut])), try fault(Array(bytes[..<cut]))) {
      case (let reading?, nil):
        #expect(reading.frames.count == whole && whole >= 0, "\(cut)")
        let isEnd = ends.contains(cut)
        #expect(reading.kinds == (isEnd ? [] : [.truncated]), "\(cut)")
        #expect(isEnd || reading.stop?.error.offset == UInt64(ends[whole]))
      case (_, let fault):
        #expect(whole <= 0 && fault?.kind == .damagedFromStart, "\(cut)")
      }
    }
  }

  @Test func lengthsThatLie() throws {
    let lies: [(captured: UInt32?, length: UInt32?)] = [
      (41, nil), (.max, nil), (nil, 63), (nil, 0), (nil, .max), (nil, 24), (262_145, 262_300),
    ]
    for lie in lies {
      var file = SnoopBytes()
      file.record(frame(1, count: 40))
      file.record(frame(2, count: 40), captured: lie.captured, length: lie.length)
      file.record(frame(3, count: 40))
      let reading = try read(file.bytes)
      #expect(reading.numbers == [1] && reading.stop?.error.offset == 80, "\(lie)")
    }
  }

  @Test func everySplit() throws {
    let bytes = capture(4)
    let expected = try read(bytes).frames
    for step in 1...60 {
      let (frames, error) = readAll(try SnoopReader(ReadWindow(Dripping(bytes, step: step))))
      #expect(frames == expected && error == nil, "\(step)")
    }
  }
}
