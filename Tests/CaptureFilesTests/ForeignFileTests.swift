import Foundation
import Testing

@testable import CaptureFiles

@Suite struct ForeignFileTests {
  @Test func everyKindIsNamedWithAdvice() throws {
    let kinds: [(name: String, bytes: [UInt8])] = [
      ("event trace", eventTrace),
      ("Network Monitor capture", Array("GMBU".utf8) + [3, 2, 1, 0]),
      ("Network Monitor 1.x", Array("RTSS".utf8) + [0, 1]),
      ("snoop", Array("snoop\0\0\0".utf8) + [0, 0, 0, 2]),
      ("zip", [0x50, 0x4B, 3, 4, 20, 0]),
      ("cabinet", Array("MSCF".utf8) + [0, 0, 0, 0]),
      ("zstd", [0x28, 0xB5, 0x2F, 0xFD, 4]),
      ("lz4", [0x04, 0x22, 0x4D, 0x18, 4]),
      ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]),
      ("event log", Array("ElfFile\0".utf8) + [0, 1]),
      ("tar", [UInt8](repeating: 0x61, count: 257) + Array("ustar\0".utf8)),
      ("bzip2", Array("BZh91AY".utf8)),
      ("Windows program", Array("MZ".utf8) + [0x90, 0]),
      ("ELF program", [0x7F, 0x45, 0x4C, 0x46, 2, 1]),
      ("PDF", Array("%PDF-1.7".utf8)),
      ("HTML page", Array("\r\n<!DOCTYPE HTML><title>Sign in".utf8)),
      ("HTML page", Array("<html lang=\"en\">".utf8)),
      ("text", Array("<?xml version=\"1.0\"?><events/>".utf8)),
      ("text", Array("2026-11-22 10:00:00 WsusService started\r\n".utf8)),
      ("text", [0xFF, 0xFE, 0x41, 0x00, 0x42, 0x00]),
      ("text", [0xEF, 0xBB, 0xBF, 0x41]),
      ("zero", [UInt8](repeating: 0, count: 100)),
    ]
    for (name, bytes) in kinds {
      let fault = try fault(bytes)
      #expect(fault?.kind == .notACapture, "\(name)")
      #expect(fault?.message.contains(name) == true, "\(name): \(fault?.message ?? "")")
      #expect(fault?.advice?.isEmpty == false, "\(name)")
    }
  }

  @Test func theUnknownShowsItsFirstBytes() throws {
    let fault = try fault([0xC0, 0x01, 0xFF, 0x00, 1, 2, 3, 4, 5])
    #expect(fault?.message == "not a capture: starts with the bytes c0 01 ff 00 01 02 03 04")
  }

  @Test func anEmptyFileSaysSo() throws {
    #expect(try fault([])?.message == "not a capture: the file is empty")
  }

  /// A copy that broke off is never taken for something else, wherever it broke off before its first frame ended.
  @Test func theBeginningOfACaptureIsToBeCopiedAgain() throws {
    for beginning in Self.beginnings() {
      // What ends where its first frame may begin is a capture without frames.
      guard let fault = try fault(beginning) else { continue }
      #expect(fault.advice == "copy the file again, or capture again", "\(beginning): \(fault.message)")
      #expect([.notACapture, .damagedFromStart].contains(fault.kind))
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
    #expect(try fault(Array("hi\n".utf8))?.message == "not a capture: the file ends after 3 bytes")
    #expect(try fault([0])?.message == "not a capture: the file ends after 1 byte")
    #expect(
      try fault(gzip([0x0A, 0x0D]))?.message == "not a capture: the gzip file contains no more than 2 bytes")
  }

  @Test func almostAnEventTraceIsNone() {
    for (index, value) in [(75, 0 as UInt8), (74, 9), (72, 3), (4, 0), (1, 0)] {
      var bytes = eventTrace
      bytes[index] = value
      if index == 4 { bytes[5] = 0 }
      #expect(!isEventTrace(bytes))
    }
    #expect(isEventTrace(eventTrace))
    #expect(!isEventTrace(Array(eventTrace[..<75])))
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
        #expect(error.advice != nil)
      }
    }
  }

  private func isEventTrace(_ bytes: [UInt8]) -> Bool {
    UnsupportedFormat.isEventTrace(bytes.span)
  }

  private var eventTrace: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 1024)
    bytes[1] = 4
    bytes[4...5] = [0xF8, 1]
    bytes[72...75] = [2, 0, 2, 0xC0]
    return bytes
  }
}
