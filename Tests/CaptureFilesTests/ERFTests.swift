import Testing

@testable import CaptureFiles

/// Records of Endace's format.
struct ERFBytes {
  private(set) var bytes: [UInt8] = []

  mutating func record(
    _ content: [UInt8], type: UInt8 = 2, extensions: Int = 0, wire: Int? = nil, length: Int? = nil,
    counter: UInt16 = 0, seconds: UInt32 = 1_700_000_000, fraction: UInt32 = 0x8000_0000
  ) {
    var (time, fields) = (CaptureBytes(.little), CaptureBytes(.big))
    time.add(fraction)
    time.add(seconds)
    var body = (0..<extensions).flatMap {
      [$0 + 1 < extensions ? 0x83 : 0x03, 1, 2, 3, 4, 5, 6, 7] as [UInt8]
    }
    body += [UInt8](repeating: 0, count: ERFType.headerSize(type)) + content
    while body.count % 8 != 0 { body.append(0) }
    fields.bytes = [extensions > 0 ? type | 0x80 : type, 0x04]
    fields.add(UInt16(length ?? 16 + body.count))
    fields.add(counter)
    fields.add(UInt16(wire ?? content.count))
    bytes += time.bytes + fields.bytes + body
  }
}

@Suite struct ERFTests {
  private func capture(_ count: Int) -> [UInt8] {
    var file = ERFBytes()
    for seed in 1...count {
      file.record(frame(seed, count: 30 + seed), extensions: seed % 3, seconds: 1_700_000_000 + UInt32(seed))
    }
    return file.bytes
  }

  @Test func takenApart() throws {
    var file = ERFBytes()
    file.record(frame(1, count: 61), wire: 1500, counter: 2)
    file.record(frame(2, count: 64), type: 16, extensions: 1, counter: 900, fraction: .max)
    file.record([], type: 48, wire: 0)
    file.record(frame(3, count: 20), type: 11, extensions: 16, counter: 900, fraction: 1)
    let reading = try read(file.bytes)
    #expect(reading.format == "erf" && reading.numbers == [1, 2, 3])
    #expect(
      reading.frames.map(\.bytes) == [
        frame(1, count: 61) + [0], frame(2, count: 64), frame(3, count: 20),
      ])
    #expect(reading.frames.map(\.header.originalLength) == [1500, 64, 20])
    #expect(
      reading.times == [1_700_000_000_500_000_000, 1_700_000_001_000_000_000, 1_700_000_000_000_000_000])
    #expect(reading.timeDigits == 9)
    // A colour is no count.
    #expect(reading.notes == [.dropped(frames: 2, interface: nil)])
  }

  @Test func linkTypes() throws {
    let types: [(UInt8, UInt32)] = [
      (2, 1), (11, 1), (16, 1), (20, 1), (1, 50), (10, 50), (15, 50), (19, 50), (5, 50), (17, 50), (22, 228),
      (23, 229), (3, 0xFFFD_0003), (24, 0xFFFD_0018), (27, 0xFFFD_001B),
    ]
    var file = ERFBytes()
    for (type, _) in types { file.record(frame(7, count: 32), type: type) }
    let reading = try read(file.bytes)
    #expect(reading.frames.map(\.header.linkType) == types.map(\.1))
    #expect(reading.frames.allSatisfy { $0.bytes == frame(7, count: 32) })
    #expect(reading.interfaces.map(\.linkType) == [1, 50, 228, 229, 0xFFFD_0003, 0xFFFD_0018, 0xFFFD_001B])
    #expect(reading.interfaces.map(\.packets) == [4, 6, 1, 1, 1, 1, 1])
  }

  /// Three records that agree, or fewer that are the whole file.
  @Test func recognition() throws {
    for count in 1...3 {
      #expect(try read(capture(count)).frames.count == count)
      let fault = try fault(capture(count) + [0])
      #expect(count < 3 ? fault?.kind == .notACapture : fault == nil, "\(count)")
    }
    // Frames so long that the first 4,096 bytes hold no three of them.
    var file = ERFBytes()
    for seed in 1...8 { file.record(frame(seed, count: 9000)) }
    #expect(try read(file.bytes).frames.count == 8)
    #expect(try read(Array(file.bytes.dropLast(5))).kinds == [.truncated])
  }

  @Test func whatDoesNotAgreeIsNoCapture() throws {
    let lies: [(type: UInt8, wire: Int?, length: Int?, seconds: UInt32)] = [
      (0, nil, nil, 1_700_000_000), (30, nil, nil, 1_700_000_000), (2, 0, nil, 1_700_000_000),
      (2, nil, 15, 1_700_000_000), (2, nil, 17, 1_700_000_000), (2, nil, 0, 1_700_000_000),
      (2, nil, nil, 1_699_999_990), (2, nil, nil, 1_800_000_000), (2, nil, nil, 5),
    ]
    for lie in lies {
      var file = ERFBytes()
      file.record(frame(1, count: 40))
      file.record(
        frame(2, count: 40), type: lie.type, wire: lie.wire, length: lie.length, seconds: lie.seconds)
      for seed in 3...9 { file.record(frame(seed, count: 40), seconds: lie.seconds) }
      #expect(try fault(file.bytes)?.kind == .notACapture, "\(lie)")
    }
    for other in ["%PDF-1.7\n", "MZ", "# text\n", "\0"] {
      let bytes = Array(String(repeating: other, count: 70_000 / other.utf8.count).utf8)
      #expect(try fault(bytes)?.kind == .notACapture, "\(other)")
    }
  }

  /// Every cut keeps the frames that are whole before it, and says where it ends.
  @Test func everyCut() throws {
    let bytes = capture(6)
    var ends = [0]
    for record in 1...6 { ends.append(capture(record).count) }
    for cut in 4..<bytes.count {
      guard let reading = try? read(Array(bytes[..<cut])) else {
        #expect(ends.count { $0 <= cut } <= 3, "\(cut)")
        continue
      }
      let whole = ends.count { $0 <= cut } - 1
      let isEnd = ends.contains(cut)
      #expect(reading.frames.count == whole && reading.kinds == (isEnd ? [] : [.truncated]), "\(cut)")
      #expect(isEnd || reading.stop?.error.offset == UInt64(ends[whole]))
    }
  }

  /// Behind those that it was recognised by, a length that lies ends the reading.
  @Test func lengthsThatLie() throws {
    for length in [0, 15, 17, 65_535] {
      var file = ERFBytes()
      for seed in 1...8 { file.record(frame(seed, count: 9000)) }
      file.record(frame(9, count: 40), length: length)
      let reading = try read(file.bytes)
      #expect(reading.frames.count == 8 && reading.stop?.error.offset == UInt64(8 * 9024), "\(length)")
    }
    // One that ends inside its extension headers.
    var file = ERFBytes()
    for seed in 1...8 { file.record(frame(seed, count: 9000)) }
    file.record(frame(9, count: 40), extensions: 3, length: 39)
    #expect(try read(file.bytes).kinds == [.damaged])
  }

  @Test func everySplit() throws {
    let bytes = capture(5)
    let expected = try read(bytes).frames
    for step in 1...60 {
      let (frames, error) = readAll(ERFReader(ReadWindow(Dripping(bytes, step: step))))
      #expect(frames == expected && error == nil, "\(step)")
    }
  }
}
