/// What the capture itself decides, as one step among the others.
///
/// Asserts: the client also finished TLS 1.2 with the endpoint, or its hello is of a system that never lacked the
/// update. Why it matters: issue 3 is a server that cannot use TLS 1.2 at all.
enum CapturedSuccess: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    guard issue.isCandidate(.synchronizationFailsWithoutRollup) else { return [] }
    switch issue.captured {
    case .sameClientSucceeds(let flow):
      return [step(.clientSucceeds(flow: flow))]
    case .helloOfNewerSystem(let flow):
      return [step(.helloOfNewerSystem(flow: flow))]
    default: return []
    }
  }

  private static func step(_ claim: DecisionStep.Claim) -> DecisionStep {
    DecisionStep(
      claim, for: [.importFails], against: [.synchronizationFailsWithoutRollup], isDecisive: true)
  }
}
