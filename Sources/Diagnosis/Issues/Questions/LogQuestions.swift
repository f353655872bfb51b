/// Do imports from the catalogue fail, by Configuration Manager or a script, at the time of the attempts?
///
/// 1. They do, with an error that these attempts cause: issue 4 of the silent ones, else issue 1.
/// 2. The log of Configuration Manager tells of that time, and of no import that failed: what failed was
///    imported by hand.
/// 3. Without times it is likely only. Other times and other errors count nothing.
enum CatalogImports: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    guard let (imports, other) = issues(issue) else { return [] }
    let scripts = scriptSteps(issue)
    let failures = issue.facts.importFailures.filter { $0.origin == .configurationManager }
    let ours = failures.filter { $0.kind.canBe(issue.verdict) }
    let timed = ours.filter {
      ClockMatch(attempts: issue.attempts, entries: $0.times)?.isConvincing(within: ClockMatch.otherClock)
        == true
    }
    let untimed = ours.filter(\.times.isEmpty)
    if !timed.isEmpty || !untimed.isEmpty {
      let isTimed = !timed.isEmpty
      return scripts
        + [failed(isTimed ? timed : untimed, issue, for: imports, against: other, isTimed: isTimed)]
    }
    if !ours.isEmpty {
      let claim = DecisionStep.Claim.catalogImportsFailedAtOtherTimes(count: count(ours))
      return scripts + [DecisionStep(claim, citations: ours.map(\.citation))]
    }
    if let first = failures.first {
      let claim = DecisionStep.Claim.catalogImportsFailedOtherwise(count: count(failures), first.kind)
      return scripts + [DecisionStep(claim, citations: failures.map(\.citation))]
    }
    return scripts + (scripts.isEmpty ? noneFailed(issue) : [])
  }

  /// An import by a script is one by hand. Its output has no times, so that it is likely only.
  private static func scriptSteps(_ issue: IssueCase) -> [DecisionStep] {
    let failures = issue.facts.importFailures.filter { $0.origin == .script && $0.kind.canBe(issue.verdict) }
    guard !failures.isEmpty, let own = issue.candidates.first(where: \.isImportByHand) else { return [] }
    return [
      DecisionStep(
        .importsByScriptFailed(count: count(failures), updates: Set(failures.flatMap(\.updates)).count),
        for: [own],
        against: issue.candidates.filter { $0 != own }, weight: .likely, citations: failures.map(\.citation))
    ]
  }

  /// The issue that failing imports are, and the one that looks like it.
  private static func issues(_ issue: IssueCase) -> (ArticleIssue, other: ArticleIssue)? {
    if issue.isCandidate(.synchronizationFailsWithConfigurationManager) {
      return (.synchronizationFailsWithConfigurationManager, .importFailsAfterHardening)
    }
    guard issue.isCandidate(.synchronizationFailsWithoutRollup) else { return nil }
    return (.importFails, .synchronizationFailsWithoutRollup)
  }

  private static func failed(
    _ failures: [ImportFailures], _ issue: IssueCase, for imports: ArticleIssue, against other: ArticleIssue,
    isTimed: Bool
  ) -> DecisionStep {
    let updates = Set(failures.flatMap(\.updates)).count
    let calls = [issue.facts.driverImports?.citation].compactMap { $0 }
    return DecisionStep(
      .catalogImportsFailed(count: count(failures), updates: updates), for: [imports], against: [other],
      weight: isTimed ? .decisive : .likely, citations: calls + failures.map(\.citation))
  }

  private static func noneFailed(_ issue: IssueCase) -> [DecisionStep] {
    let manager = ArticleIssue.synchronizationFailsWithConfigurationManager
    guard issue.isCandidate(manager), issue.hasFile(.wsyncmgrLog) else { return [] }
    return [DecisionStep(.noCatalogImportFailed, for: [.importFailsAfterHardening], against: [manager])]
  }

  private static func count(_ failures: [ImportFailures]) -> Int { failures.map(\.count).reduce(0, +) }
}

/// Can this WSUS use TLS 1.2 at all? One that can logs at its start the protocols that Schannel allows, as
/// soon as the console or IIS starts its worker process.
/// 1. A start with SCHANNEL lines rules issue 3 out.
/// 2. A start with the worker process and without any such line: the update is missing.
/// 3. Only the last start before the attempts counts, or the first one after them, and only if the log tells
///    of all the time between. Lines after the attempts may come of an update that was installed since,
///    unless they follow within the hour.
enum SchannelLines: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    guard issue.isCandidate(.synchronizationFailsWithoutRollup) else { return [] }
    let starts = issue.facts.serviceStarts.filter { $0.sign != .failedStart }
    if let start = issue.nearestStart { return [step(start, issue, weight: weight(of: start, issue))] }
    guard let last = starts.last(where: { !$0.protocols.isEmpty }) ?? starts.last else { return [] }
    return [step(last, issue, weight: starts.allSatisfy { $0.time == nil } ? .likely : .shown)]
  }

  private static func weight(of start: ServiceStart, _ issue: IssueCase) -> DecisionStep.Weight {
    guard !start.protocols.isEmpty, let time = start.time, let period = issue.period else { return .decisive }
    return time &- period.upperBound > hour ? .shown : .decisive
  }

  private static let hour: Int64 = 3_600_000_000_000

  private static func step(
    _ start: ServiceStart, _ issue: IssueCase, weight: DecisionStep.Weight
  ) -> DecisionStep {
    let rollup = ArticleIssue.synchronizationFailsWithoutRollup
    if !start.protocols.isEmpty {
      let lines = start.protocols.map(\.citation)
      guard weight != .shown else { return DecisionStep(.schannelLinesOfAnotherStart, citations: lines) }
      return DecisionStep(
        .schannelLinesLogged, for: [.importFails], against: [rollup], weight: weight, citations: lines)
    }
    guard weight != .shown, start.startsWorkerProcess else {
      return DecisionStep(.startThatProvesNothing, citations: [start.citation])
    }
    return DecisionStep(
      .startWithoutSchannelLines, for: [rollup], against: [.importFails], weight: weight,
      citations: [start.citation])
  }
}

