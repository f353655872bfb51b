/// What to do about a finding, in order; follows ``policyResolution(for:)``.
package func resolution(for finding: Finding) -> [ResolutionStep] {
  switch finding.code {
  case .endpointRetired, .endpointDeprecated: stepsToOtherEndpoint(finding)
  case .tlsInspection: [.exemptFromInspection]
  case .verdict(.proxyDenied) where finding.laterSucceeded && finding.severity == .info: []
  case .verdict(let verdict):
    finding.endpoint?.role == .retired ? stepsToOtherEndpoint(finding) : steps(for: verdict, of: finding)
  }
}

package func policyResolution(for finding: Finding) -> String? { finding.endpoint?.resolution }

/// The entry of a retired endpoint may name its successor.
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

private func merged(_ lists: [[ResolutionStep]]) -> [ResolutionStep] {
  lists.joined().reduce(into: []) { steps, step in
    if !steps.contains(step) { steps.append(step) }
  }
}

/// Without what its files show to be done, and what is for other systems.
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

/// Issues 3 and 5 include the resolution of issue 1, so that the next import does not fail.
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
  /// Steps for failures outside the article's issues.
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
