import Analysis
import CaptureBuilding
import Diagnosis
import Testing

/// Every verdict with its nearest neighbours, from frames on: over several link layers, direct and through a
/// tunnel.
@Suite struct VerdictCaptureTests {
  static let shapes: [BuiltConversation.Shape] = [
    .init(), .init(link: .vlan([7]), isPcapng: true), .init(link: .raw, isVersion6: true),
    .init(link: .linuxCooked, hasTimestamps: true), .init(isProxied: true),
    .init(link: .linuxCooked2, isProxied: true, isPcapng: true, hasTimestamps: true),
    .init(link: .null, isProxied: true, isVersion6: true),
  ]

  /// What holds direct and through a tunnel alike.
  static let cases: [(line: String, verdict: String)] = [
    ("open >hello flight keys done >data:400 <data:900 >fin <fin", "success/certain"),
    ("open >hello flight keys done <rst", "success/certain"),
    ("open >hello <warning:112 flight keys done", "success/certain"),
    ("open >hello:1.3 flight13 >data:36 <data:200", "success/certain"),
    ("open >hello:1.3 flight13 >data:36 >fin", "success/probable"),
    ("open >hello:1.0 <rst", "version_reject/certain"),
    ("open >hello:1.1 <fin >fin", "version_reject/certain"),
    ("open >hello:1.0 <alert:70 <fin", "version_reject/certain"),
    ("open >hello:weak <rst", "no_common_cipher/certain"),
    ("open >hello:weak <fin >alert:50", "no_common_cipher/certain"),
    ("open >hello:weak <alert:40", "no_common_cipher/certain"),
    ("open >fin <fin", "client_fin/certain"),
    ("open >keepalive <ack >fin <fin", "client_fin/certain"),
    ("open >rst", "client_reset/certain"),
    ("open >hello flight >alert:48 >fin", "certificate_rejected/certain"),
    ("open >hello:1.3 flight13 >alert:48 >fin", "certificate_rejected/certain"),
    ("open >hello:1.3 flight13 >data:2 >fin", "certificate_rejected/probable"),
    ("open >hello flight >rst", "certificate_rejected/probable"),
    ("open >hello <alert:80 <fin", "server_alert/certain"),
    ("open >hello flight keys <alert:40 <fin", "server_alert/certain"),
    ("open >hello <rst", "server_reset/certain"),
    ("open <rst", "server_reset/probable"),
    ("open >hello <fin >alert:50 >fin", "server_close/certain"),
    ("open <fin >fin", "server_close/probable"),
    ("open >hello <text <fin", "server_close/certain"),
    ("open >hello +300 again +600 again +9000 >fin", "handshake_timeout/certain"),
    ("open >hello +300 again +600 again", "unfinished/certain"),
    ("open >hello <ack +9000 >fin", "handshake_timeout/probable"),
    ("open >hello <ack >fin flight", "handshake_timeout/possible"),
    ("open >hello flight keys <fin", "handshake_aborted/probable"),
    ("open >hello flight >alert:70", "client_alert/certain"),
    ("open >hello <text >fin", "handshake_aborted/possible"),
    ("open >text <text >fin <fin", "not_tls/certain"),
    ("open >hello:1.0 <ack >text +5000 >fin", "not_tls/probable"),
    ("open", "unfinished/certain"),
    ("open >hello", "unfinished/certain"),
    ("open >hello flight keys", "unfinished/certain"),
  ]

  @Test func everyVerdictInEveryShape() {
    for (number, shape) in Self.shapes.enumerated() {
      for (line, verdict) in Self.cases {
        #expect(BuiltConversation(line, shape).verdict == verdict, "\(line) in shape \(number)")
      }
    }
  }

  @Test func whatHasNoTunnel() {
    for (number, shape) in Self.shapes.enumerated() where !shape.isProxied {
      for (line, verdict) in [
        (">syn <rst:closed", "connection_refused/certain"),
        (">syn +1000 again <rst:closed", "connection_refused/certain"),
        // A device on the path, or a SYN/ACK was lost: a closed port knows no number.
        (">syn <rst", "connection_refused/probable"),
        (">syn +1000 again +2000 again", "connect_timeout/probable"),
        (">syn +1000 again", "unfinished/certain"),
        (">syn +1000 again +2000 again +4000 >rst", "connect_timeout/certain"),
        (">syn +1000 again +2000 <synack >rst", "connect_timeout/probable"),
        (">syn", "unfinished/certain"),
      ] {
        #expect(BuiltConversation(line, shape).verdict == verdict, "\(line) in shape \(number)")
      }
    }
  }

  @Test func tunnelsThatAreRefused() {
    for shape in Self.shapes where shape.isProxied {
      let open = ">syn <synack >ack >connect"
      for (line, verdict) in [
        ("\(open) <refusal >fin", "proxy_denied/certain"), ("\(open) <refusal", "unfinished/certain"),
        ("\(open) <ack +5000 >fin", "handshake_timeout/probable"), (open, "unfinished/certain"),
        ("\(open) <fin", "server_close/probable"),
      ] {
        #expect(BuiltConversation(line, shape).verdict == verdict, "\(line)")
      }
    }
  }

  @Test func everyVerdictIsBuilt() {
    let built = Self.cases.map(\.verdict) + ["connection_refused/", "connect_timeout/", "proxy_denied/"]
    let codes = Set(built.compactMap { $0.split(separator: "/").first.map(String.init) })
    // What is missing from a capture is the matter of FaultyCaptureTests.
    #expect(codes.union(["incomplete_capture"]) == Set(Verdict.allCases.map(\.rawValue)))
  }

  @Test func unreachableQuotesTheSyn() {
    var talk = BuiltConversation(">syn")
    talk.change { capture, _ in capture.unreachable(quoting: 2, from: "10.0.0.1") }
    #expect(talk.verdict == "connection_refused/certain")
  }

  @Test func plainPortsAndPlainWords() {
    #expect(BuiltConversation("open >fin <fin", port: 8530).verdict == "not_tls/probable")
    #expect(
      BuiltConversation("open <text >text <text >hello flight keys done", port: 25).verdict
        == "success/certain")
    #expect(
      BuiltConversation("open <text >text <text >hello:1.0 <rst", port: 25).verdict
        == "version_reject/certain")
  }
}
