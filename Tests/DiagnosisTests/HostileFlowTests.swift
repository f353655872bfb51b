import Packets
import PolicyFiles
import Protocols
import Testing

@testable import Diagnosis

/// Flows that no observer would write: events in any order, with any frame, time and payload.
@Suite struct HostileFlowTests {
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  private func event(_ numbers: inout Numbers) -> FlowEvent {
    let details: [UInt32] = [
      0, 1, 19, 58, 200, 407, 0x0228, 0x0146, 0x022a, .max, .random(in: 0...70_000, using: &numbers),
    ]
    let number = details.randomElement(using: &numbers) ?? 0
    return FlowEvent(
      FlowEvent.Payload(FlowEvent.Kind.allCases.randomElement(using: &numbers) ?? .syn, number: number),
      from: Bool.random(using: &numbers) ? .client : .server,
      frame: UInt32.random(in: 0...(.max), using: &numbers), reassembledIn: 0,
      time: [0, .min, .max, 5].randomElement(using: &numbers) ?? 0)
  }

  @Test func everyFlowGetsOneVerdictAndTheSameOneAgain() {
    var numbers = Numbers(state: 20_200_720)
    var script = FlowScript()
    _ = script.flow("open >hello:1.0 <sh:1.3 <certificate")
    let judge = Judge(policy: .builtIn)
    var gatherer = FindingGatherer(policy: .builtIn)
    var seen: Set<Verdict> = []
    for _ in 0..<4000 {
      var evidence = script.flow("")
      evidence.events = (0..<Int.random(in: 0...12, using: &numbers)).map { _ in event(&numbers) }
      evidence.packets = PerRole(client: .random(in: 0...1, using: &numbers), server: 1)
      evidence.isStartMissing = Bool.random(using: &numbers)
      let end = Int64.random(in: .min ... .max, using: &numbers)
      let flow = judge.judge(evidence, store: script.store, dnsName: nil, captureEnd: end)
      let again = judge.judge(evidence, store: script.store, dnsName: nil, captureEnd: end)
      #expect(flow.judgement == again.judgement)
      seen.insert(flow.judgement.verdict)
      #expect(FlowSummary(flow, store: script.store).notes.count <= FlowNote.Code.allCases.count)
      gatherer.add(flow, store: script.store)
    }
    #expect(seen.count > 10)
    let found = gatherer.finish()
    #expect(found.allSatisfy { !$0.flows.isEmpty })
  }

  @Test func clocksThatJump() {
    var script = FlowScript()
    var evidence = script.flow("open >hello:1.2 >fin")
    evidence.start = .max
    let judge = Judge(policy: .builtIn)
    for (time, end) in [(Int64.min, Int64.max), (.max, .min), (0, 0)] {
      evidence.events[4].time = time
      let flow = judge.judge(evidence, store: script.store, dnsName: nil, captureEnd: end)
      #expect(flow.judgement.verdict == .handshakeTimeout)
      #expect(flow.judgement.confidence == .possible)
    }
  }
}
