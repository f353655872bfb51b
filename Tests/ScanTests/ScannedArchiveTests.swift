import CaptureBuilding
import Foundation
import Reports
import Testing

@testable import Scan

/// Zip archives in scanned folders.
@Suite struct ScannedArchiveTests {
  private let one = Self.capture("walkthroughs/success")
  private let other = Self.capture("walkthroughs/issue-1-import-version-reject")

  private static func capture(_ name: String) -> [UInt8] {
    Array((try? Data(contentsOf: URL(filePath: ShippedCaptures.path("\(name)/trace.pcap")))) ?? Data())
  }

  private static let files = "SELECT path, state FROM files ORDER BY path"

  private func rows(_ folder: ScanFolder) throws -> [String] {
    try folder.rows(Self.files).map { String($0.dropFirst(folder.traces.utf8.count)) }
  }

  @Test func eachCaptureHasAName() async throws {
    let folder = try ScanFolder()
    try folder.add(
      PackedFile.zip([
        ("a.pcap", one), ("sub/b.pcap", other), ("a.pcap", other), ("../../etc/c.pcap", one),
        ("notes.txt", Array("text".utf8)), ("empty.pcap", []),
      ]), as: "east/traces.zip")
    let outcome = try await folder.scan()
    #expect(outcome.analysed == 2 && outcome.known == 2 && outcome.failed == 0 && outcome.skipped == 0)
    #expect(
      try rows(folder) == [
        "/east/traces.zip/../../etc/c.pcap,analysed", "/east/traces.zip/a.pcap,analysed",
        "/east/traces.zip/a.pcap (2),analysed", "/east/traces.zip/sub/b.pcap,analysed",
      ])
    #expect(try folder.rows("SELECT DISTINCT folder, site FROM files") == ["east,east"])
    #expect(
      try folder.rows("SELECT compression FROM captures").allSatisfy { $0 == "zip" })
  }

  /// What has not changed is not looked into, what changed is, and what is forced is analysed again.
  @Test func aLaterScanGoesOn() async throws {
    let folder = try ScanFolder()
    try folder.add(PackedFile.zip([("a.pcap", one), ("b.pcap", other)]), as: "x.zip")
    #expect(try await folder.scan().analysed == 2)
    #expect(try await folder.scan().unchanged == 2)
    #expect(try await folder.scan { $0.policyDigest = "another" }.analysed == 2)
    #expect(try await folder.scan { $0.isForced = true }.analysed == 2)
    try folder.add(PackedFile.zip([("b.pcap", other), ("c.pcap", one), ("d.pcap", one + [0])]), as: "x.zip")
    let changed = try await folder.scan()
    #expect(changed.known + changed.analysed == 3 && changed.failed == 0)
    // The same content beside the archive is a copy.
    try folder.add(one, as: "one.pcap")
    #expect(try await folder.scan().known == 1)
  }

  /// An archive with one capture is that capture, as for `analyze`.
  @Test func oneCaptureIsTheArchive() async throws {
    let folder = try ScanFolder()
    try folder.add(PackedFile.zip([("a.pcap", one), ("notes.txt", Array("text".utf8))]), as: "x.zip")
    #expect(try await folder.scan().analysed == 1)
    #expect(try rows(folder) == ["/x.zip,analysed"])
  }

  @Test func archivesInArchivesAreNotRead() async throws {
    let folder = try ScanFolder()
    let inner = PackedFile.zip([("a.pcap", one), ("b.pcap", other)])
    try folder.add(PackedFile.zip([("in.zip", inner), ("a.pcap", one), ("b.pcap", other)]), as: "x.zip")
    try folder.add(PackedFile.zip([("in.zip", inner)]), as: "y.zip")
    let outcome = try await folder.scan()
    #expect(outcome.analysed == 2 && outcome.skipped == 2 && outcome.failed == 0)
    let skipped = try folder.rows("SELECT message, reason FROM files WHERE state = 'skipped' ORDER BY path")
    #expect(skipped[0] == "in.zip in the zip archive is an archive itself and is not read,unsupported")
    #expect(skipped[1] == "not a capture: the zip archive contains only in.zip,not_a_capture")
  }

  /// A few kilobytes whose directory lists the same data again and again are no work without end.
  @Test func filesThatOverlapAreRefused() async throws {
    let folder = try ScanFolder()
    var archive = PackedFile.zip([("a.pcap", one), ("b.pcap", one)])
    // The second entry of the directory gets the size and the data of both.
    let entry = archive.indices.last { archive[$0...].starts(with: [0x50, 0x4B, 1, 2]) } ?? 0
    for place in [20, 24] {
      let size = UInt32(2 * one.count)
      for byte in 0..<4 { archive[entry + place + byte] = UInt8(truncatingIfNeeded: size >> (8 * byte)) }
    }
    for byte in 42..<46 { archive[entry + byte] = 0 }
    try folder.add(archive, as: "x.zip")
    let said = Said()
    let outcome = try await folder.scan(telling: said)
    #expect(outcome.analysed == 0 && outcome.failed == 1)
    #expect(said.messages.first?.contains("list of files in the zip archive is missing or damaged") == true)
  }

  @Test func damageInOneCaptureIsItsOwn() async throws {
    let folder = try ScanFolder()
    try folder.add(PackedFile.zip([("a.pcap", one), ("b.pcap", Array(other.prefix(30)))]), as: "x.zip")
    let said = Said()
    let outcome = try await folder.scan(telling: said)
    #expect(outcome.analysed == 1 && outcome.failed == 1)
    #expect(said.messages.first?.contains("x.zip/b.pcap: damaged before the end of its first frame") == true)
    #expect(
      try folder.rows("SELECT state, reason, format, member FROM files WHERE state = 'failed'") == [
        "failed,damaged,pcap,1"
      ])
    #expect(try await folder.scan().failed == 1)
    // Nobody tries again every two seconds.
    let watched = try await folder.scan { $0.minimumAge = 1e-9 }
    #expect(watched.failed == 1 && watched.unchanged == 1)
  }

  /// An archive that was still written is in the catalog as a file until its captures are.
  @Test func anArchiveThatWasStillWritten() async throws {
    let folder = try ScanFolder()
    try folder.add(PackedFile.zip([("a.pcap", one), ("b.pcap", other)]), as: "x.zip")
    #expect(try await folder.scan { $0.minimumAge = 60 }.tooRecent == 1)
    #expect(try rows(folder) == ["/x.zip,skipped"])
    #expect(try await folder.scan().analysed == 2)
    #expect(try rows(folder) == ["/x.zip/a.pcap,analysed", "/x.zip/b.pcap,analysed"])
  }
}
