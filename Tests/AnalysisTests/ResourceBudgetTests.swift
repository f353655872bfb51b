import CaptureBuilding
import Diagnosis
import Foundation
import PolicyFiles
import Testing

@testable import Analysis

/// Memory has a limit, whatever a capture holds; what is given up is said, and takes no verdict its evidence.
@Suite struct ResourceBudgetTests {
  private func analyze(_ capture: CaptureBuilder, _ change: (inout ResourceBudget) -> Void) throws
    -> CaptureResult
  {
    let file = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(capture.pcap()).write(to: file)
    var options = AnalysisOptions(policy: .builtIn)
    change(&options.budget)
    return try CaptureAnalyzer.analyze(path: file.path(), options: options)
  }

  /// Flows that each send the same part of a message and nothing else.
  private func openFlows(
    _ count: Int, port: UInt16 = 443, _ bytes: [UInt8], in capture: inout CaptureBuilder
  ) -> [TCPFlow] {
    (0..<count).map { number in
      let flow = capture.tcp(
        client: EndPoint("10.0.0.5", 51_000 + UInt16(number)), server: EndPoint("203.0.113.10", port))
      capture.handshake(flow)
      capture.send(flow, .client, bytes)
      return flow
    }
  }

  private static let hello = TLSRecord.handshake([
    ClientHello.schannel(.server2016, version: .tls12, name: BuiltConversation.host).message
  ])

  @Test func unfinishedHandshakeMessages() throws {
    var capture = BuiltConversation("").capture
    let flows = openFlows(20, Array(Self.hello.prefix(100)), in: &capture)
    for flow in flows.suffix(5) { capture.send(flow, .client, Array(Self.hello.dropFirst(100))) }
    let result = try analyze(capture) { $0.messageBytes = 1000 }
    #expect(result.description.notes == [.messagesGivenUp(12)])
    #expect(result.judgement(0).verdict == .incompleteCapture)
    #expect(result.judgement(0).reason == .bytesGivenUp(frame: result.lastFrame(0)))
    // Those that came last were read.
    let named = (15..<20).map { result.flow($0).serverName?.source == .sni }
    #expect(named == [true, true, true, true, true])
    #expect(try analyze(capture) { $0.messageBytes = 2000 }.description.notes == [])
  }

  /// The server's end counts, and is not certain.
  @Test func endBehindAMessageThatWasGivenUp() throws {
    var capture = BuiltConversation("").capture
    let flows = openFlows(20, Array(Self.hello.prefix(100)), in: &capture)
    for flow in flows { capture.rst(flow, .server) }
    let result = try analyze(capture) { $0.messageBytes = 1000 }
    let first = result.judgement(0)
    #expect(first.confidence == .possible)
    #expect(first.doubts.contains(.bytesGivenUp(from: .client)))
    #expect(!result.judgement(19).doubts.contains(.bytesGivenUp(from: .client)))
  }

  @Test(
    arguments: [(53, [0x40, 0, 1]), (8080, Array("CONNECT sws.update.mic".utf8))] as [(UInt16, [UInt8])])
  func otherUnfinishedMessages(_ port: UInt16, _ bytes: [UInt8]) throws {
    var capture = BuiltConversation("").capture
    _ = openFlows(20, port: port, bytes, in: &capture)
    let result = try analyze(capture) { $0.messageBytes = 10 * bytes.count }
    #expect(result.description.notes == [.messagesGivenUp(12)])
    #expect(try analyze(capture) { $0.messageBytes = 20 * bytes.count }.description.notes == [])
  }

  @Test func flowsThatAreReadAtOnce() throws {
    var capture = BuiltConversation("").capture
    let flows = openFlows(20, Array(Self.hello.prefix(100)), in: &capture)
    for flow in flows { capture.send(flow, .client, Array(Self.hello.dropFirst(100))) }
    let result = try analyze(capture) { $0.readings = 8 }
    #expect(result.description.notes == [.readingsGivenUp(flows: 12)])
    #expect(result.judgement(0).verdict == .incompleteCapture)
    #expect(result.flow(19).evidence.events.contains { $0.kind == .clientHello })
    #expect(try analyze(capture) { $0.readings = 20 }.description.notes == [])
  }

  /// A flow that succeeded before anything was given up is not touched.
  @Test func verdictsWithTheirEvidenceStay() throws {
    var capture = BuiltConversation("open >hello:1.2 flight keys done >data:400 <data:900").capture
    _ = openFlows(50, Array(Self.hello.prefix(100)), in: &capture)
    let result = try analyze(capture) { $0.messageBytes = 500 }
    #expect(result.judgement(0).verdict == .success && result.judgement(0).confidence == .certain)
  }

  @Test func segmentsOutOfOrder() throws {
    var capture = BuiltConversation("").capture
    for number in 0..<20 {
      let flow = capture.tcp(
        client: EndPoint("10.0.0.5", 51_000 + UInt16(number)), server: EndPoint("203.0.113.10", 443))
      capture.handshake(flow)
      capture.segment(flow, .client, payload: [UInt8](repeating: 22, count: 1000), offset: 1000)
    }
    let result = try analyze(capture) { $0.segmentBytes = 6000 }
    let notes = result.description.notes
    #expect(notes.map(\.code) == ["segments_given_up"], "\(notes)")
    #expect(try analyze(capture) { _ in }.description.notes == [])
  }
}
