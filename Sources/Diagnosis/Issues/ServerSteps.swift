/// What the server's files say about a finding that is none of the article's issues.
///
/// 1. Failures that a program logged and that such a finding causes, and synchronisations that ended so.
/// 2. Settings that bear on it: the proxy, the upstream server, the endpoint.
/// 3. Events of Schannel at the time.
package struct ServerSteps {
  private let finding: Finding
  private let facts: ServerFacts
  private let attempts: [Int64]
  private let kinds: Set<LoggedFailure.Kind>

  /// - Parameter attempts: when each flow of the finding ended, in nanoseconds of the capture's clock.
  package init(_ finding: Finding, facts: ServerFacts, attempts: [Int64]) {
    self.finding = finding
    self.facts = facts
    self.attempts = attempts
    kinds = Self.kinds[finding.code.rawValue] ?? []
  }

  /// The kinds of failures that a program of the server logs for a finding, by its code.
  private static let kinds: [String: Set<LoggedFailure.Kind>] = [
    "certificate_rejected": [.untrustedCertificate],
    "tls_inspection": [.untrustedCertificate],
    "proxy_denied": [.proxy, .httpError],
    "name_not_resolved": [.nameResolution],
    "connect_timeout": [.timeout],
    "handshake_timeout": [.timeout],
    "no_response": [.timeout],
    "path_mtu": [.timeout],
    "connection_refused": [.connectionRefused],
    "server_reset": [.closedByRemoteHost, .connectionClosed],
    "server_close": [.closedByRemoteHost, .connectionClosed],
    "server_alert": [.secureChannel, .closedByRemoteHost, .connectionClosed],
    "client_alert": [.secureChannel, .noCommonAlgorithm, .connectionClosed],
    "handshake_aborted": [.closedByRemoteHost, .connectionClosed, .secureChannel],
    "version_reject": [.closedByRemoteHost, .connectionClosed, .secureChannel],
    "no_common_cipher": [.closedByRemoteHost, .connectionClosed, .secureChannel],
  ]

  private static let ofReachability: Set<String> = [
    "proxy_denied", "connect_timeout", "connection_refused", "name_not_resolved", "no_response",
  ]
  private static let ofOldEndpoints: Set<String> = [
    "endpoint_retired", "endpoint_deprecated", "name_not_resolved",
  ]
  private static let ofCertificates: Set<String> = ["certificate_rejected", "tls_inspection"]

  /// Empty where the files say nothing about it.
  package var steps: [DecisionStep] { failures + synchronizations + settings + events }

  private var failures: [DecisionStep] {
    facts.failures.filter { failure in
      kinds.contains(failure.kind)
        && (failure.host == nil || finding.serverName == nil || isAtServer(failure))
    }.map { failure in
      let match = ClockMatch(attempts: attempts, entries: failure.times)
      return DecisionStep(
        .attemptsLogged(failure.component, failure.kind, count: failure.count, matched: match?.matched ?? 0),
        citations: [failure.citation])
    }
  }

  private func isAtServer(_ failure: LoggedFailure) -> Bool { failure.host == finding.serverName }

  private var synchronizations: [DecisionStep] {
    let events = facts.synchronizations.filter {
      $0.outcome == .failed && $0.kind.map(kinds.contains) == true
    }
    let syncs = facts.syncFailures.filter { kinds.contains($0.kind) }
    let imports = facts.importFailures.filter { kinds.contains($0.kind) }
    var steps: [DecisionStep] = []
    if !events.isEmpty || !syncs.isEmpty {
      let count = events.map(\.count).reduce(0, +) + syncs.map(\.count).reduce(0, +)
      steps.append(
        DecisionStep(
          .synchronizationFailedAlike(count: count), citations: events.map(\.citation) + syncs.map(\.citation)
        ))
    }
    if !imports.isEmpty {
      steps.append(
        DecisionStep(
          .importsFailedAlike(count: imports.map(\.count).reduce(0, +)), citations: imports.map(\.citation)))
    }
    return steps
  }

  private var settings: [DecisionStep] {
    var steps: [DecisionStep] = []
    if Self.ofReachability.contains(finding.code.rawValue) {
      steps += NetworkSettings.proxySteps(facts, finding.route)
    }
    steps += NetworkSettings.upstreamSteps(facts)
    if Self.ofOldEndpoints.contains(finding.code.rawValue), let source = facts.updateSources.last,
      finding.serverName == source.host
    {
      steps.append(DecisionStep(.synchronizesElsewhere(host: source.host), citations: [source.citation]))
    }
    return steps
  }

  /// Certificates that Schannel did not trust, and alerts that it got, at the time of the attempts.
  private var events: [DecisionStep] {
    let code = finding.code.rawValue
    let wanted: Set<Int> =
      Self.ofCertificates.contains(code) ? [36881, 36882, 36884] : code == "server_alert" ? [36887] : []
    let times = AttemptTimes(attempts, offset: 0, zones: facts.timeZones)
    let found = facts.events.filter {
      wanted.contains($0.id) && $0.source == .schannel
        && times.mayInclude($0.times, local: $0.localReadings)
    }
    return found.isEmpty
      ? [] : [DecisionStep(.schannelEvents(Set(found.map(\.id)).sorted()), citations: found.map(\.citation))]
  }
}

/// What is configured on the server about its way to the update service.
enum NetworkSettings {
  /// The proxy of WSUS, or that WSUS has none and another program's does not count.
  static func proxySteps(_ facts: ServerFacts, _ route: Route) -> [DecisionStep] {
    facts.proxySettings.map { proxy in
      switch proxy.user {
      case .updateServices:
        let claim = DecisionStep.Claim.proxyConfigured(
          host: proxy.host, port: proxy.port, isEnabled: proxy.isEnabled, isUsed: route == .proxy)
        return DecisionStep(claim, citations: [proxy.citation])
      case .winHTTP:
        return DecisionStep(
          .proxyOfWinHTTP(host: proxy.host, port: proxy.port), citations: [proxy.citation])
      }
    }
  }

  static func upstreamSteps(_ facts: ServerFacts) -> [DecisionStep] {
    facts.upstreamServers.map {
      DecisionStep(.synchronizesWithUpstream(host: $0.host, port: $0.port), citations: [$0.citation])
    }
  }
}
