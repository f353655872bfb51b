import CaptureBuilding
import Testing

/// RSTs that are ignored, and segments of older connections before the SYN/ACK.
@Suite struct IgnoredSegmentTests {
  private static let rest = "flight keys done"

  @Test func resetsThatWereIgnored() {
    BuiltConversation.check([
      ("open <rst:ahead >hello \(Self.rest)", "success/certain"),
      ("open <rst:ahead >hello:1.0 <rst", "version_reject/certain"),
      ("open <rst:ahead >hello:1.0 <fin", "version_reject/certain"),
      ("open <rst:ahead >hello:1.0 <alert:70 <fin", "version_reject/certain"),
      ("open <rst:ahead <rst:ahead >hello:weak <rst", "no_common_cipher/certain"),
      ("open >rst:ahead >hello:1.0 <rst", "version_reject/certain"),
      ("open >rst:ahead >hello \(Self.rest)", "success/certain"),
      ("open <rst:ahead >fin <fin", "client_fin/certain"),
      ("open >hello <rst \(Self.rest)", "success/certain"),
      ("open >hello flight <rst keys done", "success/certain"),
      ("open >hello flight >rst keys done", "success/certain"),
      ("open >hello:1.3 flight13 <rst >data:52 >data:300 <data:230", "success/certain"),
    ])
  }

  @Test func resetsThatCount() {
    BuiltConversation.check([
      ("open >hello:1.0 <rst:ahead", "incomplete_capture/certain"),
      ("open >hello flight <rst", "handshake_aborted/probable"),
      ("open >hello flight <rst >rst", "handshake_aborted/probable"),
    ])
  }

  /// What the server sent was not captured, and every RST behind it counts.
  @Test func resetBehindAnAnswerThatIsMissing() {
    for shape in BuiltConversation.manyShapes {
      var talk = BuiltConversation("open >hello:1.0", shape)
      talk.change { capture, flow in
        capture.skip(flow, .server, bytes: 300)
        capture.rst(flow, .server)
        capture.rst(flow, .server, ack: false, offset: -300)
      }
      #expect(talk.verdict == "incomplete_capture/certain")
    }
  }

  /// A refused SYN that is repeated with its number, as Windows does.
  @Test func synThatIsRefusedAtFirst() {
    BuiltConversation.check(
      [
        (
          ">syn <rst:closed +500 again <rst:closed +500 again <synack >ack >hello:1.0 <rst",
          "version_reject/certain"
        ), (">syn <rst +500 again <synack >ack >hello \(Self.rest)", "success/certain"),
        (">syn <rst:closed +500 again <synack >ack >hello \(Self.rest)", "success/certain"),
        (">syn <rst:closed +500 again <rst:closed +500 again <rst:closed", "connection_refused/certain"),
        (">syn <rst:bare <synack >ack >hello:1.0 <rst", "version_reject/certain"),
      ], in: BuiltConversation.directShapes)
  }
}
