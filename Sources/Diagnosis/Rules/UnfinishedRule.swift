/// The capture ended while the flow was open. The last rule: it always applies.
enum UnfinishedRule: VerdictRule {
  static let verdict = Verdict.unfinished

  static func judge(_ flow: FlowFacts) -> Ruling? {
    Ruling(.certain, .captureEnded(lastFrame: flow.lastFrame))
  }
}
