/// Which Windows is it? Issue 3 is one of Windows Server 2012 and 2012 R2 alone.
enum WindowsRelease: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    guard let version = issue.facts.windowsVersions.last, let server = version.server else { return [] }
    let rollup = ArticleIssue.synchronizationFailsWithoutRollup
    guard issue.isCandidate(rollup), !rollup.systems.contains(server) else {
      return [DecisionStep(.windowsRelease(server), citations: [version.citation])]
    }
    return [
      DecisionStep(
        .windowsRelease(server), for: [.importFails], against: [rollup], isDecisive: true,
        citations: [version.citation])
    ]
  }
}
