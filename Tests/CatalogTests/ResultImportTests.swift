import Analysis
import CaptureBuilding
import Foundation
import PolicyFiles
import Reports
import Testing

@testable import Catalog

/// Lines of JSON that another machine wrote, taken in.
@Suite struct ResultImportTests {
  /// The lines of one capture.
  private static func lines(_ path: String, sha256: String?) throws -> [String] {
    var result = try CaptureAnalyzer.analyze(path: path, options: AnalysisOptions(policy: .builtIn))
    result.description.sha256 = sha256
    var writer = try #require(ReportFormat.named("ndjson")).writer(ReportOptions())
    var output = ReportOutput()
    try writer.begin(&output)
    try writer.add(ReportedCapture(result), to: &output)
    try writer.end(&output)
    return output.buffer.text.split(separator: "\n").map(String.init)
  }

  /// Every shipped capture gives the rows that a scan gives.
  @Test func rowsAreThoseOfAScan() throws {
    let folder = try ScanFolder()
    for name in ShippedCaptures.names where !name.hasPrefix("evidence/") {
      let bytes = Array(try Data(contentsOf: URL(filePath: ShippedCaptures.path(name))))
      try folder.add(bytes, as: name)
    }
    try folder.scan { $0.policyDigest = "same" }
    let imported = folder.output + "/imported.sqlite"
    let catalog = try Catalog(path: imported)
    let root = try FolderListing.resolved(folder.traces).shown
    var results = ResultImport(into: catalog, policyDigest: "same", root: root)
    for name in ShippedCaptures.names where !name.hasPrefix("evidence/") {
      let path = root + "/" + name
      let digest = try ContentDigest.file(at: path) { false }
      for line in try Self.lines(path, sha256: digest) { try results.take(line) }
    }
    #expect(results.result.failed == 0 && results.result.unfinished == 0)
    // The report of an imported capture is not here.
    for query in SameRows.queries {
      #expect(try folder.rows(query) == folder.rows(query, of: imported), "\(query)")
    }
    // A scan knows what was taken in.
    catalog.close()
    let outcome = try folder.scan(into: imported) { $0.policyDigest = "same" }
    #expect(outcome.analysed == 0 && outcome.known > 0)
  }

  @Test func faultsAndHalvesAndRepeats() throws {
    let folder = try ScanFolder()
    let catalog = try Catalog(path: folder.catalogPath)
    let lines = try Self.lines(ShippedCaptures.path("walkthroughs/success/trace.pcap"), sha256: nil)
    var results = ResultImport(into: catalog, policyDigest: "", root: nil)
    for line in lines.dropLast() { try results.take(line) }
    #expect(results.result.unfinished == 1 && results.result.captures == 0)
    // The same flows once more, then the end: as a retried worker writes them.
    for line in lines + lines { try results.take(line) }
    #expect(results.result == .init(captures: 1, known: 1, failed: 0, unfinished: 0))
    try results.take(
      #"{"capture":"/x/y.pcap","fault":{"status":65,"message":"not a capture","advice":"give one"}}"#)
    #expect(results.result.failed == 1)
    #expect(
      try folder.rows("SELECT path, message, advice FROM failed_files") == [
        "/x/y.pcap,not a capture,give one"
      ])
    let flows = try folder.rows("SELECT count(*), count(DISTINCT flow) FROM flows")
    #expect(flows == ["\(lines.count - 1),\(lines.count - 1)"])
  }

  @Test(arguments: ["", "{", "[]", "{\"capture\":1}", "{\"capture\":\"a\"}", "{\"host\":{\"name\":\"x\"}}"])
  func otherLinesAreRefused(_ line: String) throws {
    let folder = try ScanFolder()
    var results = ResultImport(into: try Catalog(path: folder.catalogPath), policyDigest: "", root: nil)
    #expect { try results.take(line) } throws: { ($0 as? CatalogFault)?.exitStatus == 65 }
  }
}
