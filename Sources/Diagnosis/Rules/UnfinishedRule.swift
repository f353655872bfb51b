/// Nothing was decided.
///
/// Asserts: the capture ended while the flow was still open.
///
/// Why it matters: it is no failure, and it says why there is no verdict: capture for longer.
///
/// Needs: nothing.
///
/// Stays silent: never. It is the last rule.
///
/// 1. What was decided, or could not be, has been ruled before.
enum UnfinishedRule: VerdictRule {
  static let verdict = Verdict.unfinished

  static func judge(_ flow: FlowFacts) -> Ruling? {
    Ruling(.certain, .captureEnded(lastFrame: flow.lastFrame))
  }
}
