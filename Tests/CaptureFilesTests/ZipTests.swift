import Foundation
import Testing

@testable import CaptureFiles

@Suite struct ZipTests {
  private var capture: [UInt8] {
    var file = PcapBytes()
    for seed in 1...5 { file.record(frame(seed, count: 40)) }
    return file.file.bytes
  }

  private func zip(_ files: [(String, [UInt8])]) -> [UInt8] {
    var archive = ZipBytes()
    for (name, content) in files { archive.add(name, content) }
    return archive.finished()
  }

  private func archiveFault(_ bytes: [UInt8]) throws -> ArchiveFault? {
    if case .archive(let fault)? = try fault(bytes) { fault } else { nil }
  }

  private let text = Array("2026-11-30 08:00:00 synchronisation failed\r\n".utf8)

  @Test func theOnlyCaptureIsRead() throws {
    let expected = try read(capture).frames
    let forms: [ZipBytes.Form] = [
      .init(), .init(isDeflated: false), .init(isLarge: true), .init(flags: 8),
      .init(localExtra: [9, 9, 0, 0]),
    ]
    for form in forms {
      for (comment, isLarge) in [("", false), ("a comment", false), ("", true), ("PK\u{5}\u{6}", true)] {
        var archive = ZipBytes()
        archive.add("traces/", [], .init(isDeflated: false))
        archive.add("traces/log.txt", text)
        archive.add("traces/trace.pcap", capture, form)
        archive.add("empty.pcap", [], .init(isDeflated: false))
        let reading = try read(archive.finished(comment: comment, isLarge: isLarge))
        #expect(reading.frames == expected && reading.notes.isEmpty, "\(form) \(comment)")
        #expect(reading.compression == "zip" && reading.format == "pcap")
      }
    }
  }

  @Test(arguments: Packing.all) func aCompressedCaptureIsReadInside(_ packing: Packing) throws {
    let reading = try read(zip([("log.txt.gz", gzip(text)), ("trace.pcap.xx", packing.pack(capture))]))
    #expect(reading.frames.count == 5 && reading.compression == "zip, \(packing.name)")
  }

  /// More than a buffer.
  @Test func longCaptures() throws {
    var file = PcapBytes()
    for seed in 0..<40 { file.record([UInt8](repeating: UInt8(seed), count: 200_000)) }
    for isDeflated in [true, false] {
      var archive = ZipBytes()
      archive.add("trace.pcap", file.file.bytes, .init(isDeflated: isDeflated))
      let reading = try read(archive.finished())
      #expect(reading.frames.count == 40 && reading.notes.isEmpty)
    }
  }

  @Test func otherArchivesAreExplained() throws {
    let two = zip([("a.pcap", capture), ("log.txt", text), ("b", gzip(capture))])
    #expect(try archiveFault(two) == .severalCaptures(names: ["a.pcap", "b"]))
    #expect(try fault(two)?.kind == .unsupported)
    let none = zip([("d/", []), ("log.txt", text), ("x.zip", zip([("a.pcap", capture)]))])
    #expect(try archiveFault(none) == .noCapture(names: ["log.txt", "x.zip"]))
    #expect(try archiveFault(ZipBytes().finished()) == .noCapture(names: []))
    #expect(try fault(none)?.kind == .notACapture)
    let session = zip([("[Content_Types].xml", text), ("raw/1_c.txt", text), ("raw/1_s.txt", text)])
    #expect(try fault(session) == .notACapture(.known(.fiddlerArchive), compression: nil))
    #expect(try fault(gzip(two)) == .notACapture(.known(.zip), compression: "gzip"))
  }

