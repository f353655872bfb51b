import Analysis
import CaptureBuilding
import Catalog
import Files
import Foundation
import PolicyFiles
import Reports
import Testing

@testable import Scan

/// Lines of JSON that another machine wrote, taken into a catalog, against a scan.
@Suite struct ImportedRowsTests {
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
  @Test func rowsAreThoseOfAScan() async throws {
    let folder = try ScanFolder()
    for name in ShippedCaptures.names where !name.hasPrefix("evidence/") {
      let bytes = Array(try Data(contentsOf: URL(filePath: ShippedCaptures.path(name))))
      try folder.add(bytes, as: name)
    }
    try await folder.scan { $0.policyDigest = "same" }
    let imported = folder.output + "/imported.sqlite"
    let catalog = try Catalog(path: imported)
    let root = try PathName(folder.traces).resolved().shown
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
    let outcome = try await folder.scan(into: imported) { $0.policyDigest = "same" }
    #expect(outcome.analysed == 0 && outcome.known > 0)
  }
}
