import CaptureBuilding
import CaptureFiles
import Diagnosis
import Foundation
import PolicyFiles
import Testing

@testable import Analysis

/// Extraction and comparison leave out the same flows as a report, and mean the same ids.
@Suite struct FlowLimitTests {
  private func flood(_ count: Int, in capture: inout CaptureBuilder) {
    for number in 0..<count {
      let client = Address(stringLiteral: "10.1.\(number / 250).\(number % 250 + 1)")
      capture.syn(capture.tcp(client: EndPoint(client, 40_000), server: EndPoint("198.51.100.7", 443)))
    }
  }

  /// DNS over TCP names the server of the last flow; both are behind a flood.
  private func flooded() -> (capture: CaptureBuilder, last: Int) {
    var capture = BuiltConversation("open >hello:1.0 <rst").capture
    flood(300, in: &capture)
    let query = capture.tcp(client: EndPoint("10.0.0.5", 51_000), server: EndPoint("10.0.0.2", 53))
    capture.handshake(query)
    capture.send(query, .client, DNSMessage.overTCP(DNSMessage.query(id: 7, name: "a.example.com")))
    capture.send(
      query, .server,
      DNSMessage.overTCP(DNSMessage.answer(id: 7, name: "a.example.com", addresses: ["203.0.113.20"])))
    let flow = capture.tcp(client: EndPoint("10.0.0.5", 50_000), server: EndPoint("203.0.113.20", 443))
    capture.handshake(flow)
    capture.rst(flow, .client)
    return (capture, 302)
  }

  private func extract(_ capture: CaptureBuilder, _ flows: Set<Int>, limit: Int) throws -> FlowExtraction {
    var budget = ResourceBudget.standard
    budget.flows = limit
    return try ExtractedCapture.withFile(capture.pcap()) { path in
      try #require(
        try FlowExtraction.read(
          path: path, flows: flows, endsAtDecision: false, policy: .builtIn, budget: budget,
          shouldStop: { false }))
    }
  }

  @Test func extractedFlows() throws {
    let (capture, last) = flooded()
    for flows in [[0], [last], [0, last]] as [Set<Int>] {
      let whole = try extract(capture, flows, limit: 1000)
      let found = try extract(capture, flows, limit: 100)
      #expect(found.frames.elementsEqual(whole.frames) && !found.frames.isEmpty)
      #expect(found.flowCount == 303 && found.result.flowCount <= 100)
      #expect(found.notes.map(\.code) == ["flows_left_out"] && whole.notes == [])
      for id in flows { #expect(found.result.shown(id) == whole.result.shown(id)) }
    }
  }

  @Test func flowThatIsLeftOut() throws {
    let found = try extract(flooded().capture, [1], limit: 100)
    #expect(!found.result.hasFlow(1) && found.flows.isEmpty && found.frames.isEmpty)
    #expect(try !extract(flooded().capture, [1], limit: 303).frames.isEmpty)
  }

  /// A connection that follows a flood, with the same capture of which none is left out.
  @Test func comparedFlows() throws {
    var both = CaptureBuilder()
    flood(300, in: &both)
    let flow = both.tcp(client: EndPoint("10.0.0.5", 50_231), server: EndPoint("203.0.113.10", 443))
    both.handshake(flow)
    var options = AnalysisOptions(policy: .builtIn)
    options.keepsIdentities = true
    let whole = try ExtractedCapture.withFile(both.pcap()) {
      try CaptureAnalyzer.analyze(path: $0, options: options)
    }
    options.budget.flows = 100
    let limited = try ExtractedCapture.withFile(both.pcap()) {
      try CaptureAnalyzer.analyze(path: $0, options: options)
    }
    #expect(limited.description.leftOutFlows > 0 && limited.identity(300) == whole.identity(300))
    #expect(limited.allIDs.allSatisfy { limited.identity($0) == whole.identity($0) })
    let pairs = ConnectionPairs(limited, whole).pairs
    #expect(pairs.map(\.a) == limited.allIDs && pairs.map(\.b) == limited.allIDs)
  }

  /// Two captures that are compared share what one may have.
  @Test func sharedBudget() {
    let (whole, half) = (ResourceBudget.standard, ResourceBudget.standard.shared(by: 2))
    #expect(half.flows * 2 == whole.flows && half.evidenceBytes * 2 == whole.evidenceBytes)
    #expect(
      half.messageBytes == whole.messageBytes && ResourceBudget.standard.shared(by: 1).flows == whole.flows)
  }
}
