import Analysis
import CaptureBuilding
import Diagnosis
import Testing

/// Proxies that answer a CONNECT before its end, and what only looks so.
@Suite struct EarlyAnswerTests {
  private static let request = HTTPMessage.connect(
    "\(BuiltConversation.host):443", more: [("Cookie", String(repeating: "a", count: 900))])

  /// The verdict, the status of the proxy's answer and the authority of the request.
  private func judged(
    _ line: String = ">syn <synack >ack", _ change: (inout CaptureBuilder, TCPFlow) -> Void,
    then rest: String = "<fin >fin"
  ) throws -> String {
    var built = BuiltConversation(line, .init(isProxied: true))
    built.change(change)
    built.play(rest)
    let result = try BuiltConversation.analyze(built.capture)
    let flow = result.flow(0)
    let summary = FlowSummary(flow, store: result.store)
    let authority = summary.connectRequest?.authority.flatMap(result.store.name) ?? "-"
    let status = summary.connectResponse?.status.map { "\($0)" } ?? "-"
    return "\(flow.judgement.verdict.rawValue)/\(flow.judgement.confidence.rawValue) \(status) \(authority)"
  }

  private static let named = "\(BuiltConversation.host):443"

  @Test(arguments: [400, 408, 413, 431, 503]) func answersBeforeTheEnd(_ status: Int) throws {
    let refusal = HTTPMessage.refusal(status, "Refused", keepsConnection: false)
    for count in [70, 200, Self.request.count - 1] {
      #expect(
        try judged { capture, flow in
          capture.send(flow, .client, Array(Self.request.prefix(count)))
          capture.send(flow, .server, refusal)
        } == "proxy_denied/certain \(status) \(Self.named)")
    }
    // In pieces, while the request goes on.
    #expect(
      try judged { capture, flow in
        capture.send(flow, .client, Array(Self.request.prefix(300)))
        capture.send(flow, .server, Array(refusal.prefix(3)))
        capture.send(flow, .client, Array(Self.request.dropFirst(300)))
        capture.send(flow, .server, Array(refusal.dropFirst(3)))
      } == "proxy_denied/certain \(status) \(Self.named)")
  }

  /// The request line itself has no end yet.
  @Test func requestLines() throws {
    for (count, authority) in [(20, "-"), (41, Self.named)] {
      #expect(
        try judged { capture, flow in
          capture.send(flow, .client, Array(Self.request.prefix(count)))
          capture.send(flow, .server, HTTPMessage.refusal(414, "URI Too Long"))
        } == "proxy_denied/certain 414 \(authority)")
    }
  }

  @Test func laterRequests() throws {
    #expect(
      try judged { capture, flow in
        capture.send(flow, .client, HTTPMessage.connect(Self.named))
        capture.send(flow, .server, HTTPMessage.refusal(407, "Proxy Authentication Required"))
        capture.send(flow, .client, Array(Self.request.prefix(300)))
        capture.send(flow, .server, HTTPMessage.refusal(431, "Request Header Fields Too Large"))
      } == "proxy_denied/certain 431 \(Self.named)")
    #expect(
      try judged { capture, flow in
        capture.send(
          flow, .client, HTTPMessage.bytes("GET http://example.com/ HTTP/1.1", [("Host", "example.com")]))
        capture.send(flow, .server, HTTPMessage.bytes("HTTP/1.1 204 No Content", []))
        capture.send(flow, .client, Array(Self.request.prefix(300)))
        capture.send(flow, .server, HTTPMessage.refusal(400, "Bad Request"))
      } == "proxy_denied/certain 400 \(Self.named)")
  }

  @Test func answersAfterTheEnd() throws {
    #expect(
      try judged { capture, flow in
        capture.send(flow, .client, Self.request)
        capture.send(flow, .server, HTTPMessage.refusal(431, "Request Header Fields Too Large"))
      } == "proxy_denied/certain 431 \(Self.named)")
  }

  /// A consent that comes early opens the tunnel; the rest of the request is not TLS.
  @Test func consentBeforeTheEnd() throws {
    #expect(
      try judged(
        ">syn <synack >ack",
        { capture, flow in
          capture.send(flow, .client, Array(Self.request.prefix(300)))
          capture.send(flow, .server, HTTPMessage.connectionEstablished())
          capture.send(flow, .client, Array(Self.request.dropFirst(300)))
        }, then: ">hello:1.2 flight keys done") == "success/certain 200 \(Self.named)")
  }

  /// The endpoint itself says it, inside the tunnel.
  @Test func answersInsideTheTunnel() throws {
    let refusal = HTTPMessage.refusal(431, "Request Header Fields Too Large")
    #expect(
      try judged("open >hello:1.2", { $0.send($1, .server, refusal) })
        == "server_close/certain 200 \(Self.named)")
  }

  /// A proxy that gives up an idle connection has not seen the request that crosses its answer.
  @Test func answersToNothing() throws {
    let found = try judged { capture, flow in
      let held = capture.hold { $0.send(flow, .server, HTTPMessage.refusal(408, "Request Timeout")) }
      capture.send(flow, .client, Array(Self.request.prefix(300)))
      capture.release(held)
    }
    #expect(!found.hasPrefix("proxy_denied"))
  }
}
