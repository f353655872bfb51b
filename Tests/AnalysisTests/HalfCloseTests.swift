import CaptureBuilding
import Testing

/// Ends that do not end the other direction, alerts in pieces, and who has received what.
@Suite struct HalfCloseTests {
  @Test func answersToAHalfClosedClient() {
    BuiltConversation.check([
      ("open >hello:1.0+fin <alert:70 <fin", "version_reject/certain"),
      ("open >hello:1.0 >fin <alert:70+fin", "version_reject/certain"),
      ("open >hello:weak+fin <alert:40 <fin", "no_common_cipher/certain"),
      ("open >hello+fin <alert:80 <fin", "server_alert/certain"),
      ("open >hello:1.0+fin <ack +300 <alert:70 <fin", "version_reject/certain"),
      ("open >hello:1.0 +20000 >fin <fin", "handshake_timeout/probable"),
      ("open >hello:1.0+fin +3000 >rst", "handshake_timeout/possible"),
      ("open >fin <alert:70 <fin", "client_fin/certain"),
    ])
  }

  /// An alert may be split over two records (RFC 5246, section 6.2.1).
  @Test func alertsInPieces() {
    BuiltConversation.check([
      ("open >hello:1.0 <hex:150303000102+hex:150303000146 <fin", "version_reject/certain"),
      ("open >hello <hex:150303000102 <hex:150303000150 <fin", "server_alert/certain"),
      ("open >hello:weak <hex:150303000102+hex:150303000128 <rst", "no_common_cipher/certain"),
      ("open >hello flight >hex:150303000102+hex:150303000130 >fin", "certificate_rejected/certain"),
      ("open >hello flight >hex:150303000102 >hex:150303000150 >fin", "client_alert/certain"),
      ("open >hello <hex:150303000401700250 <fin", "server_alert/certain"),
      ("open >hello <hex:150303000101 <hex:150303000170 flight keys done", "success/certain"),
      ("open >hello <warning:112 <hex:150303000102+hex:150303000150 <fin", "server_alert/certain"),
      ("open >hello:1.0 <hex:150303000102 <fin", "server_close/probable"),
    ])
  }

  /// What the client has not received it cannot refuse.
  @Test func clientsThatLeave() {
    BuiltConversation.check([
      ("open >hello flight >rst", "certificate_rejected/probable"),
      ("open >hello flight >fin", "certificate_rejected/probable"),
      ("open >hello flight <alert:80 >rst", "server_alert/certain"),
      ("open >hello flight >alert:40 >rst", "client_alert/certain"),
      ("open >hello:1.3 <hello13 >alert:47 >rst", "client_alert/certain"),
      ("open >hello:1.3 <retry13 >alert:47 >rst", "client_alert/certain"),
      ("open >hello:early+data:300 <resumed13+ccs+data:100 >data:2 >fin", "handshake_aborted/probable"),
    ])
    for shape in BuiltConversation.manyShapes {
      for isReset in [true, false] {
        var talk = BuiltConversation("open >hello", shape)
        talk.change { capture, flow in
          let flight = capture.send(flow, .server, capture.serverFlight())
          capture.unaware(of: flight.lowerBound) {
            if isReset { $0.rst(flow, .client) } else { $0.fin(flow, .client) }
          }
        }
        #expect(["handshake_aborted/probable", "handshake_aborted/possible"].contains(talk.verdict))
      }
    }
  }
}