extension IssueCase {
  /// The start whose settings the attempts ran with: the last before them, else the first after them, if the
  /// log tells of all the time between. Of the starts of one minute, as of service and worker process, the
  /// one with SCHANNEL lines.
  var nearestStart: ServiceStart? {
    guard let period else { return nil }
    let starts = facts.serviceStarts.filter { start in
      start.sign != .failedStart && start.time.map { covers($0) } == true
    }
    let before = starts.filter { ($0.time ?? 0) <= period.upperBound }
    if let last = before.compactMap(\.time).max() {
      return withLines(before.filter { last &- ($0.time ?? 0) <= Self.startWindow })
    }
    let after = starts.filter { ($0.time ?? 0) > period.upperBound }
    guard let first = after.compactMap(\.time).min() else { return nil }
    return withLines(after.filter { ($0.time ?? 0) &- first <= Self.startWindow })
  }

  private func withLines(_ starts: [ServiceStart]) -> ServiceStart? {
    starts.last { !$0.protocols.isEmpty } ?? starts.last { $0.startsWorkerProcess } ?? starts.last
  }

  /// How far apart the service and the worker process start.
  private static let startWindow: Int64 = 300_000_000_000
}

/// Does synchronisation work? Issue 1 is an import that fails while it does.
///
/// 1. Only successes since the endpoint requires TLS 1.2 count, and only over that endpoint: one of the old
///    ones proves nothing. Where nothing tells which one it was, it is likely only.
/// 2. Only a success after the last failure counts, and only in the log that tells of the attempts.
enum LoggedSynchronizations: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    guard issue.isCandidate(.synchronizationFailsWithoutRollup),
      let success = issue.facts.synchronizations.first(where: { $0.outcome == .succeeded }),
      let last = success.last, last >= onlyTLS12Since
    else { return [] }
    let citations = [success.citation]
    if let host = oldEndpoint(issue) {
      let claim = DecisionStep.Claim.synchronizationSucceededElsewhere(count: success.count, host: host)
      return [DecisionStep(claim, citations: citations)]
    }
    guard issue.covers(last, success.citation.kind), last > lastFailure(issue) else {
      return [
        DecisionStep(.synchronizationSucceededEarlier(count: success.count), citations: citations)
      ]
    }
    return [
      DecisionStep(
        .synchronizationSucceeded(count: success.count), for: [.importFails],
        against: [.synchronizationFailsWithoutRollup], weight: isConfigured(issue) ? .decisive : .likely,
        citations: citations)
    ]
  }

  /// 1 August 2020, 00:00 UTC: the article says July 2020.
  private static let onlyTLS12Since: Int64 = 1_596_240_000 * 1_000_000_000

  /// Another endpoint that WSUS is configured with, or that the client connected to.
  private static func oldEndpoint(_ issue: IssueCase) -> String? {
    issue.facts.updateSources.last.map(\.host).flatMap { isOf(issue.endpoint, $0) ? nil : $0 }
      ?? issue.oldEndpoints.first
  }

  private static func isConfigured(_ issue: IssueCase) -> Bool {
    issue.facts.updateSources.last.map { isOf(issue.endpoint, $0.host) } ?? false
  }

  private static func isOf(_ endpoint: Endpoint, _ host: String) -> Bool { endpoint.hosts.contains(host) }

  private static func lastFailure(_ issue: IssueCase) -> Int64 {
    let events = issue.facts.synchronizations.filter { $0.outcome == .failed }.compactMap(\.last)
    let calls = issue.logged.filter { $0.failure.component == .service }.compactMap(\.failure.last)
    return (events + calls).max() ?? .min
  }
}

