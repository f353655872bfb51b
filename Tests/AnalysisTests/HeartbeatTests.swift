import Analysis
import CaptureBuilding
import Diagnosis
import Testing

/// Heartbeat records are no data, no alerts and no failures.
@Suite struct HeartbeatTests {
  private func judged(_ line: String, heartbeat length: Int, from side: Side, _ rest: String) throws -> String
  {
    var built = BuiltConversation(line)
    built.change { capture, flow in
      capture.send(flow, side, TLSRecord.bytes(type: 24, [1] + [UInt8](repeating: 0, count: length - 1)))
    }
    built.play(rest)
    let flow = try BuiltConversation.analyze(built.capture).flow(0)
    let count = flow.evidence.events.count { $0.kind == .heartbeat }
    return "\(flow.judgement.verdict.rawValue)/\(flow.judgement.confidence.rawValue) \(count)"
  }

  @Test(arguments: [19, 24, 40]) func afterTheHandshake(_ length: Int) throws {
    let done = "open >hello flight keys done"
    for side in [Side.client, .server] {
      #expect(
        try judged(done, heartbeat: length, from: side, ">data:400 <data:900 >fin <fin")
          == "success/certain 1")
      #expect(try judged(done, heartbeat: length, from: side, "<rst") == "success/certain 1")
    }
  }

  /// Nothing that the server sends as a heartbeat is its Finished or its alert.
  @Test(arguments: [19, 24, 26, 40]) func insteadOfFinished(_ length: Int) throws {
    let keys = "open >hello flight keys"
    #expect(try judged(keys, heartbeat: length, from: .server, "<fin") == "handshake_aborted/probable 1")
    #expect(try judged(keys, heartbeat: length, from: .server, "done") == "success/certain 1")
    #expect(
      try judged("open >hello:1.0", heartbeat: length, from: .server, "<alert:70 <fin")
        == "version_reject/certain 1")
  }

  /// The same lengths as encrypted alerts.
  @Test func alertsAreAlerts() {
    #expect(BuiltConversation("open >hello flight keys <alert:40 <fin").verdict == "server_alert/certain")
  }
}
