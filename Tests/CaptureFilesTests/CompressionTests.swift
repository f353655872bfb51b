import Testing

@testable import CaptureFiles

/// What is the same for every compression.
@Suite struct CompressionTests {
  private func classic(_ count: Int, size: Int = 100) -> [UInt8] {
    var file = PcapBytes()
    for seed in 0..<count { file.record(frame(seed, count: size)) }
    return file.file.bytes
  }

  private func blocks(_ count: Int = 3) -> [UInt8] {
    var file = PcapngBytes(.big)
    file.section()
    file.interface()
    for seed in 0..<count { file.enhanced(frame(seed, count: 50)) }
    return file.file.bytes
  }

  @Test(arguments: Packing.all) func everyFormatIsReadInside(_ packing: Packing) throws {
    for capture in [classic(50), blocks()] {
      let (plain, packed) = (try read(capture), try read(packing.pack(capture)))
      #expect(packed.frames == plain.frames && packed.format == plain.format)
      #expect(packed.compression == packing.name && packed.notes.isEmpty)
    }
  }

  /// More than a buffer, in blocks that compress well and blocks that do not.
  @Test(arguments: Packing.all) func longCaptures(_ packing: Packing) throws {
    var file = PcapBytes()
    var state: UInt32 = 1
    for seed in 0..<30 {
      file.record(noise(60_000, &state))
      file.record([UInt8](repeating: UInt8(seed), count: 250_000))
    }
    let packed = packing.pack(file.file.bytes)
    let reading = try read(packed)
    #expect(reading.frames.count == 60 && reading.notes.isEmpty)
    #expect(reading.frames == (try read(file.file.bytes)).frames)
    // Cut in the middle, the first part is there.
    let half = try read(Array(packed[..<(packed.count / 2)]))
    #expect(half.frames.count > 10 && half.kinds == [.truncated], "\(packing): \(half.frames.count)")
  }