/// Did a synchronisation fail at the time of the attempts, with an error that they cause?
enum FailedSynchronizations: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    let rollup = ArticleIssue.synchronizationFailsWithoutRollup
    guard issue.isCandidate(rollup) else { return [] }
    let times = issue.attemptTimes
    let events = issue.facts.synchronizations.filter {
      $0.outcome == .failed && $0.kind?.canBe(issue.verdict) != false
        && times.mayInclude($0.times, local: $0.localReadings)
    }
    let syncs = issue.facts.syncFailures.filter {
      $0.kind.canBe(issue.verdict) && times.mayInclude($0.times, local: $0.localReadings)
    }
    let citations = events.map(\.citation) + syncs.map(\.citation)
    guard !citations.isEmpty else { return [] }
    let count = events.map(\.count).reduce(0, +) + syncs.map(\.count).reduce(0, +)
    // What people paste from the console has no time: it is of the failure that they ask about.
    let isTimed =
      events.contains { times.include($0.times, local: $0.localReadings) }
      || syncs.contains { times.include($0.times, local: $0.localReadings) }
    return [
      DecisionStep(
        isTimed ? .synchronizationFailed(count: count) : .synchronizationFailedAlike(count: count),
        for: [rollup], against: [.importFails], weight: .likely, citations: citations)
    ]
  }
}

/// Did programs find no version to offer?
///
/// 0x80090331 alone fits issues 2 and 4. With TLS 1.0 and 1.1 disabled, by SCHANNEL lines or the registry, it
/// is issue 2, unless imports of Configuration Manager failed as well. A log of Configuration Manager that
/// does not tell of that time leaves it likely.
enum NoCommonAlgorithm: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    guard issue.isCandidate(.importFailsAfterHardening),
      let found = issue.logged.first(where: { $0.failure.kind == .noCommonAlgorithm })
    else { return [] }
    let disabled = hardening(issue)
    guard !disabled.isEmpty else {
      return [DecisionStep(.noCommonAlgorithm, for: issue.candidates, citations: [found.failure.citation])]
    }
    let weight = weight(found, issue)
    return [
      DecisionStep(
        .noCommonAlgorithmAfterHardening,
        for: weight == .shown ? issue.candidates : [.importFailsAfterHardening], weight: weight,
        citations: disabled + [found.failure.citation])
    ]
  }

  private static func weight(
    _ found: (failure: LoggedFailure, match: ClockMatch?), _ issue: IssueCase
  ) -> DecisionStep.Weight {
    let imports = CatalogImports.ask(issue).contains { $0.weight != .shown }
    if imports || found.failure.component == .service { return .shown }
    guard let match = found.match else { return found.failure.times.isEmpty ? .likely : .shown }
    guard match.isConvincing(within: ClockMatch.ownClock) else { return .shown }
    let isKnown = !issue.hasFile(.wsyncmgrLog) || issue.coverage(.wsyncmgrLog) != nil
    if issue.facts.importFailures.contains(where: { issue.isAtAttempts($0.times) }) { return .likely }
    return isKnown && found.failure.component == .workerProcess ? .decisive : .likely
  }

  /// What disables TLS 1.0 and 1.1; empty unless both are.
  private static func hardening(_ issue: IssueCase) -> [Citation] {
    let start = issue.nearestStart ?? issue.facts.serviceStarts.last { $0.time == nil }
    let lines = ["TLS 1.0", "TLS 1.1"].compactMap { name in
      start?.protocols.last { $0.protocolName == name && $0.state == .disabled }
    }
    if lines.count == 2 { return lines.map(\.citation) }
    let settings = ["TLS 1.0", "TLS 1.1"].compactMap { name in
      issue.facts.protocolSettings.last {
        $0.protocolName == name && $0.role == .client && $0.enabled == 0
      }
    }
    if settings.count == 2 { return settings.flatMap(\.citations) }
    let events = issue.facts.events.filter { event in
      event.isWithoutProtocol && issue.attemptTimes.include(event.times, local: event.localReadings)
    }
    return events.map(\.citation)
  }
}

/// Which program made these attempts? WsusService synchronises, w3wp imports. Never decisive: the console and
/// Configuration Manager's calls run in the worker process too.
enum LoggedAttempts: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    issue.logged.filter { $0.failure.kind != .noCommonAlgorithm || $0.match != nil }.map { failure, match in
      let issues = match == nil ? [] : issue.candidates.filter { failure.component.makes($0) }
      let isLikely = issues.count == 1 && match?.isConvincing(within: ClockMatch.ownClock) == true
      return DecisionStep(
        .attemptsLogged(failure.component, failure.kind, count: failure.count, matched: match?.matched ?? 0),
        for: issues, weight: isLikely ? .likely : .shown, citations: [failure.citation])
    }
  }
}

extension LoggedComponent {
  /// Whether the program makes the attempts of that issue. Configuration Manager's imports run in the worker process as
  /// well.
  func makes(_ issue: ArticleIssue) -> Bool {
    switch issue {
    case .importFails, .importFailsAfterHardening, .synchronizationFailsWithConfigurationManager:
      self == .workerProcess
    case .synchronizationFailsWithoutRollup: self == .service
    case .limitedCiphers: false
    }
  }
}

extension ArticleIssue {
  /// Whether updates are imported by a person or a script of theirs.
  fileprivate var isImportByHand: Bool {
    switch self {
    case .importFails, .importFailsAfterHardening: true
    case .synchronizationFailsWithoutRollup, .synchronizationFailsWithConfigurationManager, .limitedCiphers:
      false
    }
  }
}
