import Foundation
import Testing

@testable import CaptureFiles

/// A capture again as pcapng, with a comment more on some frames.
@Suite struct AnnotatedCopyTests {
  private static let comment = "wsuscap: RST (エンドポイント)"

  private static func annotated(
    _ source: [UInt8], _ comments: [UInt32: String], shouldStop: @escaping @Sendable () -> Bool = { false }
  ) throws -> [UInt8]? {
    let path = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(source).write(to: URL(filePath: path))
    let reading = try read(path: path)
    var all = FrameComments()
    for (frame, comment) in comments { all.set(comment, on: frame) }
    let copy = AnnotatedCopy(
      path: path, comments: all,
      outline: CaptureOutline(
        interfaces: reading.interfaces, longestFrame: 0, end: reading.times.max() ?? 0, application: "test 1")
    )
    var written: [UInt8] = []
    let isWhole = try copy.run(
      shouldStop: shouldStop,
      write: {
        written += $0
        return true
      })
    return isWhole ? written : nil
  }

  private static func records(_ bytes: [UInt8]) throws -> [FrameRecord] {
    let path = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(filePath: path))
    var records: [FrameRecord] = []
    var reader = try CaptureReader(path: path)
    _ = try reader.forEachRecord(of: .all, shouldStop: { false }) { record, _ in
      records.append(record)
      return true
    }
    return records
  }

  private static func comments(_ bytes: [UInt8]) throws -> [[String]] {
    try records(bytes).map { $0.remarks.comments.map { String(decoding: $0, as: UTF8.self) } }
  }

  /// Everything that a pcapng file can hold, known here or not, around three frames.
  private static func file(_ order: ByteOrder, options: [(UInt16, [UInt8])]) -> PcapngBytes {
    var file = PcapngBytes(order)
    file.block(0x0A0D_0D0A) {
      $0.add(UInt32(0x1A2B_3C4D))
      $0.add(UInt16(1))
      $0.add(UInt16(0))
      $0.add(Int64(-1))
      $0.options([(1, Array("about the file".utf8)), (2, Array("hardware".utf8)), (0x0BAD, [1, 2, 3, 4, 5])])
    }
    file.interface(options: [(2, Array("eth0".utf8)), (11, [0, 1, 2]), (12, Array("Windows".utf8))])
    // Decryption secrets, name resolution, a systemd journal entry and a custom block.
    file.block(10) { $0.bytes += Array("TLSKCLIENT_RANDOM".utf8) }
    file.enhanced(frame(1, count: 61))
    file.block(4) { $0.bytes += [0, 1, 8, 0, 192, 0, 2, 1, 97, 98, 99, 0, 0, 0, 0, 0] }
    file.block(9) { $0.bytes += Array("__CURSOR=1".utf8) }
    file.enhanced(frame(2, count: 62), options: options)
    file.block(0x0BAD) { $0.bytes += [0, 0, 0, 1, 2, 3] }
    file.interface(linkType: 101)
    file.enhanced(frame(3, count: 63), interface: 1)
    file.statistics(dropped: 7)
    return file
  }

  /// Nothing changes but that one frame has the comment, as if it had been written with it.
  @Test(arguments: [ByteOrder.little, .big])
  func everyBlockStays(_ order: ByteOrder) throws {
    let options: [(UInt16, [UInt8])] = [
      (1, Array("PID=4711".utf8)), (2, [1, 0, 0, 0]), (3, [2, 9, 9]), (0x8001, [5]),
    ]
    let source = Self.file(order, options: options).file.bytes
    let expected = Self.file(order, options: options + [(1, Array(Self.comment.utf8))]).file.bytes
    #expect(try Self.annotated(source, [3: Self.comment]) == expected)
    #expect(try Self.annotated(source, [:]) == source)
    #expect(try Self.annotated(source, [2: "a journal entry", 99: "no frame"]) == source)
    // Once more changes nothing.
    #expect(try Self.annotated(expected, [3: Self.comment]) == expected)
    let (before, after) = (try read(source), try read(expected))
    #expect(after.frames == before.frames && after.interfaces == before.interfaces)
  }

  /// The block of every length of frame and comment is padded as it should be.
  @Test func everyLength() throws {
    for length in 0..<9 {
      for comment in ["", "a", "ab", "abc", "abcd"] {
        for order in [ByteOrder.little, .big] {
          func file(_ options: [(UInt16, [UInt8])]) -> [UInt8] {
            var file = PcapngBytes(order)
            file.section()
            file.interface()
            file.enhanced(frame(length, count: length), options: options)
            return file.file.bytes
          }
          #expect(try Self.annotated(file([]), [1: comment]) == file([(1, Array(comment.utf8))]))
        }
      }
    }
  }

  /// Blocks without options, and of an older kind.
  @Test(arguments: [ByteOrder.little, .big])
  func otherPacketBlocks(_ order: ByteOrder) throws {
    var file = PcapngBytes(order)
    file.section()
    file.interface(snapLength: 50, options: [(9, [9])])
    file.obsolete(frame(1, count: 41), ticks: 1_700_000_000_000_000_005)
    file.simple(frame(2, count: 42))
    file.simple(frame(3, count: 43))
    let before = try read(file.file.bytes)
    let written = try #require(try Self.annotated(file.file.bytes, [1: "one", 2: "two"]))
    #expect(try Self.comments(written) == [["one"], ["two"], []])
    #expect(try read(written).frames == before.frames)
  }

  /// What cannot be read of the options is left out, and the comment is there.
  @Test func malformedOptions() throws {
    var file = PcapngBytes()
    file.section()
    file.interface()
    file.block(6) {
      $0.add(UInt32(0))
      $0.packet(frame(1, count: 60), 5, nil, nil)
      $0.options([(1, Array("first".utf8))])
      $0.bytes.removeLast(4)
      $0.add(UInt16(1))
      $0.add(UInt16(5000))
      $0.add(UInt32(0xFFFF_FFFF))
    }
    let written = try #require(try Self.annotated(file.file.bytes, [1: "second"]))
    #expect(try Self.comments(written) == [["first", "second"]])
  }

  /// The length of a section that is stated would be wrong.
  @Test func statedLengthOfASection() throws {
    var file = PcapngBytes()
    file.section()
    file.interface()
    file.enhanced(frame(1, count: 60))
    var bytes = file.file.bytes
    bytes.replaceSubrange(16..<24, with: [UInt8(bytes.count - 28), 0, 0, 0, 0, 0, 0, 0])
    let written = try #require(try Self.annotated(bytes, [1: "one"]))
    #expect(written[16..<24].allSatisfy { $0 == 0xFF })
    #expect(try Self.comments(written) == [["one"]])
  }

  /// A file that ends at any byte is copied up to its last whole block, in both orders and over two sections.
  @Test func everyCut() throws {
    var file = Self.file(.little, options: [(1, Array("PID=1".utf8))])
    file.section(.big)
    file.interface()
    file.enhanced(frame(4, count: 20))
    let bytes = file.file.bytes
    let whole = try read(bytes)
    for end in stride(from: 1, to: bytes.count, by: 1) {
      let cut = Array(bytes[..<end])
      guard let before = try? read(cut), !before.frames.isEmpty else { continue }
      let written = try #require(try Self.annotated(cut, [1: "one", 5: "five", 6: "six"]))
      let after = try read(written)
      #expect(after.frames == before.frames, "\(end)")
      #expect(after.stop == nil, "\(end)")
      #expect(Array(whole.frames.prefix(after.frames.count)) == after.frames)
    }
  }

  @Test func brokenFromTheStart() throws {
    var file = PcapngBytes()
    file.section()
    file.interface()
    file.enhanced(frame(1, count: 60))
    let path = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(file.file.bytes.dropLast(5)).write(to: URL(filePath: path))
    let copy = AnnotatedCopy(
      path: path, comments: FrameComments(),
      outline: CaptureOutline(interfaces: [], longestFrame: 0, end: 0, application: ""))
    #expect(throws: CaptureFault.self) { try copy.run(shouldStop: { false }, write: { _ in true }) }
  }

  /// Frames of other formats keep their numbers, times and lengths; interfaces without a frame stay, too.
  @Test func otherFormats() throws {
    for magic in [0xA1B2_C3D4, 0xA1B2_3C4D] as [UInt32] {
      var source = PcapBytes(.big, magic: magic, snapLength: 100)
      for seed in 0..<5 { source.record(frame(seed, count: 20 * seed), fraction: 999, original: 1500) }
      let before = try read(source.file.bytes)
      for bytes in [source.file.bytes, gzip(source.file.bytes)] {
        let written = try #require(try Self.annotated(bytes, [2: Self.comment]))
        let after = try read(written)
        #expect(after.format == "pcapng" && after.compression == nil)
        #expect(after.frames == before.frames && after.interfaces == before.interfaces)
        #expect(try Self.comments(written) == [[], [Self.comment], [], [], []])
      }
    }
  }

  @Test func stoppingLeavesNothingWhole() throws {
    let source = Self.file(.little, options: []).file.bytes
    #expect(try Self.annotated(source, [1: "one"], shouldStop: { true }) == nil)
  }

  /// A comment ends between two characters.
  @Test func longComments() {
    var comments = FrameComments()
    comments.set(String(repeating: "答", count: 1000), on: 1)
    #expect(comments[1].map { String(decoding: $0, as: UTF8.self) } == String(repeating: "答", count: 666))
    comments.set(String(repeating: "a", count: FrameComments.longest), on: 2)
    #expect(comments[2]?.count == FrameComments.longest)
  }
}