  @Test func filesThatCannotBeReadAreNamed() throws {
    let forms: [(ZipBytes.Form, ArchiveFault.Obstacle)] = [
      (.init(flags: 1), .isEncrypted), (.init(flags: 0x41), .isEncrypted), (.init(method: 9), .method(9)),
      (.init(method: 93), .method(93)),
    ]
    for (form, obstacle) in forms {
      var archive = ZipBytes()
      archive.add("log.txt", text)
      archive.add("trace.pcap", capture, form)
      #expect(try archiveFault(archive.finished()) == .unreadable(name: "trace.pcap", obstacle))
      // A capture that can be read is enough.
      archive.add("other.pcap", capture)
      #expect(try read(archive.finished()).frames.count == 5)
    }
  }

  @Test func archivesWithTooManyFilesAreRefused() throws {
    var archive = ZipBytes()
    archive.add("a.pcap", capture)
    for _ in 1..<ZipDirectory.fileLimit { archive.add("b", [], .init(isDeflated: false)) }
    #expect(try read(archive.finished()).frames.count == 5)
    archive.add("c", [])
    #expect(try archiveFault(archive.finished()) == .tooManyFiles(limit: ZipDirectory.fileLimit))
  }

  /// What the directory says of the data is compared with it; frames before that are kept.
  @Test func sizesAndChecksumsThatLie() throws {
    let count = UInt32(capture.count)
    let lies: [(ZipBytes.Form, frames: Int, NoteKind)] = [
      (.init(checksum: 7), 5, .damaged), (.init(isDeflated: false, checksum: 7), 5, .damaged),
      (.init(size: count + 1), 5, .truncated), (.init(size: count - 1), 0, .damaged),
      (.init(isDeflated: false, size: count - 1, packedSize: count - 1), 4, .damaged),
      (.init(isDeflated: false, size: count + 1), 5, .truncated),
      (.init(packedSize: UInt32(deflated(capture).count - 30)), 2, .truncated),
    ]
    for (form, frames, kind) in lies {
      var archive = ZipBytes()
      archive.add("trace.pcap", capture, form)
      let bytes = archive.finished()
      guard let reading = try? read(bytes) else {
        #expect(frames == 0, "\(form)")
        continue
      }
      #expect(reading.frames.count >= frames && reading.kinds == [kind], "\(form): \(reading.kinds)")
    }
  }

  @Test func placesThatLie() throws {
    for offset: UInt32 in [1, 0x7FFF_FFFF, .max - 1] {
      var archive = ZipBytes()
      archive.add("trace.pcap", capture, .init(offset: offset))
      #expect(try archiveFault(archive.finished()) == .damagedDirectory)
      archive = ZipBytes()
      archive.add("trace.pcap", capture)
      for isLarge in [false, true] {
        #expect(try archiveFault(archive.finished(isLarge: isLarge, start: Int(offset))) == .damagedDirectory)
        #expect(try archiveFault(archive.finished(isLarge: isLarge, count: 2)) == .damagedDirectory)
      }
    }
  }

  @Test func everyCut() throws {
    let whole = zip([("log.txt", text), ("trace.pcap", capture)])
    for length in 4..<whole.count {
      #expect(try archiveFault(Array(whole[..<length])) == .damagedDirectory, "\(length)")
    }
  }

  @Test func everyByteMayLie() throws {
    var archive = ZipBytes()
    archive.add("log.txt", text)
    archive.add("trace.pcap", capture, .init(isLarge: true))
    let whole = archive.finished(isLarge: true)
    for place in whole.indices {
      for lie in [0xFF, whole[place] ^ 0x10] as [UInt8] {
        var bytes = whole
        bytes[place] = lie
        if let reading = try? read(bytes) { #expect(reading.frames.count <= 5, "\(place)") }
      }
    }
  }

  @Test func aPipeIsRefused() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)").path()
    #expect(unsafe mkfifo(path, 0o600) == 0)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let bytes = zip([("trace.pcap", capture)])
    Thread.detachNewThread {
      let pipe = FileHandle(forWritingAtPath: path)
      try? pipe?.write(contentsOf: bytes)
      try? pipe?.close()
    }
    #expect(throws: CaptureFault.archive(.isPipe)) { try CaptureFilesTests.read(path: path) }
  }
}
