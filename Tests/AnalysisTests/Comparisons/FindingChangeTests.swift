import CaptureBuilding
import Diagnosis
import Testing

@testable import Analysis

/// What became of findings after a change.
@Suite struct FindingChangeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var before: [Attempt]
    var after: [Attempt]
    /// Codes of what is resolved, left, new and not tried.
    var changes: [String]
    var conclusion: CaptureComparison.ConclusionCode
  }

  private static let old = Attempt().with {
    $0.hello = ClientHello.schannel(.server2016, version: .tls10, name: "sws.update.microsoft.com")
  }.failing(.serverReset)
  private static let weak = Attempt().with {
    $0.hello = ClientHello.schannel(
      .server2016, version: .tls12, name: "sws.update.microsoft.com", cipherSuites: [0x0035])
  }.failing(.serverReset)
  private static let other = Attempt().with { attempt in
    (attempt.host, attempt.server) = ("example.com", "198.51.100.9")
    attempt.hello = ClientHello.schannel(.server2016, version: .tls12, name: "example.com")
  }

  static let cases: [Case] = [
    Case(
      testDescription: "resolved", before: [old], after: [Attempt()],
      changes: ["version_reject", "", "", ""],
      conclusion: .resolved),
    Case(
      testDescription: "resolved, the client has another address", before: [old],
      after: [Attempt().with { $0.client = "10.0.0.77" }], changes: ["version_reject", "", "", ""],
      conclusion: .resolved),
    Case(
      testDescription: "left", before: [old], after: [old], changes: ["", "version_reject", "", ""],
      conclusion: .notResolved),
    Case(
      testDescription: "left beside a success", before: [old], after: [Attempt(), old],
      changes: ["", "version_reject", "", ""], conclusion: .notResolved),
    Case(
      testDescription: "new in the place of it", before: [old], after: [weak],
      changes: ["", "", "no_common_cipher", "version_reject"], conclusion: .notResolved),
    Case(
      testDescription: "resolved, and another is new", before: [old], after: [Attempt(), weak],
      changes: ["version_reject", "", "no_common_cipher", ""], conclusion: .notResolved),
    Case(
      testDescription: "new to another server", before: [], after: [other.failing(.serverReset)],
      changes: ["", "", "server_reset", ""], conclusion: .notResolved),
    Case(
      testDescription: "not tried", before: [old], after: [other], changes: ["", "", "", "version_reject"],
      conclusion: .notResolved),
    Case(
      testDescription: "not tried, the capture is empty", before: [old], after: [],
      changes: ["", "", "", "version_reject"], conclusion: .notResolved),
    Case(
      testDescription: "one is resolved, one is left", before: [old, weak], after: [weak],
      changes: ["", "no_common_cipher", "", "version_reject"], conclusion: .notResolved),
    Case(
      testDescription: "both are resolved", before: [old, weak], after: [Attempt()],
      changes: ["no_common_cipher version_reject", "", "", ""], conclusion: .resolved),
    Case(
      testDescription: "nothing failed", before: [Attempt()], after: [Attempt()], changes: ["", "", "", ""],
      conclusion: .nothingInCommon),
  ]

  @Test(arguments: cases)
  func changes(_ pair: Case) async throws {
    let comparison = try await BothEnds.compare(
      Attempt.capture(pair.before, number: 1).pcap(), Attempt.capture(pair.after, number: 2).pcap(),
      .beforeAfter)
    guard case .changes(let changes) = comparison.content else {
      Issue.record("compared otherwise")
      return
    }
    let (before, after) = (comparison.a.findings, comparison.b.findings)
    let found = [
      changes.resolved.map { before[$0] }, changes.left.map { after[$0] }, changes.new.map { after[$0] },
      changes.untried.map { before[$0] },
    ].map { $0.map(\.code.rawValue).sorted().joined(separator: " ") }
    #expect(found == pair.changes)
    #expect(comparison.conclusionCode == pair.conclusion)
  }

  /// What happened before is what the first capture shows.
  @Test func theOtherWayRoundItIsNew() async throws {
    let (failed, works) = (Attempt.capture([Self.old], number: 1), Attempt.capture([Attempt()], number: 2))
    let comparison = try await BothEnds.compare(works.pcap(), failed.pcap(), .beforeAfter)
    #expect(comparison.conclusionCode == .notResolved)
    #expect(comparison.hasFailureInB)
    #expect(try await !BothEnds.compare(failed.pcap(), works.pcap(), .beforeAfter).hasFailureInB)
  }
}
