/// What to do about a finding, in the order in which to do it; behind ``policyResolution(for:)``, if there is one.
package func resolution(for finding: Finding) -> [ResolutionStep] {
  switch finding.code {
  case .endpointRetired, .endpointDeprecated: stepsToOtherEndpoint(finding)
  case .tlsInspection: [.exemptFromInspection]
  // A question for credentials that was answered on a later connection needs no resolution.
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
    let resolution = merged(
      numbers.compactMap(ArticleIssue.init(rawValue:)).map { steps(for: $0, of: finding) })
    return fitted(resolution, to: issue.steps) + [.verify]
  }
  let remedy = verdict.properties.remedy
  if finding.route == .direct, remedy == .path || remedy == .reachability {
    if finding.endpoint?.role == .certificateLists { return [.allowCertificateLists] }
    if finding.endpoint?.role == .downstreamServer { return [.checkWebsite] }
  }
  return remedy.steps(isThroughProxy: finding.route == .proxy)
}

/// The steps of several candidates, each once, those of the first candidate first.
private func merged(_ lists: [[ResolutionStep]]) -> [ResolutionStep] {
  lists.joined().reduce(into: []) { steps, step in
    if !steps.contains(step) { steps.append(step) }
  }
}

/// The resolution for this very server: without what its files show to be done, and without what is for other systems.
private func fitted(_ steps: [ResolutionStep], to known: [DecisionStep]) -> [ResolutionStep] {
  var resolution = steps
  for step in known {
    switch step.claim {
    case .switchIsSet: resolution.removeAll { $0 == .enableTLSInWorkerProcess }
    case .switchFileIsBroken: resolution.insert(.repairWorkerProcessConfiguration, at: 0)
    case .strongCryptographyIsSet: resolution.removeAll { $0 == .enableStrongCryptography }
    case .modernProtocolDisabled: resolution.insert(.enableModernProtocol, at: 0)
    case .windowsRelease(let server):
      resolution.removeAll { !$0.appliesTo.isEmpty && !$0.appliesTo.contains(server) }
    case .clientSucceeds, .helloOfNewerSystem, .schannelLinesLogged, .startWithoutSchannelLines,
      .synchronizationSucceeded, .attemptsLogged, .catalogImportsFailed, .noCatalogImportFailed,
      .noCommonAlgorithmAfterHardening, .noCommonAlgorithm, .protocolsDisabled, .cipherOrderLacksSuites,
      .cipherOrderHasSuites, .cipherOrderIsFaulty, .switchIsNotSet, .strongCryptographyIsNotSet:
      break
    }
  }
  return resolution
}

/// The article's resolution of an issue. Issues 3 and 5 need that of issue 1 as well, so that the next import by
/// hand does not fail.
private func steps(for issue: ArticleIssue, of finding: Finding) -> [ResolutionStep] {
  let resolutionOfIssue1: [ResolutionStep] = [
    .enableTLSInWorkerProcess, .restartWorkerProcesses, .enableStrongCryptography, .restartServer,
  ]
  switch issue {
  case .importFails, .importFailsAfterHardening, .synchronizationFailsWithConfigurationManager:
    return resolutionOfIssue1
  case .synchronizationFailsWithoutRollup: return [.installMonthlyRollup] + resolutionOfIssue1
  case .limitedCiphers:
    return [
      .findCipherPolicy, .allowCipherSuites, .allowCipherSuitesWithCurve, .extendFunctionsValue,
      .allowCurves, .restartServer, .enableTLSInWorkerProcess, .restartWorkerProcesses,
      .enableStrongCryptography,
    ]
  }
}

extension Verdict {
  /// What helps against a failure that none of the article's issues explains.
  package enum Remedy: Sendable {
    case nothing
    /// Let programs of the WSUS server use TLS 1.2.
    case modernVersion
    case cipherSuites
    /// The client does not trust the certificate.
    case trust
    case proxy
    /// Take the endpoint out of TLS inspection, else look closer.
    case inspection
    /// Something on the path, or the server's end, breaks off.
    case path
    /// Nothing listens, or nothing is let through.
    case reachability
    /// Capture again, in full.
    case capture
  }
}

extension Verdict.Remedy {
  fileprivate func steps(isThroughProxy: Bool) -> [ResolutionStep] {
    switch self {
    case .nothing: []
    case .modernVersion: [.enableStrongCryptography, .restartServer]
    case .cipherSuites:
      [
        .findCipherPolicy, .allowCipherSuites, .allowCipherSuitesWithCurve, .extendFunctionsValue,
        .allowCurves, .restartServer,
      ]
    case .trust: [.exemptFromInspection, .checkTrust]
    case .proxy: [.renewProxyCredentials, .allowEndpointsAtProxy, .checkProxyUplink]
    case .inspection: [.exemptFromInspection, .captureAgain]
    case .path:
      isThroughProxy
        ? [.allowEndpointsAtProxy, .exemptFromInspection, .checkProxyUplink]
        : [.allowEndpointsAtFirewall, .exemptFromInspection]
    case .reachability: [.allowEndpointsAtFirewall]
    case .capture: [.captureAgain]
    }
  }
}
