import Packets
import PolicyFiles
import Protocols
import Testing

@testable import Diagnosis

/// What a WSUS server's answers over plain HTTP lead to. 19 is GetConfig, 3 GetCookie.
@Suite struct WSUSFindingTests {
  /// `code answer severity count` of each finding of flows that follow each other, a second apart.
  private func findings(_ lines: String..., thenSeconds seconds: Int64 = 0) -> [String] {
    gathered(lines, thenSeconds: seconds).map { finding in
      guard let error = finding.wsusError else { return "\(finding.code.rawValue)" }
      let answer = error.exchange.answer
      let name = answer.fault?.code ?? "\(answer.status)"
      return "\(finding.code.rawValue) \(name) \(finding.severity) \(error.count) \(finding.flows)"
    }
  }

  private func gathered(_ lines: [String], thenSeconds seconds: Int64 = 0) -> [Finding] {
    var script = FlowScript()
    var flows: [JudgedFlow] = []
    var clock: Int64 = 0
    for line in lines {
      clock += 1_000_000_000
      let evidence = script.flow(line, port: 8530, start: clock)
      flows.append(
        Judge(policy: .builtIn).judge(evidence, store: script.store, dnsName: nil, captureEnd: evidence.end))
    }
    let end = (flows.last?.evidence.end ?? 0) + seconds * 1_000_000_000
    var gatherer = FindingGatherer(policy: .builtIn, captureEnd: end)
    for flow in flows { gatherer.add(flow, store: script.store) }
    return Array(gatherer.finish())
  }

  private func reason(_ line: String) -> Judgement {
    var script = FlowScript()
    let evidence = script.flow(line, port: 8530)
    return Judge(policy: .builtIn).judge(
      evidence, store: script.store, dnsName: nil, captureEnd: evidence.end
    )
    .judgement
  }

  @Test func theReasonNamesTheFirstRequestAndTheFirstErrorThatStays() {
    func traffic(_ request: UInt32, _ failure: UInt32) -> Reason {
      .wsusTraffic(request: request, service: .client, purpose: .client, failure: failure)
    }
    #expect(reason("open >ask:19 <answer:200").reason == traffic(4, 0))
    #expect(reason("open >ask:19 <answer:503 >ask:3 <answer:404").reason == traffic(4, 5))
    #expect(reason("open >ask:19 <answer:503 >ask:19 <answer:200").reason == traffic(4, 0))
    // A renewal is no failure of the flow.
    #expect(reason("open >ask:3 <fault:InvalidCookie").reason == traffic(4, 0))
    #expect(reason("open >ask:3 <answer:401").reason == traffic(4, 0))
    #expect(reason("open >ask:3 <lone:503").reason == traffic(4, 0))
    #expect(reason("open >other <answer:503").reason == .otherProtocol(frame: 4))
    #expect(reason("open >ask:19 <answer:200").confidence == .certain)
    #expect(reason("@nostart >ask:19 <answer:200").confidence == .probable)
    #expect(reason("open >gap:5 >ask:19 <answer:200").confidence == .probable)
    // What is a handshake is judged as one.
    #expect(reason("open >hello:1.2 <sh >ask:19").verdict != .notTLS)
  }

  @Test func purposesFollowFromServiceAndOperation() {
    let rollup = (0...UInt8.max).map(WSUSOperation.init).first { $0.name == "RollupComputers" } ?? .unknown
    #expect(WSUSPurpose(.reporting, rollup) == .synchronization)
    #expect(WSUSPurpose(.reporting, .unknown) == .client)
    #expect(WSUSPurpose(.serverSync, .unknown) == .synchronization)
    #expect(WSUSPurpose(.dssAuth, .unknown) == .synchronization)
    #expect(WSUSPurpose(.content, .unknown) == .content)
    #expect(WSUSPurpose(.administration, .unknown) == .administration)
  }

