/// Which updates are installed? The change that lets WSUS on Windows Server 2012 and 2012 R2 use TLS 1.2 is in every
/// Monthly Rollup since June 2017, and in no Security Only update.
///
/// Lists may be old or parts of one, so that it is likely only.
enum InstalledUpdates: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    let rollup = ArticleIssue.synchronizationFailsWithoutRollup
    guard issue.isCandidate(rollup) else { return [] }
    let rollups = issue.facts.hotfixes.filter { if case .monthlyRollup = $0.kind { true } else { false } }
    let others = issue.facts.hotfixes.filter { if case .securityOnly = $0.kind { true } else { false } }
    if let last = rollups.last {
      return [
        DecisionStep(
          .monthlyRollupInstalled(last.id), for: [.importFails], against: [rollup], weight: .likely,
          citations: [last.citation])
      ]
    }
    guard !others.isEmpty else { return [] }
    return [
      DecisionStep(
        .onlySecurityOnlyUpdates(others.map(\.id)), for: [rollup], weight: .likely,
        citations: others.map(\.citation))
    ]
  }
}

/// Did Schannel log that a client had no protocol left to offer (event 36871 with the state 10013)? It ends both
/// issues 2 and 4 silently. Other events of Schannel at the time are shown.
enum SchannelEvents: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    let silent: [ArticleIssue] = [.importFailsAfterHardening, .synchronizationFailsWithConfigurationManager]
    let events = issue.facts.events.filter { $0.source == .schannel && isRelevant($0, issue) }
    guard !events.isEmpty else { return [] }
    let isSilent = events.contains { $0.isWithoutProtocol }
    return [
      DecisionStep(
        isSilent ? .noProtocolLeft(count: events.count) : .schannelEvents(Set(events.map(\.id)).sorted()),
        for: isSilent ? issue.candidates.filter(silent.contains) : [], citations: events.map(\.citation))
    ]
  }

  /// Old events say nothing about these attempts; local times may be of them.
  private static func isRelevant(_ event: LoggedEvent, _ issue: IssueCase) -> Bool {
    guard issue.attemptTimes.mayInclude(event.times, local: event.localReadings) else { return false }
    switch issue.verdict.properties.symptom {
    case .clientEndsSilently: return event.isWithoutProtocol
    case .versionTooLow, .noCommonCipher: return [36874, 36887, 36888].contains(event.id)
    case nil: return false
    }
  }
}

/// Which algorithms that the endpoint needs are disabled for all of Schannel? They limit what is offered, whatever
/// the order of suites says.
enum DisabledAlgorithms: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    guard issue.isCandidate(.limitedCiphers) else { return [] }
    let disabled = issue.facts.algorithms.filter { $0.isDisabled && $0.isNeededByEndpoint }
    guard !disabled.isEmpty else { return [] }
    return [
      DecisionStep(
        .algorithmsDisabled(disabled.map { "\($0.group.rawValue)\\\($0.name)" }), for: [.limitedCiphers],
        citations: disabled.flatMap(\.citations))
    ]
  }
}

/// How does WSUS reach the update service? It matters where these attempts take another way.
enum ConfiguredNetwork: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    let proxies = NetworkSettings.proxySteps(issue.facts, issue.route).filter { step in
      if case .proxyConfigured(_, _, let isEnabled, let isUsed) = step.claim { return isEnabled != isUsed }
      return false
    }
    return proxies + NetworkSettings.upstreamSteps(issue.facts)
  }
}