  private func noise(_ count: Int, _ state: inout UInt32) -> [UInt8] {
    (0..<count).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(truncatingIfNeeded: state >> 24)
    }
  }

  @Test(arguments: Packing.all) func framesAreJoined(_ packing: Packing) throws {
    let whole = classic(50)
    for cut in [1, 24, 3000, whole.count] {
      let joined = packing.pack(Array(whole[..<cut])) + packing.pack(Array(whole[cut...]))
      let reading = try read(joined)
      #expect(reading.frames.count == 50 && reading.notes.isEmpty, "\(cut)")
    }
  }

  /// Each prefix gives the frames that were decompressed before it, and says that it is truncated.
  @Test(arguments: Packing.all) func everyCut(_ packing: Packing) throws {
    let whole = packing.pack(blocks(3))
    var last = 0
    for length in 4..<whole.count {
      do {
        let reading = try read(Array(whole[..<length]))
        #expect(reading.frames.count >= last && reading.kinds == [.truncated], "\(length)")
        #expect(reading.stop?.part == .compressedFile)
        last = reading.frames.count
      } catch let fault as CaptureFault {
        #expect(last == 0 && fault.kind == .damagedFromStart, "\(length)")
      }
    }
    // What is left out is at most the last block.
    #expect(last == 3 || packing.name != "gzip")
  }

  @Test(arguments: Packing.all) func everyByteMayLie(_ packing: Packing) throws {
    let packed = packing.pack(classic(5, size: 40))
    for place in packed.indices {
      for lie in [0x00, 0x7F, 0xFF, packed[place] ^ 0x10] as [UInt8] {
        var bytes = packed
        bytes[place] = lie
        if let reading = try? read(bytes) { #expect(reading.frames.count <= 5) }
      }
    }
  }

  @Test(arguments: Packing.all) func everySplit(_ packing: Packing) throws {
    let capture = classic(30)
    let packed = packing.pack(capture) + packing.pack(capture)
    let compression = try #require(Compression.all.first { $0.name == packing.name })
    for step in 1...40 {
      var content = ReadWindow(
        DecompressedSource(
          ReadWindow(Dripping(packed, step: step)), packing.name, compression.makeDecompressor()))
      #expect(content.holds(2 * capture.count) && !content.holds(2 * capture.count + 1), "\(step)")
      #expect(content.error == nil)
      content.withBytes(2 * capture.count) { #expect(copy($0) == capture + capture) }
    }
  }

  @Test(arguments: Packing.all) func whatIsInsideIsNamed(_ packing: Packing) throws {
    let name = packing.name
    #expect(try fault(packing.pack([])) == .notACapture(.short(bytes: 0), compression: name))
    let text = packing.pack(Array("hello, world\n".utf8))
    #expect(try fault(text) == .notACapture(.known(.text), compression: name))
    #expect(try fault(packing.pack(gzip(classic(1)))) == .notACapture(.known(.gzip), compression: name))
  }

  /// A checksum that does not match: all frames are there, and the note says not to trust them.
  @Test func checksumsAreCompared() throws {
    let packed = [gzip(classic(50)), zstd(classic(50)), lz4(classic(50), hasChecksums: true)]
    for (bytes, distance) in zip(packed, [8, 4, 4]) {
      var bytes = bytes
      bytes[bytes.count - distance] ^= 1
      let reading = try read(bytes)
      #expect(reading.frames.count == 50 && reading.kinds == [.damaged])
    }
  }
}

/// What only the formats of zstd and lz4 have.
@Suite struct BlockCompressionTests {
  private var capture: [UInt8] {
    var file = PcapBytes()
    for seed in 1...5 { file.record(frame(seed, count: 40)) }
    return file.file.bytes
  }

  private static let packings = Packing.all.filter { $0.name != "gzip" }

  private func skippable(_ magic: UInt8, _ data: [UInt8], size: UInt32? = nil) -> [UInt8] {
    var file = CaptureBytes(.little)
    file.bytes = [magic, 0x2A, 0x4D, 0x18]
    file.add(size ?? UInt32(data.count))
    return file.bytes + data
  }

  /// pzstd writes one before each frame, the seekable format one at the end.
  @Test(arguments: packings) func framesWithoutDataAreSkipped(_ packing: Packing) throws {
    let packed = packing.pack(capture)
    let joined =
      [UInt8](packing.pack(Array(capture[..<60]))) + skippable(0x5F, [1])
      + packing.pack(Array(capture[60...]))
    let files = [
      skippable(0x50, []) + packed, skippable(0x5A, [1, 2, 3, 4]) + skippable(0x5F, [9]) + packed, joined,
      packed + skippable(0x5E, [UInt8](repeating: 7, count: 5000)),
    ]
    for file in files {
      let reading = try read(file)
      #expect(reading.frames.count == 5 && reading.notes.isEmpty && reading.compression == packing.name)
    }
    // One that claims more than there is.
    let reading = try read(packed + skippable(0x50, [1], size: 2))
    #expect(reading.frames.count == 5 && reading.kinds == [.truncated])
    for alone in [skippable(0x50, []), skippable(0x50, [1], size: .max)] {
      #expect(try fault(alone)?.kind == .notACapture)
    }
  }

  @Test(arguments: packings) func otherBytesBehindAFrameAreDamage(_ packing: Packing) throws {
    let reading = try read(packing.pack(capture) + Array("garbage behind it".utf8))
    #expect(reading.frames.count == 5 && reading.kinds == [.damaged])
  }

  /// A damaged block costs nothing that precedes it.
  @Test func damageInALaterBlock() throws {
    var file = PcapBytes()
    for seed in 0..<4000 { file.record(frame(seed &* seed, count: 100)) }
    let content = file.file.bytes
    for (packed, blockSize) in [(zstd(content), 131_072), (lz4(content), 65_536)] {
      for place in stride(from: packed.count / 8, to: packed.count, by: packed.count / 8) {
        var bytes = packed
        for index in place..<min(place + 16, bytes.count) { bytes[index] = 0xFF }
        guard let reading = try? read(bytes), let stop = reading.stop else { continue }
        #expect(stop.error.kind == .damaged)
        // The blocks before it are whole: what is there ends at one, less a part of a frame.
        let count = 24 + reading.frames.count * 116
        #expect(count > place * 3 / 4 * content.count / packed.count - blockSize, "\(place)")
        #expect(count / blockSize < (count + 116) / blockSize || count + 116 > content.count, "\(place)")
      }
    }
  }

  /// A frame (RFC 8878, section 3.1.1) whose window has so many bytes, with one block of 5 bytes.
  private func zstdFrame(windowLog: UInt8, dictionary: UInt8? = nil) -> [UInt8] {
    let magic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]
    let header = [dictionary == nil ? 0 : 1, (windowLog - 10) << 3] + (dictionary.map { [$0] } ?? [])
    return magic + header + [1 | 5 << 3, 0, 0] + Array("hello".utf8)
  }

  @Test func largeWindowsAreRefused() throws {
    #expect(try fault(zstdFrame(windowLog: 27)) == .notACapture(.known(.text), compression: "zstd"))
    let refusal = ReadError.Reason.windowTooLarge(limit: 1 << 27)
    for windowLog: UInt8 in [28, 31, 41] {
      let fault = try #require(try fault(zstdFrame(windowLog: windowLog)))
      guard case .stopped(let error, .compressedFile) = fault else { throw fault }
      #expect(error.reason == refusal && error.kind == .unsupported && fault.kind == .unsupported)
      let reading = try read(zstd(capture) + zstdFrame(windowLog: windowLog))
      #expect(reading.frames.count == 5 && reading.stop?.error.reason == refusal)
    }
  }

  @Test func dictionariesAreRefused() throws {
    guard case .stopped(let error, _)? = try fault(zstdFrame(windowLog: 20, dictionary: 7)) else {
      Issue.record("read without its dictionary")
      return
    }
    #expect(error.reason == .needsDictionary("zstd"))
  }

  @Test func theLegacyFormatOfLZ4IsNamed() throws {
    #expect(
      try fault([0x02, 0x21, 0x4C, 0x18, 5, 0, 0, 0]) == .notACapture(.known(.oldLZ4), compression: nil))
  }
}
