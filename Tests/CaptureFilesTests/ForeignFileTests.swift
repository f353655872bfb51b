import Foundation
import Testing

@testable import CaptureFiles

@Suite struct ForeignFileTests {
  @Test func everyKindIsRecognised() throws {
    let kinds: [(format: UnsupportedFormat, bytes: [UInt8])] = [
      (.snoop, Array("snoop\0\0\0".utf8) + [0, 0, 0, 9]),
      (.zip, [0x50, 0x4B, 7, 8, 0x50, 0x4B, 3, 4]),
      (.httpArchive, Array("{\n  \"log\": {\n    \"version\": \"1.2\",".utf8)),
      (.httpArchive, Array("\u{FEFF}{\"log\":{\"creator\":{".utf8)),
      (.text, Array("{\"login\": {}}".utf8)),
      (.netTrace, Array("Nettrace".utf8) + [20, 0, 0, 0]),
      (.processMonitor, Array("PML_".utf8) + [9, 0, 0, 0]),
      (.memoryDump, Array("MDMP".utf8) + [0x93, 0xA7]),
      (.memoryDump, Array("PAGEDU64".utf8) + [15, 0]),
      (.cabinet, Array("MSCF".utf8) + [0, 0, 0, 0]),
      (.xz, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]),
      (.eventLog, Array("ElfFile\0".utf8) + [0, 1]),
      (.tar, [UInt8](repeating: 0x61, count: 257) + Array("ustar\0".utf8)),
      (.bzip2, Array("BZh91AY".utf8)),
      (.windowsProgram, Array("MZ".utf8) + [0x90, 0]),
      (.elfProgram, [0x7F, 0x45, 0x4C, 0x46, 2, 1]),
      (.pdf, Array("%PDF-1.7".utf8)),
      (.webPage, Array("\r\n<!DOCTYPE HTML><title>Sign in".utf8)),
      (.webPage, Array("<html lang=\"en\">".utf8)),
      (.text, Array("<?xml version=\"1.0\"?><events/>".utf8)),
      (.text, Array("2026-11-22 10:00:00 WsusService started\r\n".utf8)),
      (.text, [0xFF, 0xFE, 0x41, 0x00, 0x42, 0x00]),
      (.text, [0xEF, 0xBB, 0xBF, 0x41]),
      (.zeros, [UInt8](repeating: 0, count: 100)),
    ]
    for (format, bytes) in kinds {
      #expect(try fault(bytes) == .notACapture(.known(format), compression: nil))
    }
    // The first signature of a file names it, so a format has one.
    #expect(FormatSignature.all.map(\.format) == UnsupportedFormat.allCases)
  }

  @Test func theUnknownShowsItsFirstBytes() throws {
    let fault = try fault([0xC0, 0x01, 0xFF, 0x00, 1, 2, 3, 4, 5])
    let start: [UInt8] = [0xC0, 0x01, 0xFF, 0x00, 1, 2, 3, 4]
    #expect(fault == .notACapture(.unknown(start: start), compression: nil))
  }

  @Test func anEmptyFileSaysSo() throws {
    #expect(try fault([]) == .notACapture(.short(bytes: 0), compression: nil))
  }

  /// A copy that broke off is never taken for something else, wherever it broke off before its first frame ended.
  @Test func theBeginningOfACaptureIsToBeCopiedAgain() throws {
    for beginning in Self.beginnings() {
      // What ends where its first frame may begin is a capture without frames.
      guard let fault = try fault(beginning) else { continue }
      switch fault {
      case .notACapture(.short, _), .truncatedFileHeader: break
      case .stopped(let error, _): #expect(error.kind != .unreadable)
      default: Issue.record("\(beginning): \(fault)")
      }
    }
  }

  /// Captures cut before the last byte of their first frame: every magic number, both byte orders, compressed or not.
  private static func beginnings() -> [[UInt8]] {
    var captures: [[UInt8]] = []
    for order in [ByteOrder.little, .big] {
      for magic: UInt32 in [0xA1B2_C3D4, 0xA1B2_3C4D, 0xA1B2_CD34] {
        var file = PcapBytes(order, magic: magic)
        file.record(frame(1, count: 40))
        captures.append(file.file.bytes)
      }
      var file = PcapngBytes(order)
      file.section()
      file.interface()
      file.enhanced(frame(1, count: 40))
      captures.append(file.file.bytes)
    }
    return captures.flatMap { capture in
      // The compressed data is truncated, or what was compressed is.
      prefixes(capture) + prefixes(gzip(capture)) + prefixes(Array(capture.prefix(8))).map { gzip($0) }
    }
  }

  /// Every one but the whole; the empty one has a test of its own.
  private static func prefixes(_ bytes: [UInt8]) -> [[UInt8]] {
    (1..<bytes.count).map { Array(bytes[..<$0]) }
  }

  @Test func theShortIsCalledNothingButShort() throws {
    #expect(try fault(Array("hi\n".utf8)) == .notACapture(.short(bytes: 3), compression: nil))
    #expect(try fault([0]) == .notACapture(.short(bytes: 1), compression: nil))
    #expect(try fault(gzip([0x0A, 0x0D])) == .notACapture(.short(bytes: 2), compression: "gzip"))
  }

  @Test func whatCannotBeOpenedSaysWhy() throws {
    let folder = FileManager.default.temporaryDirectory.path()
    let missing = folder + "/wsuscap-\(UUID().uuidString)"
    let kinds: [(String, CaptureFault.Kind)] = [
      (missing, .notFound), (folder, .unreadable), (missing + "/a", .notFound),
    ]
    for (path, kind) in kinds {
      do throws(CaptureFault) {
        _ = try read(path: path)
        Issue.record("\(path)")
      } catch {
        #expect(error.kind == kind)
      }
    }
  }
}
