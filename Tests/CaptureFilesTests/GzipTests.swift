import Testing

@testable import CaptureFiles

@Suite struct GzipTests {
  private func capture(_ count: Int) -> [UInt8] {
    var file = PcapBytes()
    for seed in 0..<count { file.record(frame(seed, count: 100)) }
    return file.file.bytes
  }

  private func captureNG() -> [UInt8] {
    var file = PcapngBytes(.big)
    file.section()
    file.interface()
    for seed in 0..<3 { file.enhanced(frame(seed, count: 50)) }
    return file.file.bytes
  }

  @Test func bothFormatsAreReadInside() throws {
    let classic = try read(gzip(capture(50)))
    #expect(classic.frames == (try read(capture(50))).frames)
    #expect(classic.compression == "gzip")
    #expect(classic.format == "pcap")
    let next = try read(gzip(captureNG()))
    #expect(next.frames == (try read(captureNG())).frames)
    #expect(next.format == "pcapng")
    #expect(next.notes.isEmpty)
  }

  @Test func membersAreJoinedAndPaddingIsIgnored() throws {
    let whole = capture(50)
    for cut in [1, 24, 3000, whole.count] {
      let joined = gzip(Array(whole[..<cut])) + gzip(Array(whole[cut...]))
      for padding in [[], [0], [0, 0, 0, 0], [0x1F], Array("garbage".utf8)] as [[UInt8]] {
        let reading = try read(joined + padding)
        #expect(reading.frames.count == 50)
        #expect(reading.notes.isEmpty)
      }
    }
  }

  /// Each prefix gives the frames that were inflated before it, and says that it is truncated.
  @Test func everyPrefix() throws {
    let whole = gzip(captureNG(), piece: 30)
    var last = 0
    for length in 0..<whole.count {
      let bytes = Array(whole[..<length])
      do {
        let reading = try read(bytes)
        #expect(reading.frames.count >= last)
        #expect(reading.kinds == [.truncated], "\(length)")
        #expect(reading.stop?.part == .compressedFile)
        last = reading.frames.count
      } catch let fault as CaptureFault {
        #expect(last == 0)
        #expect(fault.kind == (length < 3 ? .notACapture : .damagedFromStart), "\(length)")
      }
    }
    #expect(last == 3)
  }

  @Test func damageInsideIsNoted() throws {
    // A checksum that does not hold: all frames are there, and the note says not to trust them.
    var bytes = gzip(capture(50))
    bytes[bytes.count - 8] ^= 1
    let checksum = try read(bytes)
    #expect(checksum.frames.count == 50)
    #expect(checksum.kinds == [.damaged])
    // A block type that deflate does not have, in the second piece.
    var broken = gzip(capture(50))
    broken[10 + 5 + 1000] = 7
    let reading = try read(broken)
    #expect((1..<50).contains(reading.frames.count))
    #expect(reading.kinds == [.damaged])
  }

  @Test func whatIsInsideIsNamed() throws {
    #expect(try fault(gzip([])) == .notACapture(.short(bytes: 0), compression: "gzip"))
    let text = gzip(Array("hello, world\n".utf8))
    #expect(try fault(text) == .notACapture(.known(.text), compression: "gzip"))
    #expect(try fault(gzip(gzip(capture(1)))) == .notACapture(.known(.gzip), compression: "gzip"))
  }
}
