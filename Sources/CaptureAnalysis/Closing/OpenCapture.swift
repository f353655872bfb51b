package import Diagnosis

/// A capture that is still being read: what can be said of its flows by now.
///
/// It shares what the reading goes on to change, so let it go before the next frame comes.
package struct OpenCapture {
  /// The path as the user wrote it; `-` is standard input.
  package let path: String
  /// Digits after the second that the capture holds, 0 to 9.
  package let timeDigits: Int
  /// The policy that the flows are judged by: that of the first frame's day.
  package let policy: PolicyInForce
  package let store: EvidenceStore
  let traces: FlowTraces
  let judge: Judge

  /// The flow with an id as it stands now, made whole.
  package func flow(_ id: Int) -> JudgedFlow {
    traces.judgedFlow(id, store: store, judge: judge)
  }

  /// Makes ready the events of a few flows that will be asked for next.
  package func fetch(_ ids: [Int]) { traces.fetch(ids) }

  /// Both ends closed it or one reset it, and what names its server cannot change any more: a name from a later DNS
  /// answer would go before one from a certificate.
  package func isSettled(_ flow: JudgedFlow) -> Bool {
    guard traces.isClosed(flow.evidence.id) else { return false }
    switch flow.serverName?.source {
    case .connect, .sni: return true
    case .dns: return traces.hasNameFromStart(flow.evidence)
    case .policy, .certificate, nil: return false
    }
  }
}
