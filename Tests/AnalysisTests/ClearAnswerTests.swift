import CaptureBuilding
import Testing

/// A server that speaks clear text has judged neither version nor cipher.
@Suite struct ClearAnswerTests {
  private static let mail = "open <text >ehlo <text >starttls <go"

  @Test func clearTextInsteadOfAnAnswer() {
    BuiltConversation.check([
      ("open >hello:1.0 <page <fin >fin", "server_close/probable"),
      ("open >hello:1.0 <page <rst", "server_reset/probable"),
      ("open >hello:1.0 <page+fin >fin", "server_close/probable"),
      ("open >hello:weak <page <rst", "server_reset/probable"),
      ("open >hello:1.3 <page <fin >fin", "server_close/certain"),
      ("open >hello:1.0 <hex:0d0a <fin", "server_close/probable"),
      ("open >hello:1.0 <page >alert:50 >fin", "handshake_aborted/possible"),
      ("open >hello:1.0+fin <page <fin", "handshake_aborted/possible"),
    ])
  }

  /// Too few bytes to tell what they are answer the hello all the same.
  @Test func answersThatBreakOff() {
    BuiltConversation.check([
      ("open >hello:1.0 <hex:15 <fin", "server_close/probable"),
      ("open >hello:1.0 <hex:150303000202 <fin", "server_close/probable"),
      ("open >hello:1.0 <hex:150303000102 <rst", "server_reset/probable"),
      ("open >hello:weak <hex:1503 <fin", "server_close/probable"),
    ])
  }

  @Test func greetings() {
    let direct = [BuiltConversation.Shape()]
    BuiltConversation.check(
      [
        ("open <text >hello:1.0 <rst", "server_reset/probable"),
        ("open <text >hello:weak <fin", "server_close/probable"),
        ("\(Self.mail) >hello:1.0 <text <fin", "server_close/probable"),
        ("\(Self.mail) >hello:1.0 <page <rst", "server_reset/probable"),
      ], in: direct, port: 25)
  }

  @Test func proxies() {
    let get = ">syn <synack >ack >get <page >connect <granted"
    BuiltConversation.check(
      [("\(get) >hello:1.0 <page <fin", "server_close/probable")], in: [.init(isProxied: true)])
  }

  @Test func whatStaysCertain() {
    BuiltConversation.check([
      ("open >hello:1.0 <alert:70+page <fin", "version_reject/certain"),
      ("open >hello:1.0 <alert:70 <page <fin", "version_reject/certain"),
      ("open >hello:1.0 <ack <fin >fin", "version_reject/certain"),
    ])
    BuiltConversation.check(
      [
        ("\(Self.mail) >hello:1.0 <alert:70 <fin", "version_reject/certain"),
        ("\(Self.mail) >hello:1.0 <rst", "version_reject/certain"),
      ], in: [.init()], port: 25)
    let get = ">syn <synack >ack >get <page >connect <granted"
    BuiltConversation.check(
      [("\(get) >hello:1.0 <fin >fin", "version_reject/certain")], in: [.init(isProxied: true)])
  }
}

extension BuiltConversation {
  /// Direct, over IPv6, and through a proxy.
  static let manyShapes: [Shape] = [
    .init(), .init(link: .raw, isVersion6: true), .init(isProxied: true),
    .init(link: .vlan([7]), isProxied: true, isVersion6: true, isPcapng: true),
  ]

  static let directShapes = manyShapes.filter { !$0.isProxied }

  static func check(
    _ cases: [(line: String, verdict: String)], in shapes: [Shape] = manyShapes, port: UInt16? = nil,
    _ location: SourceLocation = #_sourceLocation
  ) {
    for (line, expected) in cases {
      for shape in shapes {
        let found = BuiltConversation(line, shape, port: port).verdict
        #expect(
          found == expected, "\(line), proxied \(shape.isProxied), IPv6 \(shape.isVersion6)",
          sourceLocation: location)
      }
    }
  }
}
