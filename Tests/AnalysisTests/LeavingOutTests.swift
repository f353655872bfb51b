import CaptureBuilding
import Diagnosis
import Foundation
import PolicyFiles
import Testing

@testable import Analysis

/// A capture with more flows than are allowed leaves out those that matter least, counts them, and concludes of the
/// others what it would conclude anyway.
@Suite struct LeavingOutTests {
  private func analyze(
    _ capture: CaptureBuilder, flows: Int, closed: ((OpenCapture, [Int]) -> Bool)? = nil
  ) throws -> CaptureResult {
    let file = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(capture.pcap()).write(to: file)
    var options = AnalysisOptions(policy: .builtIn)
    options.budget.flows = flows
    guard let closed else { return try CaptureAnalyzer.analyze(path: file.path(), options: options) }
    return try CaptureAnalyzer.analyze(path: file.path(), options: options, closed: closed)
  }

  private func flood(_ count: Int, from first: Int = 0, in capture: inout CaptureBuilder) {
    for number in first..<(first + count) {
      let client = Address(stringLiteral: "10.1.\(number / 250).\(number % 250 + 1)")
      capture.syn(capture.tcp(client: EndPoint(client, 40_000), server: EndPoint("198.51.100.7", 443)))
    }
  }

  private func flow(_ client: String, _ server: String, in capture: inout CaptureBuilder) -> TCPFlow {
    let flow = capture.tcp(
      client: EndPoint(Address(stringLiteral: client), 50_000),
      server: EndPoint(Address(stringLiteral: server), 443))
    capture.handshake(flow)
    return flow
  }

  private func leftOut(_ result: CaptureResult) -> [Verdict: Int] {
    for case .flowsLeftOut(let counts) in result.description.notes {
      let pairs = zip(Verdict.allCases, counts).filter { $0.1 > 0 }
      return Dictionary(uniqueKeysWithValues: pairs.map { ($0.0, $0.1) })
    }
    return [:]
  }

  private func ids(_ result: CaptureResult) -> [Int] { result.ids ?? Array(0..<result.flowCount) }

