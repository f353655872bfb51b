import Testing

@testable import Diagnosis

/// The facts and frames that each reason names.
@Suite struct ReasonTests {
  private func reason(_ line: String, dns: String? = nil, port: UInt16 = 443) -> Reason {
    judged(line, dns: dns, port: port).judgement.reason
  }

  private func fin(_ role: Role, _ frame: UInt32) -> EndSign { EndSign(kind: .fin, by: role, frame: frame) }

  @Test func handshakes() {
    #expect(reason(VerdictTests.full) == .handshakeFinished(frame: 13, resumed: false))
    #expect(
      reason("open >hello:1.2 <sh <ccs <finished >ccs >finished")
        == .handshakeFinished(frame: 9, resumed: true))
    // What is missing behind the handshake hides no certificate; what is missing within it may.
    #expect(
      reason("open >hello:1.2 <sh <ccs <finished >ccs >finished >data:9 <data:9 <gap:99 <fin")
        == .handshakeFinished(frame: 9, resumed: true))
    #expect(
      reason("open >hello:1.2 <sh <gap:99 <ccs <finished >ccs >finished >data:9 <data:9")
        == .handshakeFinished(frame: 10, resumed: false))
    #expect(
      reason("open >hello:1.3 <sh:1.3:resumed <data:99 >data:58 <sgoeson:80")
        == .handshakeFinished(frame: 8, resumed: true))
    #expect(
      reason("open >hello:1.2 <sh <certificate <done >alert:fatal:48")
        == .clientRefusedCertificate(certificate: 6, end: EndSign(kind: .alert(48), by: .client, frame: 8)))
    #expect(
      reason("open >hello:1.3 <sh:1.3 <data:2000 >data:19 >fin")
        == .clientRefusedCertificate(
          certificate: 0, end: EndSign(kind: .encryptedAlert, by: .client, frame: 7)))
    #expect(
      reason("open >hello:1.2 <sh <done >fin") == .endedInHandshake(serverHello: 5, end: fin(.client, 7)))
    #expect(
      reason("open >hello:1.2 <other >fin")
        == .helloAnsweredOtherwise(hello: 4, answer: 5, end: fin(.client, 6)))
    #expect(
      reason("open >hello:1.2 <other <fin")
        == .helloAnsweredOtherwise(hello: 4, answer: 5, end: fin(.server, 6)))
    #expect(
      reason("open >hello:1.2 >other <other <fin") == .noTLSBehindHello(hello: 4, data: 5))
  }

  @Test func refusals() {
    let reset = EndSign(kind: .rst, by: .server, frame: 5)
    #expect(
      reason("open >hello:1.0 <rst") == .versionTooLow(hello: 4, offered: 0x0301, minimum: 0x0303, end: reset)
    )
    #expect(
      reason("open >hello:1.2 <alert:fatal:70")
        == .versionTooLow(
          hello: 4, offered: 0x0303, minimum: 0, end: EndSign(kind: .alert(70), by: .server, frame: 5)))
    #expect(reason("open >hello:1.2/rsa <rst") == .noSuiteInCommon(hello: 4, end: reset))
    #expect(reason("open >hello:1.2/dh <rst") == .noGroupInCommon(hello: 4, end: reset))
    let alert = EndSign(kind: .alert(40), by: .server, frame: 5)
    #expect(reason("open >hello:1.2/nosni <alert:fatal:40") == .alertSaysNoSuite(hello: 4, end: alert))
    #expect(reason("open >hello:1.2 <alert:fatal:40") == .serverSentAlert(end: alert))
    #expect(reason("open >hello:1.2 <rst") == .serverEndedHello(hello: 4, end: reset, acceptable: true))
    #expect(
      reason("open >hello:1.2/nosni <rst") == .serverEndedHello(hello: 4, end: reset, acceptable: false))
    #expect(reason("open <fin") == .serverLeftFirst(established: 3, end: fin(.server, 4), tunnel: false))
    #expect(reason("tunnel <fin") == .serverLeftFirst(established: 5, end: fin(.server, 6), tunnel: true))
    #expect(
      reason("open >connect:a.example.com:443 <fin")
        == .connectUnanswered(request: 4, retransmissions: 0, end: fin(.server, 5)))
    // A hello that is truncated before its supported_versions does not tell what it offers at most.
    #expect(
      reason("open >hello:1.2/short <alert:fatal:70")
        == .versionTooLow(
          hello: 4, offered: 0, minimum: 0, end: EndSign(kind: .alert(70), by: .server, frame: 5)))
  }

  @Test func silence() {
    #expect(
      reason("open >fin", dns: sws)
        == .clientLeftSilently(established: 3, end: fin(.client, 4), tunnel: false))
    #expect(reason("tunnel >fin") == .clientLeftSilently(established: 5, end: fin(.client, 6), tunnel: true))
    #expect(
      reason("open >hello:1.2 +990 >again:hello +9000 >fin")
        == .helloUnanswered(hello: 4, retransmissions: 1, end: fin(.client, 6)))
    #expect(
      reason("open >connect:a.example.com:443 +9000 >fin")
        == .connectUnanswered(request: 4, retransmissions: 0, end: fin(.client, 5)))
    #expect(reason(">syn <rst") == .synRefused(syn: 1, answer: 2, by: .rst))
    #expect(reason(">syn >icmp:3") == .synRefused(syn: 1, answer: 2, by: .icmp))
    #expect(reason(">syn +990 >again:syn +1990 >again:syn >rst") == .synUnanswered(syn: 1, attempts: 3))
    #expect(
      reason("open >connect:a.example.com:443 <status:502 <fin")
        == .proxyAnswered(request: 4, response: 5, status: 502))
    #expect(reason("open >other") == .otherProtocol(frame: 4))
    #expect(reason("open >fin", port: 22) == .nothingSent)
  }

  @Test func whatIsMissing() {
    #expect(reason("@nostart >data <data") == .missingStart(frame: 1))
    #expect(reason("open >hello:1.2 <gap:5 >fin") == .missingBytes(frame: 5, isCut: false))
    #expect(reason("open >cut:60 <gap:5 >fin") == .missingBytes(frame: 4, isCut: true))
    #expect(reason("open >hello:1.2 @only:client") == .oneDirectionOnly(present: .client))
    #expect(reason("<synack @only:server") == .oneDirectionOnly(present: .server))
    #expect(
      reason("open >hello:1.2/cut <rst")
        == .helloCut(hello: 4, end: EndSign(kind: .rst, by: .server, frame: 5)))
    #expect(reason("open >hello:1.2") == .captureEnded(lastFrame: 4))
  }
}
