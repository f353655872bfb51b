import CaptureBuilding
import Foundation
import Testing
import WSUSCapKit

/// The values of the library are what the JSON report of the same capture says.
@Suite struct CaptureAnalysisTests {
  private func report(_ analysis: CaptureAnalysis) throws -> Report.Capture {
    struct Whole: Decodable { let captures: [Report.Capture] }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let whole = try decoder.decode(Whole.self, from: Data(analysis.report(.json).utf8))
    return try #require(whole.captures.first)
  }

  @Test(arguments: ShippedCaptures.names) func valuesAreThoseOfTheReport(_ name: String) throws {
    let analysis = try CaptureAnalysis(file: ShippedCaptures.path(name))
    let report = try report(analysis)
    #expect(analysis.capture.name == report.capture.path)
    #expect(analysis.capture.format == report.capture.format)
    #expect(analysis.capture.packets == report.capture.packets)
    #expect(analysis.notes == report.capture.notes.map { Note($0) })
    #expect(analysis.flows.map(\.id) == report.flows.map(\.id))
    for (flow, expected) in zip(analysis.flows, report.flows) { compare(flow, expected) }
    #expect(analysis.findings.count == report.findings.count)
    for (finding, expected) in zip(analysis.findings, report.findings) { compare(finding, expected) }
    #expect(analysis.verdictCounts.values.reduce(0, +) == analysis.flows.count)
    #expect(!analysis.wasStopped)
  }

  private func compare(_ flow: Flow, _ expected: Report.Flow) {
    #expect(flow.verdict.rawValue == expected.verdict)
    #expect(flow.confidence.rawValue == expected.confidence)
    #expect(flow.reason == expected.reason)
    #expect(flow.doubts == (expected.doubts ?? []).map { Doubt($0) })
    #expect(flow.client.address == expected.client.ip && flow.client.port == expected.client.port)
    #expect(flow.server.address == expected.server.ip && flow.server.port == expected.server.port)
    #expect(flow.serverName == expected.server.name)
    #expect(flow.endpoint == expected.endpoint)
    #expect(flow.endedBy?.origin.rawValue == expected.endedBy?.side)
    #expect(flow.endedBy?.sign.rawValue == expected.endedBy?.how)
    #expect(flow.endedBy?.frame == expected.endedBy?.frame)
    #expect(flow.handshake.version == expected.tls?.version)
    #expect(flow.evidence.map(\.frame) == expected.evidence.map(\.frame))
    #expect(flow.evidence.map(\.sender.rawValue) == expected.evidence.map(\.from))
    #expect(flow.evidence.map(\.code) == expected.evidence.map(\.event))
    #expect(flow.evidence.map(\.detail) == expected.evidence.map { $0.detail ?? "" })
    #expect(flow.notes == expected.notes.map { Note($0) })
    #expect(flow.firstFrame <= flow.lastFrame && flow.start <= flow.end)
  }

  private func compare(_ finding: Finding, _ expected: Report.Finding) {
    #expect(finding.code == expected.code)
    #expect(finding.severity.rawValue == expected.severity)
    #expect(finding.confidence.rawValue == expected.confidence)
    #expect(finding.title == expected.title)
    #expect(finding.explanation == expected.explanation)
    #expect(finding.flows == expected.flows)
    #expect(finding.endpoint == expected.endpoint)
    #expect(finding.article == expected.article)
    #expect(finding.issue?.number == expected.issue?.best)
    #expect(finding.issue?.candidates == expected.issue?.candidates)
    #expect(finding.issue?.reason == expected.issue?.reason)
    #expect(finding.resolution.map(\.id) == expected.resolution.map(\.id))
    #expect(finding.resolution.map(\.text) == expected.resolution.map(\.step))
    #expect(finding.resolution.map(\.commands) == expected.resolution.map { $0.commands ?? [] })
  }

  /// What a flow is does not depend on how it is asked for.
  @Test func flowsAreFoundByTheirIDs() throws {
    let analysis = try CaptureAnalysis(file: refused)
    let flow = try #require(analysis.flows.first { $0.verdict == .versionReject })
    #expect(analysis.flows[id: flow.id]?.reason == flow.reason)
    #expect(analysis.flows[id: -1] == nil)
    #expect(analysis.flows[id: analysis.flows.count] == nil)
    #expect(flow.evidence.contains { $0.event == "ClientHello" && $0.sender == .client })
    #expect(flow.handshake.offeredVersion == "TLS 1.0")
    #expect(flow.handshake.serverNameIndication == "sws.update.microsoft.com")
    #expect(flow.handshake.offeredCipherSuites.count == 14)
    #expect(flow.handshake.cipherSuite == nil)
    #expect(flow.start.description.hasPrefix("2020-07-28T09:14:"))
    #expect(flow.end - flow.start > .zero)
  }
}

let refused = ShippedCaptures.path("walkthroughs/issue-1-import-version-reject/trace.pcap")