  @Test func floodOfUnansweredConnections() throws {
    var capture = BuiltConversation("open >hello:1.0 <rst").capture
    flood(300, in: &capture)
    let whole = try analyze(capture, flows: 301)
    #expect(whole.ids == nil && leftOut(whole) == [:] && whole.flowCount == 301)
    let result = try analyze(capture, flows: 100)
    #expect(result.flowCount <= 100 && result.flowCount >= 75)
    #expect(leftOut(result) == [.unfinished: 301 - result.flowCount])
    #expect(result.description.leftOutFlows + result.flowCount == 301)
    // The failure is the oldest flow, and the last ones are there.
    #expect(ids(result).first == 0 && ids(result).last == 300)
    for id in ids(result) { #expect(result.shown(id) == whole.shown(id)) }
    #expect(result.findings.map(\.flows) == [[0]])
    #expect(!result.hasFlow(1) && result.hasFlow(300) && !result.hasFlow(301) && !result.hasFlow(-1))
  }

  /// Everything that waits while flows are left out goes on with the right flow.
  @Test func flowsThatGoOnBehindTheFlood() throws {
    var capture = BuiltConversation("").capture
    let flows = (0..<10).map { flow("10.0.0.\($0 + 10)", "203.0.113.10", in: &capture) }
    let hello = ClientHello.schannel(.server2016, version: .tls12, name: BuiltConversation.host).record
    flood(90, in: &capture)
    // Half of a message, and bytes behind a hole.
    for flow in flows.prefix(5) { capture.send(flow, .client, Array(hello.prefix(90))) }
    let late = flows.suffix(5).map { flow in
      let held = capture.hold { $0.send(flow, .client, Array(hello.prefix(90))) }
      capture.send(flow, .client, Array(hello.dropFirst(90)))
      return held
    }
    flood(200, from: 100, in: &capture)
    for flow in flows.prefix(5) { capture.send(flow, .client, Array(hello.dropFirst(90))) }
    for held in late { capture.release(held) }
    for flow in flows { capture.rst(flow, .server) }
    let (whole, result) = (try analyze(capture, flows: 1000), try analyze(capture, flows: 100))
    #expect(leftOut(result)[.unfinished].map { $0 >= 200 } ?? false)
    for id in ids(result) { #expect(result.shown(id) == whole.shown(id)) }
    #expect(Set(0..<10).isSubset(of: ids(result)))
  }

  /// Where all flows failed, those to endpoints stay longest.
  @Test func flowsThatFailed() throws {
    var capture = BuiltConversation("open >hello:1.0 <rst").capture
    for number in 0..<200 {
      let refused = capture.tcp(
        client: EndPoint("10.0.0.5", 52_000 + UInt16(number)), server: EndPoint("198.51.100.7", 443))
      capture.syn(refused)
      capture.refuse(refused)
    }
    let result = try analyze(capture, flows: 100)
    #expect(leftOut(result) == [.connectionRefused: 201 - result.flowCount])
    #expect(result.hasFlow(0) && result.hasFlow(200) && !result.hasFlow(1))
    #expect(result.judgement(0).verdict == .versionReject)
  }

  /// A later segment of a flow that was left out is another flow, whose start is missing.
  @Test func flowThatWasLeftOutTooEarly() throws {
    var capture = BuiltConversation("").capture
    let idle = flow("10.0.0.9", "198.51.100.7", in: &capture)
    for number in 0..<300 {
      let other = flow("10.0.0.8", "198.51.100.\(number % 200 + 10)", in: &capture)
      capture.rst(other, .client)
    }
    capture.send(idle, .client, Array("hello".utf8))
    let result = try analyze(capture, flows: 100)
    let again = try #require(ids(result).last)
    #expect(result.hasFlow(0) || result.flow(again).evidence.isStartMissing)
  }

  /// Flows that are handed over while the capture is read have their ids.
  @Test func flowsThatAreHandedOver() throws {
    var capture = BuiltConversation("").capture
    for number in 0..<400 {
      let other = flow("10.0.1.\(number % 200 + 1)", "203.0.113.10", in: &capture)
      let hello = ClientHello.schannel(.server2016, version: .tls12, name: "host\(number).example.com").record
      capture.send(other, .client, hello)
      capture.rst(other, .server)
      capture.wait(milliseconds: 50)
    }
    let whole = try analyze(capture, flows: 1000)
    var names: [Int: String] = [:]
    let result = try analyze(capture, flows: 100) { open, ids in
      var events: [FlowEvent] = []
      for id in ids {
        guard let flow = open.settledFlow(id, in: &events) else { continue }
        #expect(flow.evidence.id == id)
        names[id] = flow.serverName?.name
      }
      return true
    }
    #expect(names.count > 200)
    #expect(names.allSatisfy { $0.value == "host\($0.key).example.com" })
    for id in ids(result) { #expect(result.shown(id) == whole.shown(id)) }
  }

  @Test func numbers() {
    var numbers = FlowNumbers()
    #expect(numbers.areAll && numbers.place(of: 7) == 7 && numbers.id(at: 7) == 7)
    numbers.keepOnly([0, 2, 5], of: 6)
    #expect((0..<5).map { numbers.id(at: $0) } == [0, 2, 5, 6, 7])
    #expect((0..<8).map { numbers.place(of: $0) } == [0, nil, 1, nil, nil, 2, 3, 4])
    numbers.keepOnly([1, 4], of: 5)
    #expect((0..<3).map { numbers.id(at: $0) } == [2, 7, 8])
    #expect((0..<10).map { numbers.place(of: $0) } == [nil, nil, 0, nil, nil, nil, nil, 1, 2, 3])
  }
}