  @Test func oneFindingForEachRequestAndAnswer() {
    #expect(
      findings("open >ask:19 <answer:503 >ask:19 <answer:503", "open >ask:19 <answer:503 >ask:3 <answer:503")
        == ["wsus_http_error 503 warning 3 [0, 1]", "wsus_http_error 503 warning 1 [1]"])
    #expect(
      findings("open >ask:19 <answer:503 >ask:19 <fault:ServerBusy")
        == ["wsus_http_error 503 warning 1 [0]", "wsus_soap_fault ServerBusy warning 1 [0]"])
    #expect(findings("open >ask:19 <answer:416", "open >ask:19 <answer:304", "open >ask:19") == [])
  }

  @Test func whatCameLaterCounts() {
    #expect(
      findings("open >ask:19 <answer:500", "open >ask:19 <answer:200") == ["wsus_http_error 500 info 1 [0]"])
    #expect(
      findings("open >ask:19 <answer:200", "open >ask:19 <answer:500") == [
        "wsus_http_error 500 warning 1 [1]"
      ])
    // The answer came on a flow that began before.
    #expect(
      findings("open >ask:3 <answer:200 +3000 >ask:19 <answer:200", "open >ask:19 <answer:500")
        == ["wsus_http_error 500 info 1 [1]"])
  }

  @Test func renewalsNeedTimeOrRepetition() {
    let fault = "open >ask:3 <fault:InvalidCookie"
    #expect(findings(fault, thenSeconds: 9) == [])
    #expect(findings(fault, thenSeconds: 10) == ["wsus_soap_fault InvalidCookie warning 1 [0]"])
    #expect(findings(fault, fault, fault) == ["wsus_soap_fault InvalidCookie warning 3 [0, 1, 2]"])
    #expect(findings(fault, fault, fault, "open >ask:3 <answer:200", thenSeconds: 60) == [])
    // A flow whose other answers are only counted may have had the one that is meant.
    #expect(findings(fault, "open >ask:19 <answer:200 <more:20", thenSeconds: 60) == [])
    #expect(
      findings("open >ask:3 <answer:401 >ask:3 <answer:401 >ask:3 <answer:500", thenSeconds: 60)
        == ["wsus_http_error 500 warning 1 [0]"])
  }

  @Test func eachErrorHasSteps() {
    func steps(_ answer: String) -> [ResolutionStep] {
      gathered(["open >ask:19 <\(answer)"], thenSeconds: 60).first.map { resolution(for: $0).map(\.step) }
        ?? []
    }
    #expect(steps("answer:503") == [.checkApplicationPool])
    #expect(steps("answer:404") == [.checkWebServices])
    #expect(steps("answer:403") == [.checkWebPermissions])
    #expect(steps("answer:401") == [.checkWebPermissions])
    #expect(steps("answer:500") == [.checkServerHealth, .checkApplicationPool])
    for fault in WSUSFault.allCases {
      let expected: ResolutionStep =
        fault.isRenewal
        ? .resetClientAuthorization : fault == .serverBusy ? .checkApplicationPool : .checkServerHealth
      #expect(steps("fault:\(fault.code ?? "")").first == expected, "\(fault)")
    }
  }

  @Test func aPortOfWSUSIsOnlyProbable() {
    func found(_ line: String, port: UInt16, dns: String? = nil) -> Finding? {
      var scene = Scene()
      scene.add(line, dns: dns, port: port)
      return scene.finish().first
    }
    func steps(_ finding: Finding?) -> [ResolutionStep] {
      finding.map { resolution(for: $0).map(\.step) } ?? []
    }
    for port in [8530, 8531] as [UInt16] {
      let finding = found(">syn <rst", port: port)
      #expect(finding?.isProbablyAtWSUS == true && steps(finding).first == .checkWebsite)
    }
    #expect(found(">syn <rst", port: 443)?.isProbablyAtWSUS == false)
    #expect(found(">syn <rst", port: 8531, dns: sws)?.isProbablyAtWSUS == false)
    #expect(!steps(found(">syn <rst", port: 443)).contains(.checkWebsite))
    #expect(found("tunnel >hello:1.2/nosni <rst", port: 8531)?.isProbablyAtWSUS == false)
  }

  @Test func theNoteOnThePortNeedsAHello() {
    func notes(_ line: String, port: UInt16) -> [FlowNote.Code] {
      var script = FlowScript()
      let evidence = script.flow(line, port: port)
      let flow = Judge(policy: .builtIn).judge(
        evidence, store: script.store, dnsName: nil, captureEnd: evidence.end)
      return FlowSummary(flow, store: script.store).notes.map(\.code)
    }
    #expect(notes("open >hello:1.2 <sh", port: 8531).contains(.wsusPort))
    #expect(!notes("open >hello:1.2 <sh", port: 8530).contains(.wsusPort))
    #expect(!notes("open >other", port: 8531).contains(.wsusPort))
    #expect(!notes("tunnel >hello:1.2 <sh", port: 8531).contains(.wsusPort))
  }
}
