import Analysis
import CaptureBuilding
import Diagnosis
import Testing

/// Findings about what becomes of a flow besides its handshake: no response, large packets that are lost.
@Suite struct PathFindingTests {
  private func codes(_ conversation: BuiltConversation) throws -> [String] {
    try BuiltConversation.analyze(conversation.capture).findings.map {
      "\($0.code.rawValue)/\($0.severity)/\($0.confidence)"
    }
  }

  private let success = "open >hello:1.2 flight keys done"

  @Test(arguments: [
    ">data:400 <ack +31000 >keepalive", ">data:400 <ack +31000 >fin", ">data:400 <ack +40000 >rst",
    // The request behind an earlier one that was answered; the client goes on to write.
    ">data:400 <data:900 +5 >data:300 <ack +31000 >fin",
    ">data:400 <ack +20000 >data:30 <ack +15000 >keepalive",
    // The server ends it.
    ">data:400 <ack +200 <fin", ">data:400 <ack +200 <rst",
  ])
  func noResponse(_ rest: String) throws {
    for isProxied in [false, true] {
      let built = BuiltConversation("\(success) \(rest)", .init(isProxied: isProxied))
      #expect(try codes(built) == ["no_response/error/certain"], "\(rest)")
    }
  }

  @Test(arguments: [
    ">data:400 <data:900", ">data:400 <data:900 +40000 >keepalive", ">data:400 <ack +5000 >keepalive",
    ">data:400 <ack +29000 >fin", ">data:400 <ack +20000 <data:900 +31000 >fin",
    // close_notify alone, and a client that never asks.
    ">data:20 <ack +40000 >fin", "+40000 >fin", ">data:400 <data:900 >data:20 >fin <ack +40000 <fin",
    // It was not received: the path loses it.
    ">data:400 +40000 >rst",
    // Its end came first.
    ">data:400 <data:900 >fin <fin >ack",
  ])
  func response(_ rest: String) throws {
    #expect(try codes(BuiltConversation("\(success) \(rest)")).isEmpty, "\(rest)")
  }

  @Test func failedHandshakeIsNoResponse() throws {
    let found = try codes(BuiltConversation("open >hello:1.2 <ack +31000 >fin"))
    #expect(found.count == 1 && found[0].hasPrefix("handshake_timeout/error"))
  }

  /// A server's flight of three segments of which only the last, small one arrives.
  private func flight(
    lost: Range<Int>, waiting milliseconds: Int = 8000, repeated: Bool = false, end: String = ">fin"
  ) -> BuiltConversation {
    var built = BuiltConversation("open >hello:1.2 <ack")
    built.change { capture, flow in
      let bytes = capture.serverFlight(certificates: TestCertificates.synchronizationChain)
      let large = Array(bytes.prefix(2920))
      if !lost.contains(0) { capture.segment(flow, .server, payload: Array(large.prefix(1460))) }
      if !lost.contains(1) {
        capture.segment(flow, .server, payload: Array(large.suffix(1460)), offset: 1460)
      }
      capture.segment(flow, .server, payload: Array(bytes.dropFirst(2920).prefix(300)), offset: 2920)
      capture.ack(flow, .client)
      if repeated { capture.segment(flow, .server, payload: large, offset: 0) }
      capture.wait(milliseconds: milliseconds)
    }
    built.play(end)
    return built
  }

  @Test func largeSegmentsLost() throws {
    for end in [">fin", ">rst", ">keepalive", "<rst"] {
      let found = try codes(flight(lost: 0..<2, end: end))
      #expect(found.contains("path_mtu/error/probable"), "\(end): \(found)")
    }
  }

  /// A router says that a packet of the server is too big (ICMP type 3, code 4).
  @Test(arguments: [
    ("", "+31000 >fin", true),
    // The client acknowledged it: it came through after all.
    ("flight", "+8000 >fin", false), ("flight keys done", "+10 >fin", false),
    ("<alert:70", "<fin", false),
  ])
  func packetsTooBig(_ middle: String, _ end: String, _ isFound: Bool) throws {
    var built = BuiltConversation("open >hello:1.2 <ack \(middle)")
    built.change { capture, flow in
      let frame = capture.lastFrame(of: flow, .server)
      capture.unreachable(quoting: frame, from: "203.0.113.1", code: 4)
    }
    built.play(end)
    #expect(try codes(built).contains("path_mtu/error/probable") == isFound)
  }

  @Test func largeSegmentsArrive() throws {
    // One of them arrives, or they do later; nobody had the time to repeat them.
    for built in [
      flight(lost: 0..<1), flight(lost: 1..<2), flight(lost: 0..<2, repeated: true),
      flight(lost: 0..<2, waiting: 1000),
    ] {
      #expect(try !codes(built).contains { $0.hasPrefix("path_mtu") })
    }
  }

  /// The client acknowledges what the capture does not hold: the capture lost it, not the path.
  @Test func capturedLoss() throws {
    var built = BuiltConversation("open >hello:1.2 <ack")
    built.change { capture, flow in
      let bytes = capture.serverFlight()
      capture.lose { $0.send(flow, .server, Array(bytes.prefix(2920))) }
      capture.send(flow, .server, Array(bytes.dropFirst(2920)))
      capture.ack(flow, .client)
      capture.wait(milliseconds: 8000)
    }
    built.play(">fin")
    #expect(try !codes(built).contains { $0.hasPrefix("path_mtu") })
  }
}
