/// Which program made these attempts? Imports run in the worker process, synchronisation in the service.
///
/// It never decides alone: the console and Configuration Manager's calls run in the worker process too.
enum LoggedAttempts: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    issue.logged.filter { $0.failure.kind != .noCommonAlgorithm || $0.match != nil }.map { failure, match in
      DecisionStep(
        .attemptsLogged(failure.component, failure.kind, count: failure.count, matched: match?.matched ?? 0),
        for: match == nil ? [] : issue.candidates.filter { failure.component.makes($0) },
        citations: [failure.citation])
    }
  }
}

extension LoggedComponent {
  /// Whether the attempts of an issue come from the component. Configuration Manager's imports are made by the
  /// worker process as well.
  fileprivate func makes(_ issue: ArticleIssue) -> Bool {
    switch issue {
    case .importFails, .importFailsAfterHardening, .synchronizationFailsWithConfigurationManager:
      self == .workerProcess
    case .synchronizationFailsWithoutRollup: self == .service
    case .limitedCiphers: false
    }
  }
}
