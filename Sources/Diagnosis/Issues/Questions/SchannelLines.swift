/// Can this WSUS use TLS 1.2 at all? One that can writes at its start which protocols Schannel allows (the article,
/// "Troubleshoot issue 3").
///
/// 1. A start with SCHANNEL lines: the update is there, so issue 3 is not it.
/// 2. A start that another sign shows, and no SCHANNEL line in the whole log: the update is missing.
/// 3. No start in the log decides nothing: it begins after it.
enum SchannelLines: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    guard issue.isCandidate(.synchronizationFailsWithoutRollup) else { return [] }
    let starts = issue.facts.serviceStarts
    if let lines = starts.last(where: { !$0.protocols.isEmpty }) {
      return [
        DecisionStep(
          .schannelLinesLogged, for: [.importFails], against: [.synchronizationFailsWithoutRollup],
          isDecisive: true, citations: lines.protocols.map(\.citation))
      ]
    }
    guard let start = starts.last(where: { $0.sign == .startEvent }) else { return [] }
    return [
      DecisionStep(
        .startWithoutSchannelLines, for: [.synchronizationFailsWithoutRollup], against: [.importFails],
        isDecisive: true, citations: [start.citation])
    ]
  }
}
