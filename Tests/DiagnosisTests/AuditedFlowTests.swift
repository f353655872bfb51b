import PolicyFiles
import Testing

@testable import Diagnosis

/// Flows as real captures hold them, each next to the one that it must not be taken for.
@Suite struct AuditedFlowTests {
  private let flight = VerdictTests.flight

  private func frames(_ line: String) -> [UInt32] { judged(line).evidence.events.map(\.frame) }

  @Test func anImitatedHelloIsNoTLS() {
    // Skype dresses up as TLS 1.0 and SSL 2.0 on port 443, and binary follows.
    #expect(verdict("open >hello:1.0/v2/nosni >other +9000 >fin") == "not_tls/probable")
    #expect(verdict("open >hello:1.0/v2/nosni >other <sh:1.0 <rst") == "not_tls/probable")
    #expect(verdict("open >hello:1.0 >other <rst") == "not_tls/probable")
    #expect(verdict("tunnel >hello:1.0 >other <fin") == "not_tls/probable")
    // STARTTLS: what precedes the hello says nothing of it. A gap may have held anything.
    #expect(verdict("open <other >other >hello:1.0 <rst", port: 25) == "version_reject/certain")
    #expect(verdict("open >hello:1.0 >gap:9 >other <rst") == "version_reject/certain")
    #expect(verdict("open >hello:1.2 <sh >other >fin") == "handshake_aborted/probable")
  }

  @Test func onlyWhatIsMissingBeforeMatters() {
    #expect(verdict("open >other <other <gap:5 >gap:5 >rst", dns: sws) == "not_tls/certain")
    #expect(verdict("open >other <other <gap:5 >rst", port: 8530) == "not_tls/certain")
    #expect(verdict("open >gap:5 >other <other >rst", dns: sws) == "incomplete_capture/certain")
    #expect(verdict("open <gap:5 >other >rst", port: 8530) == "not_tls/possible")
  }

  @Test func aHalfFlightIsNoRefusal() {
    // The rest of the server's flight was lost on the way; the client waited for it and gave up.
    #expect(
      verdict("open >hello:1.2 <sh <certificate +12000 >rst") == "handshake_aborted/probable")
    #expect(verdict("open >hello:1.2 <sh <certificate >rst") == "certificate_rejected/possible")
    // With the whole flight time tells nothing: looking for revoked certificates may take a minute.
    #expect(verdict("open >hello:1.2 \(flight) +30000 >rst") == "certificate_rejected/probable")
    #expect(verdict("\(VerdictTests.flight13) +30000 >rst") == "certificate_rejected/possible")
  }

  @Test func anEncryptedAlertBehindAGapIsNoRefusal() {
    #expect(
      verdict("open >hello:1.2 \(flight) >cke >cut:40 <cut:90 >encalert >fin") == "incomplete_capture/certain"
    )
    #expect(
      verdict("open >hello:1.3 <sh:1.3 <data:2000 >gap:74 >data:19 >fin") == "incomplete_capture/certain")
    #expect(verdict("open >hello:1.3 <sh:1.3 <data:2000 >data:19 >fin") == "certificate_rejected/probable")
  }

  @Test func theServersFinishedEndsAFullHandshake() {
    let lossy = "open >hello:1.2 \(flight) >cke >gap:500"
    #expect(verdict("\(lossy) <ccs <finished <data >fin") == "success/probable")
    #expect(verdict("\(lossy) >fin <ccs <finished <data") == "success/probable")
    #expect(verdict("\(lossy) <ccs <finished >fin") == "incomplete_capture/certain")
    // In an abbreviated one it is the first Finished and proves nothing of the client's.
    #expect(verdict("open >hello:1.2 <sh <ccs <finished >gap:500 <data >fin") == "incomplete_capture/certain")
  }

  @Test func anAnswerToTheSynThatCameTooLate() {
    let late = ">syn +1000 >again:syn +2000 >again:syn +4000 <synack"
    #expect(verdict("\(late) >rst", dns: sws) == "connect_timeout/probable")
    #expect(
      judged("\(late) >rst").judgement.reason
        == .synAnsweredLate(
          syn: 1, attempts: 3, answer: 4, end: EndSign(kind: .rst, by: .client, frame: 5)))
    #expect(verdict("\(late) >ack >rst", dns: sws) == "client_reset/certain")
    #expect(verdict("\(late) >ack >hello:1.2 \(VerdictTests.rest)") == "success/certain")
    #expect(verdict(">syn <synack >rst", dns: sws) == "unfinished/certain")
  }

  @Test func anotherProtocolsAnswerIsNamed() {
    #expect(verdict("open >hello:1.3 <other <fin") == "server_close/certain")
    let end = EndSign(kind: .fin, by: .server, frame: 6)
    #expect(
      judged("open >hello:1.3 <other <fin").judgement.reason
        == .helloAnsweredOtherwise(hello: 4, answer: 5, end: end))
    // A greeting from before the hello answers nothing.
    #expect(
      judged("open <other >hello:1.3 <fin", port: 465).judgement.reason
        == .serverEndedHello(hello: 5, end: end, acceptable: true))
  }

  @Test func aSynAndItsOwnResetHaveNoOtherDirection() {
    var script = FlowScript()
    for (line, isNoted) in [(">syn >again:syn >rst", false), (">syn >ack >hello:1.2 >rst", true)] {
      var evidence = script.flow(line)
      evidence.bytes.client = isNoted ? 100 : 0
      let flow = Judge(policy: .builtIn)
        .judge(evidence, store: script.store, dnsName: nil, captureEnd: evidence.end)
      #expect(
        FlowSummary(flow, store: script.store).notes.contains { $0.code == .oneDirection } == isNoted,
        "\(line)")
    }
  }

  @Test func evidenceStandsInFrameOrder() {
    var script = FlowScript()
    var evidence = script.flow("open >hello:1.2 >fin <sh <gap:5 <fin")
    // Learnt late, because a hole had to be given up first: the ServerHello of frame 4, the FIN of frame 6.
    for (index, frame) in [(3, 4), (4, 7), (5, 5), (6, 6), (7, 6)] {
      evidence.events[index].frame = UInt32(frame)
    }
    let flow = Judge(policy: .builtIn)
      .judge(evidence, store: script.store, dnsName: nil, captureEnd: evidence.end)
    #expect(flow.evidence.events.map(\.frame) == [1, 2, 3, 4, 5, 6, 6, 7])
    #expect(flow.evidence.events.map(\.kind).suffix(4) == [.serverHello, .gap, .fin, .fin])
    #expect(frames("open >hello:1.2 <rst") == [1, 2, 3, 4, 5])
  }

  @Test func withinAFrameAGapComesFirstAndACutLast() {
    var script = FlowScript()
    var evidence = script.flow("open >cut:9 >hello:1.2/cut >fin <sh <gap:4")
    for index in 3..<6 { evidence.events[index].frame = 4 }
    for index in 6..<8 { evidence.events[index].frame = 5 }
    let flow = Judge(policy: .builtIn)
      .judge(evidence, store: script.store, dnsName: nil, captureEnd: evidence.end)
    #expect(
      flow.evidence.events.map(\.kind).suffix(5) == [.clientHello, .truncated, .fin, .gap, .serverHello])
  }
}
