import Foundation
import Testing

@testable import CaptureFiles

/// Foreign captures, when `WSUSCAP_CORPUS` names a folder of them that holds a `MANIFEST.tsv`.
@Suite(.enabled(if: ForeignFolder.path != nil)) struct CorpusReadingTests {
  /// As many frames as the manifest counts, or a fault where it says that there is nothing to read.
  @Test func frameCountsAreThoseOfTheManifest() throws {
    let folder = try #require(ForeignFolder.path)
    let manifest = try String(contentsOfFile: folder + "/MANIFEST.tsv", encoding: .utf8)
    var read = 0
    for line in manifest.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count > 8, let count = Int(fields[7]) else { continue }
      let kind = fields[8].prefix { $0 != ":" }
      do throws(CaptureFault) {
        let reading = try CaptureFilesTests.read(path: folder + "/" + fields[0])
        // An old experimental file: its one block that reads is more than others find in it.
        if !Self.uncounted.contains(String(kind)) { #expect(reading.frames.count == count, "\(fields[0])") }
        read += 1
      } catch {
        #expect(!kind.contains("pcap"), "\(fields[0]): \(error)")
        #expect([.notACapture, .damagedFromStart].contains(error.kind))
      }
    }
    #expect(read > 100)
  }

  /// Kinds whose frames the manifest does not count.
  private static let uncounted: Set = ["unreadable", "etl"]

  /// What another decoder, written from [MS-XCA] and the layouts of its events, finds in the decompressed buffers.
  @Test func traceOfPacketMonitor() throws {
    let path = try #require(ForeignFolder.path) + "/windows/PktMon.etl"
    let frames = try CaptureFilesTests.read(path: path).frames
    #expect(frames.count == 114)
    #expect(frames.map(\.bytes.count).reduce(0, +) == 11_172)
    #expect(frames.first?.header.time == 1_718_050_715_489_172_100)
    #expect(frames.last?.header.time == 1_718_050_733_907_418_500)
  }
}

enum ForeignFolder {
  static let path = ProcessInfo.processInfo.environment["WSUSCAP_CORPUS"]
}
