/// Does synchronisation work? Issue 1 is an import that fails while it does.
///
/// A synchronisation that succeeded before the endpoint changed says nothing, so the capture's policy must be of a
/// time at which it takes TLS 1.2 only; then no server of issue 3 can have synchronised since. The log may be
/// older than that: entries from before July 2020 do not count.
enum LoggedSynchronizations: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    guard issue.isCandidate(.synchronizationFailsWithoutRollup),
      let success = issue.facts.synchronizations.first(where: { $0.outcome == .succeeded }),
      let last = success.last, last >= onlyTLS12Since
    else { return [] }
    return [
      DecisionStep(
        .synchronizationSucceeded(count: success.count), for: [.importFails],
        against: [.synchronizationFailsWithoutRollup], isDecisive: true, citations: [success.citation])
    ]
  }

  /// 1 August 2020, 00:00 UTC: the article says July 2020, and this is behind it.
  private static let onlyTLS12Since: Int64 = 1_596_240_000 * 1_000_000_000
}
