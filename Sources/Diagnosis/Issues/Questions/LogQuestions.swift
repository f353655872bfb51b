/// Does Configuration Manager import from the catalogue, and fail?
///
/// 1. Its log tells of imports that failed: issue 4.
/// 2. Its log is there and tells of none: what failed was imported by hand. It decides nothing alone, because the
///    log may have been turned over since.
enum CatalogImports: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    guard issue.isCandidate(.synchronizationFailsWithConfigurationManager) else { return [] }
    let failures = issue.facts.importFailures
    if !failures.isEmpty {
      let updates = Set(failures.flatMap(\.updates)).count
      return [
        DecisionStep(
          .catalogImportsFailed(count: failures.map(\.count).reduce(0, +), updates: updates),
          for: [.synchronizationFailsWithConfigurationManager], against: [.importFailsAfterHardening],
          isDecisive: true,
          citations: [issue.facts.driverImports?.citation].compactMap { $0 } + failures.map(\.citation))
      ]
    }
    guard issue.hasFile(.wsyncmgrLog) else { return [] }
    return [
      DecisionStep(
        .noCatalogImportFailed, for: [.importFailsAfterHardening],
        against: [.synchronizationFailsWithConfigurationManager])
    ]
  }
}

/// Can this WSUS use TLS 1.2 at all? One that can logs at its start the protocols that Schannel allows.
/// 1. A start with SCHANNEL lines rules issue 3 out.
/// 2. A start without any such line in the log: the update is missing.
/// 3. No start in the log decides nothing.
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

/// Does synchronisation work? Issue 1 is an import that fails while it does.
///
/// Only successes since the endpoint requires TLS 1.2 count: the policy must require it, and entries from
/// before July 2020 are ignored.
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

  /// 1 August 2020, 00:00 UTC: the article says July 2020.
  private static let onlyTLS12Since: Int64 = 1_596_240_000 * 1_000_000_000
}

/// Did programs find no version to offer?
///
/// 0x80090331 alone fits issues 2 and 4. With SCHANNEL lines that show TLS 1.0 and 1.1 disabled it is issue
/// 2, unless Configuration Manager's own log shows who imported.
enum NoCommonAlgorithm: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    guard issue.isCandidate(.importFailsAfterHardening),
      let failure = issue.logged.first(where: { $0.failure.kind == .noCommonAlgorithm })?.failure
    else { return [] }
    let disabled = hardening(issue.facts)
    guard !disabled.isEmpty else {
      return [DecisionStep(.noCommonAlgorithm, for: issue.candidates, citations: [failure.citation])]
    }
    return [
      DecisionStep(
        .noCommonAlgorithmAfterHardening,
        for: issue.facts.importFailures.isEmpty ? [.importFailsAfterHardening] : issue.candidates,
        isDecisive: issue.facts.importFailures.isEmpty, citations: disabled + [failure.citation])
    ]
  }

  /// The lines of the newest start that disable TLS 1.0 and 1.1; empty unless both are.
  private static func hardening(_ facts: ServerFacts) -> [Citation] {
    guard let start = facts.serviceStarts.last(where: { !$0.protocols.isEmpty }) else { return [] }
    let lines = ["TLS 1.0", "TLS 1.1"].compactMap { name in
      start.protocols.last { $0.protocolName == name && $0.state == .disabled }
    }
    return lines.count == 2 ? lines.map(\.citation) : []
  }
}

/// Which program made these attempts? Never decisive: the console and Configuration Manager's calls run in
/// the worker process too.
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
  /// Configuration Manager's imports run in the worker process as well.
  fileprivate func makes(_ issue: ArticleIssue) -> Bool {
    switch issue {
    case .importFails, .importFailsAfterHardening, .synchronizationFailsWithConfigurationManager:
      self == .workerProcess
    case .synchronizationFailsWithoutRollup: self == .service
    case .limitedCiphers: false
    }
  }
}
