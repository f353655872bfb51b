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
  let traces: FlowStates
  let judge: Judge
  let settled: SettledFlows

  /// The flow with an id as it stands now, made whole; nil for one that could still be called or judged otherwise
  /// though nothing of it came. Its events take the room of those in the array.
  package func settledFlow(_ id: Int, in room: inout [FlowEvent]) -> JudgedFlow? {
    guard traces.isClosed(id) else { return nil }
    let evidence = traces.evidence(id, &room)
    let brief = traces.brief(of: evidence, store: store, judge: judge)
    let flow = judge.flow(evidence, brief, store: store)
    guard hasSettledName(flow) else { return nil }
    settled.keep(brief, of: id, at: traces.extent(id))
    return flow
  }

  /// Makes ready the events of a few flows that will be asked for next.
  package func fetch(_ ids: [Int]) { traces.fetch(ids) }

  /// What names the server cannot change any more: a name from a later DNS answer would go before one from a
  /// certificate.
  private func hasSettledName(_ flow: JudgedFlow) -> Bool {
    switch flow.serverName?.source {
    case .connect, .sni: return true
    case .dns: return traces.hasNameFromStart(flow.evidence)
    case .policy, .certificate, nil: return false
    }
  }
}
