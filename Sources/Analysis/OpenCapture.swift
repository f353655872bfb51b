package import Diagnosis

/// A capture that is being read, and its flows so far. It shares changing state: release it before the next
/// frame.
package struct OpenCapture {
  package let path: String
  /// Digits after the second in the capture, 0 to 9.
  package let timeDigits: Int
  package let policy: PolicyInForce
  package let store: EvidenceStore
  let states: FlowStates
  let judge: Judge
  let settled: SettledFlows

  /// The flow with an id as it is now; nil for one whose name or verdict could still change without new
  /// packets. The array is reused for its events.
  package func settledFlow(_ id: Int, in scratch: inout [FlowEvent]) -> JudgedFlow? {
    guard let place = states.numbers.place(of: id), states.isClosed(place) else { return nil }
    let evidence = states.evidence(at: place, &scratch)
    let conclusion = states.conclusion(of: evidence, at: place, store: store, judge: judge)
    let flow = judge.flow(evidence, conclusion, store: store)
    guard hasSettledName(flow, at: place), !mayBeContradicted(conclusion) else { return nil }
    settled.keep(conclusion, at: place, extent: states.extent(place))
    return flow
  }

  /// A later flow can prove that the offer was not the cause.
  private func mayBeContradicted(_ conclusion: FlowConclusion) -> Bool {
    conclusion.endpoint != nil && conclusion.judgement.verdict.namesTerms
  }

  /// A name from a later DNS answer would precede one from a certificate.
  private func hasSettledName(_ flow: JudgedFlow, at place: Int) -> Bool {
    switch flow.serverName?.source {
    case .connect, .sni: return true
    case .dns: return states.hasNameFromStart(flow.evidence, at: place)
    case .policy, .certificate, nil: return false
    }
  }
}

struct ClosingWatch {
  private let description: CaptureDescription
  private let choice: PolicyChoice
  private var judging: (policy: PolicyInForce, judge: Judge)?
  private let settled = SettledFlows()

  init(_ description: CaptureDescription, policy: PolicyChoice) {
    self.description = description
    choice = policy
  }

  /// Hands over the flows that are due.
  /// - Returns: the result of `handOver`; true when none was due.
  mutating func handOver(
    _ pipeline: inout CapturePipeline, at time: Int64, _ handOver: (OpenCapture, [Int]) -> Bool
  ) -> Bool {
    guard let flows = pipeline.observer.closed?.take(by: time), !flows.isEmpty else { return true }
    return handOver(open(pipeline), flows.map { pipeline.numbers.id(at: $0) })
  }

  /// Leaves out flows: there are more of them, or more evidence, than the budget allows.
  mutating func leaveOut(_ pipeline: inout CapturePipeline) {
    let budget = pipeline.hasTooManyFlows ? nil : pipeline.observer.budget.evidenceBytes
    let (kept, verdicts) = chooseFlows(open(pipeline), evidenceBytes: budget)
    pipeline.keepOnly(kept, leavingOut: verdicts)
    settled.removeAll()
  }

  /// Apart, because what is open shares the state that changes next.
  private func chooseFlows(
    _ capture: consuming OpenCapture, evidenceBytes: Int?
  ) -> (kept: [UInt32], leftOut: [Int]) {
    var choice: LeavingOut
    if let evidenceBytes {
      choice = LeavingOut(capture, EvidenceShares(capture.states, capture.store), limit: evidenceBytes)
    } else {
      choice = LeavingOut(capture)
    }
    return choice.choose()
  }

  private mutating func open(_ pipeline: CapturePipeline) -> OpenCapture {
    let policy = judging?.policy ?? choice.inForce(firstPacket: pipeline.tally.firstTime)
    let judge = judging?.judge ?? Judge(policy: policy.policy, datedLists: policy.datedLists)
    judging = (policy, judge)
    return OpenCapture(
      path: description.path, timeDigits: description.timeDigits, policy: policy,
      store: pipeline.observer.store,
      states: pipeline.flowStates, judge: judge, settled: settled)
  }

  func settled(under policy: PolicyInForce) -> SettledFlows? {
    judging?.policy.policy == policy.policy ? settled : nil
  }
}
