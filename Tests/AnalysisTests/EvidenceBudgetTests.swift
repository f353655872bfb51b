import CaptureBuilding
import Diagnosis
import Foundation
import PolicyFiles
import Testing

@testable import Analysis

/// Hellos, certificates and names have one budget. Beyond it flows that have much of them are left out, failures last.
@Suite struct EvidenceBudgetTests {
  private func analyze(_ capture: CaptureBuilder, bytes: Int) throws -> CaptureResult {
    let file = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(capture.pcap()).write(to: file)
    var options = AnalysisOptions(policy: .builtIn)
    options.budget.evidenceBytes = bytes
    return try CaptureAnalyzer.analyze(path: file.path(), options: options)
  }

  private func ids(_ result: CaptureResult) -> [Int] { result.ids ?? Array(0..<result.flowCount) }

  private func open(
    _ number: Int, _ message: [UInt8], to server: Address = "203.0.113.10", in capture: inout CaptureBuilder
  ) -> TCPFlow {
    let flow = capture.tcp(
      client: EndPoint("10.0.0.5", 51_000 + UInt16(number)), server: EndPoint(server, 443))
    capture.handshake(flow)
    capture.send(flow, .client, TLSRecord.handshake([message]))
    return flow
  }

  /// A hello whose list of suites no other has.
  private func longHello(_ number: Int) -> [UInt8] {
    ClientHello(cipherSuites: (0..<400).map { UInt16(number * 400 + $0) }).message
  }

  @Test func longHellosOfManyFlows() throws {
    var capture = BuiltConversation("open >hello:1.0 <rst").capture
    for number in 0..<100 {
      let flow = open(number, longHello(number), in: &capture)
      // The first ten fail.
      if number < 10 { capture.rst(flow, .server) }
    }
    let whole = try analyze(capture, bytes: 1 << 20)
    let size = whole.store.size
    #expect((100_000...150_000).contains(size))
    let enough = try analyze(capture, bytes: size)
    #expect(enough.flowCount == 101 && enough.description.notes == [] && enough.store.generation == 0)
    for limit in [size - 1, size / 4] {
      let result = try analyze(capture, bytes: limit)
      #expect(result.store.size <= limit && result.store.size > limit / 2)
      #expect(result.description.leftOutFlows == 101 - result.flowCount)
      #expect(result.description.notes.map(\.code) == ["flows_left_out"])
      // What failed and the newest stay.
      #expect(Set(0...10).isSubset(of: ids(result)) && result.hasFlow(100))
      for id in ids(result) { #expect(result.shown(id) == whole.shown(id)) }
      #expect(result.findings.map(\.flows) == whole.findings.map(\.flows))
    }
  }

  /// Flows with little evidence are not left out for the sake of others.
  @Test func ordinaryFlowsStay() throws {
    var capture = BuiltConversation("").capture
    for number in 0..<200 {
      let hello = ClientHello.schannel(.server2016, version: .tls12, name: "host\(number + 100).example.com")
      let flow = open(number, number % 4 == 0 ? longHello(number / 4) : hello.message, in: &capture)
      capture.rst(flow, .client)
    }
    let whole = try analyze(capture, bytes: 1 << 20)
    let result = try analyze(capture, bytes: whole.store.size / 2)
    #expect(result.flowCount < 200 && result.flowCount > 150)
    #expect((0..<200).allSatisfy { $0 % 4 == 0 || result.hasFlow($0) })
    for id in ids(result) { #expect(result.shown(id) == whole.shown(id)) }
  }

  /// What no flow shows is given up first: a flow has a limited number of events.
  @Test func hellosThatNoFlowShows() throws {
    var capture = BuiltConversation("").capture
    for number in 0..<10 { _ = open(number, longHello(number), in: &capture) }
    let chatty = open(10, longHello(10), in: &capture)
    for number in 11..<160 { capture.send(chatty, .client, TLSRecord.handshake([longHello(number)])) }
    let whole = try analyze(capture, bytes: 1 << 20)
    let result = try analyze(capture, bytes: whole.store.size - 1)
    #expect(result.store.generation == 1 && result.store.size < whole.store.size)
    #expect(
      result.flowCount == 11 && result.ids == nil && result.description.notes == whole.description.notes)
    for id in 0..<11 { #expect(result.shown(id) == whole.shown(id)) }
  }

  /// A few flows may have more than all are allowed.
  @Test func oneFlowStays() throws {
    var capture = BuiltConversation("").capture
    let flow = open(0, longHello(0), in: &capture)
    for number in 1..<50 { capture.send(flow, .client, TLSRecord.handshake([longHello(number)])) }
    let whole = try analyze(capture, bytes: 1 << 20)
    let result = try analyze(capture, bytes: 1000)
    #expect(result.shown(0) == whole.shown(0) && result.description.notes == whole.description.notes)
    #expect(result.store.generation < 20)
  }

  /// Names, certificates and answers of flows that stay are those that they had.
  @Test func everyKindOfEvidence() throws {
    for isProxied in [false, true] {
      var shape = BuiltConversation.Shape()
      shape.isProxied = isProxied
      var capture = BuiltConversation("open >hello flight keys done >data <data >fin <fin", shape).capture
      for number in 0..<40 { _ = open(number, longHello(number), to: "198.51.100.7", in: &capture) }
      let whole = try analyze(capture, bytes: 1 << 20)
      let result = try analyze(capture, bytes: whole.store.size / 2)
      #expect(result.store.generation > 0 && result.hasFlow(0))
      #expect(result.shown(0) == whole.shown(0))
    }
  }
}
