import CaptureBuilding
import Testing

/// TLS 1.3: a server that refuses the client's certificate after the client's Finished, and early data.
@Suite struct ModernHandshakeTests {
  private static let start = "open >hello:1.3 flight13"
  /// Certificate, CertificateVerify and Finished (of SHA-384: 69 bytes as a record).
  private static let flight = ">ccs+data:900+data:264+data:52"

  @Test func refusedCertificates() {
    let line = "\(Self.start) \(Self.flight)"
    BuiltConversation.check([
      ("\(line) <ack <data:2 <fin >fin", "server_alert/probable"),
      ("\(line) <data:2+fin >fin", "server_alert/probable"),
      ("\(line) <data:2 >fin", "server_alert/probable"),
      ("\(line) <data:23 <rst", "server_alert/probable"),
      ("\(line) >data:400 <data:2 <fin", "server_alert/probable"),
      ("\(Self.start) >ccs+data:1300 <data:2 <fin", "server_alert/probable"),
      ("\(line) <alert:116 <fin", "server_alert/certain"),
      ("\(line) <rst", "handshake_aborted/probable"),
      ("\(line) <fin >fin", "handshake_aborted/probable"),
    ])
  }

  /// A ticket that was sent before the client's flight came proves nothing.
  @Test func ticketsBeforeTheRefusal() {
    BuiltConversation.check([
      (
        "open >hello:1.3 <hello13+ccs+data:2500+data:230 >ack \(Self.flight) <data:2 <fin",
        "server_alert/probable"
      ),
      (
        "open >hello:1.3 <retry13+ccs >hello:1.3 <hello13+data:2500 >ack >data:900+data:264+data:52 <data:2 <fin",
        "server_alert/probable"
      ),
    ])
  }

  @Test func successes() {
    let line = "\(Self.start) \(Self.flight)"
    BuiltConversation.check([
      ("\(line) <data:230 <data:2 <fin", "success/certain"),
      ("\(line) >data:300 <data:900 >fin <fin", "success/certain"),
      ("\(line) <ack >fin", "success/probable"),
      ("\(line) >data:300 +60 >data:300 +60 >data:200", "success/probable"),
      ("\(line)", "unfinished/certain"),
    ])
  }

  @Test func earlyData() {
    let start = "open >hello:early+ccs+data:300 <resumed13+ccs+data:100"
    BuiltConversation.check([
      ("\(start) >data:4+data:52 <data:230", "success/certain"),
      (
        "open >hello:early+ccs+data:4+data:52 <resumed13+ccs+data:100 >data:4+data:52 <data:230",
        "success/certain"
      ),
      ("\(start) >data:4+data:52 <data:2 <fin", "server_alert/probable"),
      ("\(start) >data:4+data:52 <rst", "handshake_aborted/probable"),
      (
        "open >hello:early+data:300 <retry13+ccs >hello:1.3 <hello13+data:2500 >data:52+data:300 <data:900",
        "success/certain"
      ),
      ("open >hello:early+data:300 <hello13+ccs+data:2500 >data:52+data:300 <data:900", "success/certain"),
      ("open >hello:early+data:300 <rst", "server_reset/certain"),
    ])
  }

  /// The alert was not captured, and the client acknowledged it: what it says is not known.
  @Test func alertThatIsMissing() {
    for shape in BuiltConversation.manyShapes {
      var talk = BuiltConversation("\(Self.start) \(Self.flight)", shape)
      talk.change { capture, flow in
        capture.skip(flow, .server, bytes: 24)
        capture.fin(flow, .server)
        capture.fin(flow, .client)
      }
      #expect(talk.verdict == "incomplete_capture/certain")
    }
  }
}
