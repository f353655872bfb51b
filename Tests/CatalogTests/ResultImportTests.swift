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

  @Test func faultsAndHalvesAndRepeats() throws {
    let folder = try CatalogFolder()
    let catalog = try Catalog(path: folder.catalogPath)
    let lines = try Self.lines(ShippedCaptures.path("walkthroughs/success/trace.pcap"), sha256: nil)
    var results = ResultImport(into: catalog, policyDigest: "", root: nil)
    for line in lines.dropLast() { try results.take(line) }
    #expect(results.result.unfinished == 1 && results.result.captures == 0)
    // The same flows once more, then the end: as a retried worker writes them.
    for line in lines + lines { try results.take(line) }
    #expect(results.result == .init(captures: 1, known: 1, failed: 0, unfinished: 0))
    for name in ["error", "fault"] {
      try results.take(
        #"{"capture":"/x/y.pcap","\#(name)":{"status":65,"message":"not a capture","advice":"give one"}}"#)
    }
    #expect(results.result.failed == 2)
    #expect(
      try folder.rows("SELECT path, message, advice FROM failed_files") == [
        "/x/y.pcap,not a capture,give one"
      ])
    let flows = try folder.rows("SELECT count(*), count(DISTINCT flow) FROM flows")
    #expect(flows == ["\(lines.count - 1),\(lines.count - 1)"])
  }

  /// Flows beyond the limit are left out of their capture, which says so.
  @Test func flowsThatWaitHaveALimit() throws {
    let lines = try Self.lines(ShippedCaptures.path("walkthroughs/success/trace.pcap"), sha256: nil)
    let count = lines.count - 1
    for (limit, missing) in [(count, 0), (count - 1, count - (count - 1) / 4 * 3)] {
      let folder = try CatalogFolder()
      var limits = WaitingFlows.Limits()
      limits.flows = limit
      var results = ResultImport(
        into: try Catalog(path: folder.catalogPath), policyDigest: "", root: nil, limits: limits)
      for line in lines { try results.take(line) }
      #expect(results.result == .init(captures: 1, leftOut: missing))
      #expect(try folder.rows("SELECT count(*) FROM flows") == ["\(count - missing)"])
      let notes = try folder.rows("SELECT message FROM notes WHERE code = 'flows_not_imported'")
      #expect(
        notes.count == (missing > 0 ? 1 : 0)
          && notes.allSatisfy { $0.contains("\(missing) flows are missing") })
    }
  }

  /// A capture whose flows were given up before its line came says how many it lacks.
  @Test func capturesThatWaitHaveALimit() throws {
    let lines = try Self.lines(ShippedCaptures.path("walkthroughs/success/trace.pcap"), sha256: nil)
    let other = lines[0].replacing("walkthroughs/success", with: "other")
    let folder = try CatalogFolder()
    var limits = WaitingFlows.Limits()
    limits.captures = 1
    var results = ResultImport(
      into: try Catalog(path: folder.catalogPath), policyDigest: "", root: nil, limits: limits)
    for line in lines.dropLast() + [other, lines[lines.count - 1]] { try results.take(line) }
    #expect(results.result == .init(captures: 1, unfinished: 1, leftOut: lines.count - 1))
    let notes = try folder.rows("SELECT message FROM notes WHERE code = 'flows_not_imported'")
    #expect(notes.count == 1 && notes.allSatisfy { $0.contains("\(lines.count - 1) flows") })
  }

  @Test(arguments: ["", "{", "[]", "{\"capture\":1}", "{\"capture\":\"a\"}", "{\"host\":{\"name\":\"x\"}}"])
  func otherLinesAreRefused(_ line: String) throws {
    let folder = try CatalogFolder()
    var results = ResultImport(into: try Catalog(path: folder.catalogPath), policyDigest: "", root: nil)
    #expect { try results.take(line) } throws: { ($0 as? CatalogError)?.kind == .notACatalog }
  }
}
