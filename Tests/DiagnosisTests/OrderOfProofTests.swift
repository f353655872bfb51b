import Testing

@testable import Diagnosis

/// What came first decides, and an alert proves more than RST or FIN.
@Suite struct OrderOfProofTests {
  private func end(_ line: String) -> EndSign? {
    switch judged(line).judgement.reason {
    case .versionTooLow(_, _, _, let end), .noSuiteInCommon(_, let end), .serverSentAlert(let end),
      .serverEndedHello(_, let end, _), .clientRefusedCertificate(_, let end), .endedInHandshake(_, let end):
      end
    default: nil
    }
  }

  @Test func whatComesAfterAnEndChangesNothing() {
    #expect(verdict("open >hello:1.0 <fin >alert:fatal:50 >fin") == "version_reject/certain")
    #expect(end("open >hello:1.0 <fin >alert:fatal:50 >rst") == EndSign(kind: .fin, by: .server, frame: 5))
    #expect(verdict("open >hello:1.2 <rst >alert:fatal:48") == "server_reset/certain")
    #expect(verdict("open >hello:1.2 +40000 >fin <alert:fatal:70 <fin") == "version_reject/certain")
    #expect(verdict("open >hello:1.2 +40000 >rst <rst") == "handshake_timeout/probable")
    #expect(verdict("open >fin <alert:fatal:80 <rst", dns: sws) == "client_fin/certain")
    #expect(
      verdict("open >hello:1.2 <sh <certificate <done >alert:fatal:48 <alert:fatal:80")
        == "certificate_rejected/certain")
  }

  @Test func anAlertProvesMoreThanTheEndOfItsSender() {
    let alert = EndSign(kind: .alert(70), by: .server, frame: 5)
    #expect(end("open >hello:1.0 <alert:fatal:70 <fin") == alert)
    #expect(end("open >hello:1.0 <alert:fatal:70 <rst >fin") == alert)
    // The alert's segment came late: in the stream it precedes the end.
    let late = EndSign(kind: .alert(80), by: .server, frame: 6)
    #expect(end("open >hello:1.2 <fin <alert:fatal:80") == late)
    #expect(end("open >hello:1.2 <rst <alert:fatal:80") == late)
    #expect(end("open >hello:1.2 <fin <alert:warning:80") == EndSign(kind: .fin, by: .server, frame: 5))
  }

  @Test func anEndHoldsAgainstLaterProof() {
    let flight = "open >hello:1.2 <sh <certificate <ske <done"
    // A server that closes has given up: what the client sends afterwards is no longer read.
    #expect(verdict("\(flight) <fin >cke >ccs >finished") == "handshake_aborted/probable")
    #expect(verdict("open >hello:1.2 <sh <ccs <finished <rst >ccs >finished") == "handshake_aborted/probable")
    // A client that closes its half may still be answered.
    #expect(verdict("\(flight) >cke >ccs >finished >fin <ccs <finished") == "success/certain")
    #expect(verdict("open >hello:1.2 >fin <sh <ccs <finished >ccs >finished") == "success/certain")
    // Else an answer that comes when the client has left is none.
    #expect(verdict("open >hello:1.2 >fin <sh") == "handshake_timeout/possible")
    #expect(verdict("open >hello:1.2 +1000 >fin <sh") == "handshake_timeout/probable")
    #expect(verdict("open >hello:1.2 +1000 >fin <other") == "handshake_timeout/probable")
    #expect(verdict("open >hello:1.3 <hrr >hello:1.3 >fin <sh:1.3") == "handshake_timeout/possible")
    #expect(verdict("open >hello:1.3 >fin <hrr") == "handshake_timeout/possible")
    #expect(verdict("open >hello:1.2 <sh >fin") == "handshake_aborted/probable")
    // Late bytes of the side that closed stood before its FIN.
    #expect(verdict("\(flight) >cke >ccs >finished <fin <ccs <finished") == "success/certain")
  }

  /// A device resets the client, and the answer of the server comes behind its RST.
  @Test func aClientThatObeysAResetIsResetByIt() {
    let reset = EndSign(kind: .rst, by: .server, frame: 5)
    for line in ["open >hello:1.2 <rst >rst <sh <certificate <done >rst", "open >hello:1.2 <rst <sh >rst"] {
      #expect(verdict(line).hasPrefix("server_reset/"), "\(line)")
      #expect(end(line) == reset, "\(line)")
    }
    // The client goes on, or closes in order: it never obeyed the RST.
    let flight = "open >hello:1.2 <rst <sh <certificate <ske <done"
    #expect(verdict("\(flight) >cke >ccs >finished <ccs <finished >rst") == "success/certain")
    #expect(verdict("\(flight) >cke >rst") == "handshake_aborted/probable")
    #expect(verdict("\(flight) +1000 >fin") == "certificate_rejected/probable")
  }

  @Test func levelsOfAlerts() {
    // RFC 8446, section 6: in TLS 1.3 the level says nothing, before the ServerHello it does.
    #expect(verdict("open >hello:1.3 <sh:1.3 <alert:warning:80") == "server_alert/certain")
    #expect(verdict("open >hello:1.3 <alert:warning:80") == "unfinished/certain")
    #expect(
      verdict("open >hello:1.3 <sh:1.3 <data:900 >alert:fatal:90 >alert:warning:0 >fin")
        == "certificate_rejected/possible")
    #expect(verdict("open >hello:1.2 <alert:fatal:0") == "server_close/certain")
    #expect(
      verdict("open >hello:1.2 <alert:warning:112 <sh <done >cke >ccs >finished <ccs <finished")
        == "success/certain")
  }

  @Test func aStrayResetEndsNothing() {
    #expect(verdict("open >hello:1.0 <stray") == "unfinished/certain")
    #expect(verdict("open >hello:1.0 <stray <fin") == "version_reject/certain")
  }
}
