import CaptureBuilding
import Testing

/// What precedes TLS on a connection: the PROXY protocol, STARTTLS, requests to a proxy.
@Suite struct PreludeTests {
  private static let rest = "flight keys done"

  @Test func proxyProtocol() {
    for header in ["header1", "header2"] {
      BuiltConversation.check(
        [
          ("open >\(header)+hello:1.0 <rst", "version_reject/certain"),
          ("open >\(header) >hello:1.0 <fin", "version_reject/certain"),
          ("open >\(header)+hello \(Self.rest)", "success/certain"),
          ("open >\(header) >fin <fin", "client_fin/certain"),
          ("open >\(header) >rst", "client_reset/certain"),
          ("open >\(header) <rst", "server_reset/probable"),
          ("open >\(header) <fin >fin", "server_close/probable"),
          ("open >\(header) >text <text >fin", "not_tls/certain"),
        ], in: BuiltConversation.directShapes)
    }
  }

  @Test func startTLS() {
    let mail = "open <text >ehlo <text"
    BuiltConversation.check(
      [
        ("\(mail) >starttls <go >hello:1.0 <alert:70 <fin", "version_reject/certain"),
        ("\(mail) >starttls+hello:1.0 <go+alert:70 <fin", "version_reject/certain"),
        ("\(mail) >starttls+hello <go flight keys done", "success/certain"),
        ("\(mail) >starttls+hex:160301 <text >fin", "not_tls/certain"),
      ], in: BuiltConversation.directShapes, port: 25)
  }

  private static let proxied = BuiltConversation.manyShapes.filter(\.isProxied)
  private static let open = ">syn <synack >ack"

  /// A hello that the client sent before the proxy answered changes nothing.
  @Test func optimisticHellos() {
    for status in [302, 400, 403, 407, 502, 503, 504] {
      BuiltConversation.check(
        [
          ("\(Self.open) >connect >hello:1.0 <refusal:\(status) <fin", "proxy_denied/certain"),
          ("\(Self.open) >connect+hello <refusal:\(status) <rst", "proxy_denied/certain"),
          ("\(Self.open) >connect+hello:1.3 <refusal:\(status) >fin <fin", "proxy_denied/certain"),
          ("\(Self.open) >connect <refusal:\(status) <fin", "proxy_denied/certain"),
        ], in: Self.proxied)
    }
    BuiltConversation.check(
      [
        ("\(Self.open) >connect+hello <granted \(Self.rest)", "success/certain"),
        ("\(Self.open) >connect+hello:1.0 <granted <fin", "version_reject/certain"),
        ("\(Self.open) >connect+hello:1.0 <granted+alert:70 <fin", "version_reject/certain"),
        ("\(Self.open) >connect <refusal:407 >connect+hello:1.0 <granted <fin", "version_reject/certain"),
      ], in: Self.proxied)
  }

  @Test func requestsBeforeTheTunnel() {
    BuiltConversation.check(
      [
        ("\(Self.open) >get <page >connect <granted >hello \(Self.rest)", "success/certain"),
        ("\(Self.open) >get+connect <page+granted >hello \(Self.rest)", "success/certain"),
        ("\(Self.open) >get <page >get <page >connect <granted >hello:1.0 <fin", "version_reject/certain"),
        ("\(Self.open) >get <page >connect <refusal:407 <fin", "proxy_denied/certain"),
        ("\(Self.open) >get <page >connect <fin", "server_close/probable"),
        ("\(Self.open) >get <page >connect <granted >fin", "client_fin/certain"),
        ("\(Self.open) >get <page >fin <fin", "not_tls/certain"),
      ], in: Self.proxied)
  }

  /// Plain HTTP is not read to its end, unless a CONNECT may follow.
  @Test func longAnswersBeforeTheTunnel() {
    for shape in Self.proxied {
      var talk = BuiltConversation("\(Self.open) >get", shape)
      talk.change { capture, flow in
        capture.send(flow, .server, Array("HTTP/1.1 200 OK\r\n\r\n".utf8))
        for _ in 0..<40 { capture.send(flow, .server, [UInt8](repeating: 0x61, count: 1400)) }
      }
      talk.play(">connect <granted >hello:1.0 <fin")
      #expect(talk.verdict == "version_reject/certain")
    }
  }
}
