/// What to do about a finding, in the order in which to do it; behind ``policyResolution(for:)``, if there is one.
package func resolution(for finding: Finding) -> [ResolutionStep] {
  switch finding.code {
  case .endpointRetired, .endpointDeprecated: stepsToOtherEndpoint(finding)
  case .tlsInspection: [.exemptFromInspection]
  // A question for credentials that was answered on a later connection needs no cure.
  case .verdict(.proxyDenied) where finding.laterSucceeded && finding.severity == .info: []
  case .verdict(let verdict):
    finding.endpoint?.role == .retired ? stepsToOtherEndpoint(finding) : steps(for: verdict, of: finding)
  }
}

/// What the endpoint's entry in the policy says to do, in its own words; nil when it says nothing.
package func policyResolution(for finding: Finding) -> String? { finding.endpoint?.resolution }

/// Where to go from an endpoint that is given up is the entry's affair, when it says so.
private func stepsToOtherEndpoint(_ finding: Finding) -> [ResolutionStep] {
  policyResolution(for: finding) == nil ? [.showEndpoint, .changeEndpoint] : []
}

private func steps(for verdict: Verdict, of finding: Finding) -> [ResolutionStep] {
  if let issue = finding.issue {
    let numbers = issue.best.map { [$0] } ?? issue.candidates
    let cure = merged(numbers.compactMap(ArticleIssue.init(rawValue:)).map { steps(for: $0, of: finding) })
    return fitted(cure, to: issue.steps) + [.verify]
  }
  if finding.route == .direct, verdict.isOfTheWay {
    if finding.endpoint?.role == .certificateLists { return [.allowCertificateLists] }
    if finding.endpoint?.role == .downstreamServer { return [.checkWebsite] }
  }
  return generalSteps(for: verdict, isThroughProxy: finding.route == .proxy)
}

extension Verdict {
  /// The way to the server, or whether it listens, is in question, and not what the two sides offer.
  fileprivate var isOfTheWay: Bool {
    switch self {
    case .serverReset, .serverClose, .handshakeTimeout, .handshakeAborted, .connectionRefused,
      .connectTimeout:
      true
    default: false
    }
  }
}

/// The steps of several candidates, each once, those of the first candidate first.
private func merged(_ lists: [[ResolutionStep]]) -> [ResolutionStep] {
  lists.joined().reduce(into: []) { steps, step in
    if !steps.contains(step) { steps.append(step) }
  }
}

/// The cure for this very server: without what its files show to be done, and without what is for other systems.
private func fitted(_ cure: [ResolutionStep], to known: [DecisionStep]) -> [ResolutionStep] {
  var cure = cure
  for step in known {
    switch step.claim {
    case .switchIsSet: cure.removeAll { $0 == .enableTLSInWorkerProcess }
    case .switchFileIsBroken: cure.insert(.repairWorkerProcessConfiguration, at: 0)
    case .strongCryptographyIsSet: cure.removeAll { $0 == .enableStrongCryptography }
    case .modernProtocolDisabled: cure.insert(.enableModernProtocol, at: 0)
    case .windowsRelease(let server):
      cure.removeAll { !$0.appliesTo.isEmpty && !$0.appliesTo.contains(server) }
    default: break
    }
  }
  return cure
}

/// The article's cure of an issue. Issues 3 and 5 need that of issue 1 as well, so that the next import by
/// hand does not fail.
private func steps(for issue: ArticleIssue, of finding: Finding) -> [ResolutionStep] {
  let cureOfIssue1: [ResolutionStep] = [
    .enableTLSInWorkerProcess, .restartWorkerProcesses, .enableStrongCryptography, .restartServer,
  ]
  switch issue {
  case .importFails, .importFailsAfterHardening, .synchronizationFailsWithConfigurationManager:
    return cureOfIssue1
  case .synchronizationFailsWithoutRollup: return [.installMonthlyRollup] + cureOfIssue1
  case .limitedCiphers:
    return [
      .findCipherPolicy, .allowCipherSuites, .allowCipherSuitesWithCurve, .extendFunctionsValue,
      .allowCurves, .restartServer, .enableTLSInWorkerProcess, .restartWorkerProcesses,
      .enableStrongCryptography,
    ]
  }
}

/// The steps for a verdict that is none of the article's issues.
private func generalSteps(for verdict: Verdict, isThroughProxy: Bool) -> [ResolutionStep] {
  switch verdict {
  case .versionReject, .clientFin, .clientReset: [.enableStrongCryptography, .restartServer]
  case .noCommonCipher:
    [
      .findCipherPolicy, .allowCipherSuites, .allowCipherSuitesWithCurve, .extendFunctionsValue,
      .allowCurves, .restartServer,
    ]
  case .certificateRejected: [.exemptFromInspection, .checkTrust]
  case .proxyDenied: [.renewProxyCredentials, .allowEndpointsAtProxy, .checkProxyUplink]
  case .serverAlert: [.exemptFromInspection, .captureAgain]
  case .serverReset, .serverClose, .handshakeTimeout, .handshakeAborted:
    isThroughProxy
      ? [.allowEndpointsAtProxy, .exemptFromInspection, .checkProxyUplink]
      : [.allowEndpointsAtFirewall, .exemptFromInspection]
  case .connectionRefused, .connectTimeout: [.allowEndpointsAtFirewall]
  case .incompleteCapture, .unfinished: [.captureAgain]
  case .success, .notTLS: []
  }
}
