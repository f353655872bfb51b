import Catalog
import Foundation
import ReportChecking
import Reports
import SchemaChecking
import Testing

@testable import Scan

/// Every view of a catalog, of a scan of captures whose answers are known.
@Suite struct ScanViewTests {
  private func filled() async throws -> ScanFolder {
    let folder = try ScanFolder()
    try folder.add(shipped: "walkthroughs/issue-1-import-version-reject", as: "east/import.pcap")
    try folder.add(shipped: "walkthroughs/issue-3-sync-version-reject", as: "east/sync.pcap", client: 7)
    try folder.add(shipped: "walkthroughs/success", as: "west/works.pcap")
    try folder.add(shipped: "recorded/started-late", as: "west/late.pcap")
    try folder.add(Array("no capture\n".utf8), as: "west/notes.txt")
    try folder.add([0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0], as: "west/short.pcap")
    try await folder.scan()
    return folder
  }

  private func text(of view: CatalogView, _ folder: ScanFolder) throws -> String {
    var output = ReportOutput()
    var writer = try #require(TableFormat.named("csv")).writer(TableOptions())
    try Catalog(reading: folder.catalogPath).query(view.name, to: &writer, &output) { false }
    // Where the test runs is not part of the answer, nor is which version runs.
    let root = folder.traces.hasSuffix("/") ? folder.traces : folder.traces + "/"
    return output.buffer.text.replacing("\r\n", with: "\n").replacing(root, with: "/traces/")
      .replacing(Generator.version, with: "VERSION")
  }

  @Test func views() async throws {
    let folder = try await filled()
    var whole = ""
    for view in CatalogView.all { whole += "\(view.name): \(view.question)\n\(try text(of: view, folder))\n" }
    if let fault = try GoldenFile("views.txt", beside: #filePath).fault(in: whole) {
      Issue.record("\(fault)")
    }
  }

  /// The summary has the form that is published.
  @Test func summary() async throws {
    let folder = try await filled()
    let summary = try Catalog(reading: folder.catalogPath).summary { _ in true }
    let text = try #require(ScanFormat.named("json")).write(summary, ReportOptions()).text
    let schema = try JSONSchema.published("scan.schema.json")
    #expect(try schema.faults(in: JSONValue(text)).isEmpty)
  }
}
