import CaptureBuilding
import Catalog
import Foundation
import Reports
import Testing

@testable import Scan

/// What a scan says of each server over all of its captures.
@Suite struct ScanOutcomeTests {
  private static let failing = "SELECT code, issue, findings, captures FROM failing_servers"
  private static let walkthrough = "walkthroughs/issue-3-sync-version-reject"

  private func summary(_ folder: ScanFolder) throws -> ScanSummary {
    try Catalog(reading: folder.catalogPath).summary { _ in true }
  }

  /// One server with issue 1, with issue 3, and with one that nothing decides.
  private func threeIssues() async throws -> ScanFolder {
    let folder = try ScanFolder()
    try folder.add(shipped: "walkthroughs/issue-1-import-version-reject", as: "import/a.pcap")
    try folder.add(shipped: "evidence/issue-3-english", as: "sync/b.pcap")
    let log = ShippedCaptures.path("evidence/issue-3-english/SoftwareDistribution.log")
    try folder.add(Array(Data(contentsOf: URL(filePath: log))), as: "sync/SoftwareDistribution.log")
    try folder.add(shipped: Self.walkthrough, as: "open/c.pcap")
    try await folder.scan()
    return folder
  }

  @Test func issuesStayApart() async throws {
    let folder = try await threeIssues()
    #expect(
      try folder.rows(Self.failing).sorted() == [
        "version_reject,1 or 3,1,1", "version_reject,1,1,1", "version_reject,3,1,1",
      ])
    let summary = try summary(folder)
    #expect((summary.wsusServers, summary.failingWSUSServers) == (1, 1))
    let outcome = try #require(summary.outcomes.first)
    #expect(outcome.client == "10.0.0.5" && outcome.server == "sws.update.microsoft.com" && outcome.fails)
    #expect(
      Set(outcome.causes.map(\.issue.decided)) == [1, 3, nil]
        && outcome.causes.allSatisfy { $0.captures == 1 })
    #expect(outcome.captures == 3 && outcome.certain == 3 && outcome.sites == ["import", "open", "sync"])
    #expect(outcome.causes.first { $0.issue.decided == 3 }?.firstStep == "install_monthly_rollup")
    #expect(outcome.successes > 0 && outcome.first?.hasPrefix("2020-07-22") == true)
  }

  /// The same server at two captures of one issue is one line; another server is another.
  @Test func capturesAndServersAreCounted() async throws {
    let folder = try ScanFolder()
    for (name, client) in [("a", 7), ("b", 7), ("c", 8)] as [(String, UInt8)] {
      let copy =
        name == "b" ? "walkthroughs/proxy-version-reject-rst" : "walkthroughs/issue-1-import-version-reject"
      try folder.add(shipped: copy, as: "\(name).pcap", client: client)
    }
    try folder.add(shipped: "walkthroughs/success", as: "d.pcap", client: 9)
    try await folder.scan()
    let summary = try summary(folder)
    #expect((summary.wsusServers, summary.failingWSUSServers) == (3, 2))
    #expect(summary.outcomes.map(\.client) == ["10.0.7.5", "10.0.8.5", "10.0.9.5"])
    #expect(summary.outcomes.map(\.captures) == [2, 1, 0])
    #expect(summary.outcomes[0].causes.map(\.captures) == [2] && summary.outcomes[2].causes.isEmpty)
    #expect(summary.outcomes[2].successes == 1 && !summary.outcomes[2].fails)
  }

  /// A client of content only is no WSUS server: any computer downloads updates.
  @Test func clientsOfOtherServersAreNoWSUSServers() async throws {
    let folder = try ScanFolder()
    try folder.add(shipped: "recorded/plain-http", as: "a.pcap")
    try await folder.scan()
    let summary = try summary(folder)
    #expect(summary.wsusServers == 0 && summary.outcomes.isEmpty)
    #expect(summary.listed.allSatisfy { $0.successes == 0 })
  }

  @Test func everyEndpointHasItsRole() async throws {
    let folder = try await threeIssues()
    let outcome = try #require(try summary(folder).outcomes.first)
    #expect(outcome.causes.allSatisfy { $0.firstStep != nil })
    #expect(try folder.rows("SELECT count(*) FROM findings WHERE endpoint_role = 'sync'") == ["3"])
    #expect(
      try folder.rows("SELECT count(*) FROM flows WHERE endpoint IS NOT NULL AND endpoint_role IS NULL") == [
        "0"
      ])
  }

  /// A capture that was skipped is named, as one that failed; a file of another kind is counted.
  @Test func skippedCapturesAreNamed() async throws {
    let folder = try ScanFolder()
    try folder.add([], as: "empty.pcap")
    try folder.add([0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0], as: "short.pcap")
    try folder.add(Array("no capture\n".utf8), as: "notes.txt")
    try await folder.scan()
    let summary = try summary(folder)
    #expect(summary.notAnalysed == 2)
    #expect(summary.failures.map { $0.path.split(separator: "/").last } == ["short.pcap", "empty.pcap"])
    #expect(summary.skipped.map(\.files) == [1])
  }
}
