import Diagnosis

/// Hands on flows that are over while their capture is still being read.
struct ClosingWatch {
  private let description: CaptureDescription
  private let choice: PolicyChoice
  /// Made with the first flow that is over, when the day of the capture is known.
  private var bench: (policy: PolicyInForce, judge: Judge)?
  private let settled = SettledFlows()

  init(_ description: CaptureDescription, policy: PolicyChoice) {
    self.description = description
    choice = policy
  }

  /// Hands on what is due.
  ///
  /// - Returns: what `handOn` answered; true when nothing was due.
  mutating func handOn(
    _ walk: inout CapturePipeline, at time: Int64, _ handOn: (OpenCapture, [Int]) -> Bool
  ) -> Bool {
    guard let flows = walk.observer.closed?.take(by: time), !flows.isEmpty else { return true }
    return handOn(open(walk), flows)
  }

  private mutating func open(_ walk: CapturePipeline) -> OpenCapture {
    let policy = bench?.policy ?? choice.inForce(firstPacket: walk.tally.firstTime)
    let judge = bench?.judge ?? Judge(policy: policy.policy)
    bench = (policy, judge)
    return OpenCapture(
      path: description.path, timeDigits: description.timeDigits, policy: policy, store: walk.observer.store,
      traces: walk.flowTraces, judge: judge, settled: settled)
  }

  /// The flows that were judged by a policy; nil when it was another.
  func settled(under policy: PolicyInForce) -> SettledFlows? {
    bench?.policy.policy == policy.policy ? settled : nil
  }
}