/// Names of programs in pcapng, as macOS writes them.
@Suite struct ProcessBlockTests {
  @Test func namesAreWrittenAndRead() throws {
    var source = PcapngBytes()
    source.section()
    source.interface()
    for (process, name) in [(7, "WsusService.exe"), (9, #"C:\a\w3wp.exe"#), (9, "other.exe")]
      as [(UInt32, String)]
    {
      source.block(0x8000_0001) {
        $0.add(process)
        $0.options([(4, [UInt8](repeating: 1, count: 16)), (2, Array(name.utf8))])
      }
    }
    source.block(0x8000_0001) { $0.add(UInt16(1)) }
    source.enhanced(frame(1, count: 60), options: [(8, [7, 0, 0, 0, 0, 0, 0, 0])])
    let path = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(source.file.bytes).write(to: URL(filePath: path))
    let reader = try CaptureReader(path: path)
    #expect(reader.processNames.unambiguous == [7: "WsusService.exe"])

    var outline = CaptureOutline(
      interfaces: reader.interfaces, longestFrame: 0, end: 0, application: "test 1")
    outline.processNames = reader.processNames.unambiguous
    let copy = CaptureCopy(path: path, frames: .all, outline: outline, format: .pcapng)
    var written: [UInt8] = []
    _ = try copy.run(
      shouldStop: { false }, see: { _, _ in },
      write: {
        written += $0
        return true
      })
    try Data(written).write(to: URL(filePath: path))
    let again = try CaptureReader(path: path)
    #expect(again.processNames.unambiguous == [7: "WsusService.exe"])
  }
}
