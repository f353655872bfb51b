package import Packets

/// A step of a resolution as it applies to a finding.
package struct PlannedStep: Hashable, Sendable {
  package var step: ResolutionStep
  /// Do either this step or that one.
  package var alternativeTo: ResolutionStep?
  /// Why it is among the steps, where the step itself does not tell.
  package var reason: Reason?
  /// The server to allow or test; nil for the update endpoints.
  package var server: Server?
  package var commands: [String]

  package struct Server: Hashable, Sendable {
    package var name: String?
    package var address: IPAddress
    package var port: UInt16
    package var isEndpoint: Bool
  }

  package enum Reason: Hashable, Sendable {
    /// A line of the server's files shows it.
    case shown(by: Citation)
    /// Synchronisation does not need it, the next import does.
    case forImports
    /// The finding's cause is only possible.
    case onlyPossible
    /// It is for one of the candidates only.
    case forIssue(ArticleIssue)
    /// If `w3wp.exe.config` is all that was changed.
    case afterConfiguration
    /// If anything else was changed.
    case afterOtherChanges
    /// The hello is not one of Schannel, so no setting of Windows changes it.
    case foreignHello
    /// The status by which the proxy refused the request.
    case proxyStatus(Int)
    /// The endpoint's name leads to an address of the own network.
    case privateAddress
    /// This Group Policy object sets the order; a value in the registry would be overwritten.
    case policyObject(String?)
    /// This Group Policy object sets an order that the endpoint accepts, which is not in effect yet.
    case policyObjectAccepts(String?)
  }

  init(
    _ step: ResolutionStep, alternativeTo other: ResolutionStep? = nil, reason: Reason? = nil,
    server: Server? = nil
  ) {
    self.step = step
    alternativeTo = other
    self.reason = reason
    self.server = server
    commands = server.map { step.commands(testing: $0) } ?? step.commands
  }

  /// The step by itself, as for an explanation.
  package init(_ step: ResolutionStep) { self.init(step, alternativeTo: nil) }
}

/// What to do about a finding, in order; follows ``policyResolution(for:)``.
package func resolution(for finding: Finding) -> [PlannedStep] {
  switch finding.code {
  case .endpointRetired, .endpointDeprecated: stepsToOtherEndpoint(finding)
  case .tlsInspection: [PlannedStep(.exemptFromInspection)]
  case .nameNotResolved: finding.unresolvedName.map(steps(for:)) ?? []
  case .noResponse: Verdict.Remedy.path.steps(for: finding)
  case .pathMTU: [PlannedStep(.allowPathMTUDiscovery)]
  case .wsusHTTPError, .wsusSOAPFault:
    finding.wsusError.map { $0.exchange.steps.map { PlannedStep($0) } } ?? []
  case .verdict(.proxyDenied) where finding.laterSucceeded && finding.severity == .info: []
  case .verdict(let verdict):
    finding.endpoint?.role == .retired
      ? stepsToOtherEndpoint(finding) : confirmation(finding) + steps(for: verdict, of: finding)
  }
}

/// What is only possible is confirmed before anything is changed.
private func confirmation(_ finding: Finding) -> [PlannedStep] {
  var steps: [PlannedStep] = []
  if finding.has(.privateAddress), let name = finding.serverName {
    var check = PlannedStep(.checkNameResolution, reason: .privateAddress)
    check.commands = ResolutionCommands.nameResolution(name)
    steps.append(check)
  }
  if finding.has(.endFromElsewhere) || finding.has(.endPrecedesHello) {
    steps.append(PlannedStep(.findResettingDevice))
  }
  if finding.confidence == .possible { steps.append(PlannedStep(.captureAgain, reason: .onlyPossible)) }
  return steps
}

package func policyResolution(for finding: Finding) -> String? { finding.endpoint?.resolution }

/// The entry of a retired endpoint may name its successor.
private func stepsToOtherEndpoint(_ finding: Finding) -> [PlannedStep] {
  policyResolution(for: finding) == nil ? [PlannedStep(.showEndpoint), PlannedStep(.changeEndpoint)] : []
}

private func steps(for name: UnresolvedName) -> [PlannedStep] {
  var check = PlannedStep(.checkNameResolution)
  check.commands = ResolutionCommands.nameResolution(name.name)
  switch name.purpose {
  case .endpoint, .proxy: return [check, PlannedStep(.configureProxy)]
  case .proxyDiscovery: return [PlannedStep(.configureProxy)]
  }
}

private func steps(for verdict: Verdict, of finding: Finding) -> [PlannedStep] {
  if let issue = finding.issue {
    if finding.comesFromOtherProgram {
      return [
        PlannedStep(.identifyProgram, reason: .foreignHello, server: finding.testedServer),
        PlannedStep(.verify),
      ]
    }
    return IssueResolution(
      issue, gap: finding.traits?.cipherGap, isOfNewerSystem: finding.isOfNewerSystem
    ).steps
  }
  if let cause = finding.traits?.cause, let steps = steps(for: cause, of: finding) { return steps }
  let remedy = verdict.properties.remedy
  if finding.route == .direct, remedy == .path || remedy == .reachability {
    if finding.endpoint?.role == .certificateLists { return [PlannedStep(.allowCertificateLists)] }
    if finding.endpoint?.role == .downstreamServer { return [PlannedStep(.checkWebsite)] }
    if finding.isProbablyAtWSUS { return [PlannedStep(.checkWebsite)] + remedy.steps(for: finding) }
  }
  return remedy.steps(for: finding)
}

/// Nil where the verdict's own steps fit.
private func steps(for cause: FindingTraits.Cause, of finding: Finding) -> [PlannedStep]? {
  switch cause {
  case .clearText: finding.isAtMicrosoft ? [PlannedStep(.allowInWebFilter)] : nil
  case .clientCertificate, .lastFlight: [PlannedStep(.checkClientCertificate)]
  case .answerLost: nil
  }
}

extension Finding {
  fileprivate func has(_ code: Doubt.Code) -> Bool { traits?.doubts.contains(code) ?? false }

  /// The hello is not Schannel's, and no file of the server shows that a program of it made the attempts.
  fileprivate var comesFromOtherProgram: Bool {
    clientSystem?.stack.isForeign == true && issue?.clock == nil
  }

  fileprivate var testedServer: PlannedStep.Server? {
    guard let address = serverAddresses.first, let port = serverPorts.first else { return nil }
    return PlannedStep.Server(name: serverName, address: address, port: port, isEndpoint: isAtEndpoint)
  }

  /// Whether its server belongs to Microsoft, whose certificates WSUS pins.
  fileprivate var isAtMicrosoft: Bool {
    guard let role = endpointRole else { return false }
    return role.isUpdateService && role != .downstreamServer
  }
}

extension Verdict {
  /// Steps for failures outside the article's issues.
  package enum Remedy: Sendable {
    case nothing
    /// Let the program that connects use TLS 1.2.
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
  fileprivate func steps(for finding: Finding) -> [PlannedStep] {
    let server = finding.testedServer
    let exemption = finding.isAtMicrosoft ? [PlannedStep(.exemptFromInspection)] : []
    switch self {
    case .nothing: return []
    case .modernVersion, .cipherSuites: return [PlannedStep(.identifyProgram, server: server)]
    case .trust: return exemption + [PlannedStep(.checkTrust)]
    case .proxy: return proxySteps(finding.traits?.proxyStatus, server)
    case .inspection:
      return exemption + (finding.confidence == .possible ? [] : [PlannedStep(.captureAgain)])
    case .path:
      if finding.route == .direct {
        return [PlannedStep(.allowEndpointsAtFirewall, server: server)] + exemption
      }
      return [PlannedStep(.allowEndpointsAtProxy, server: server)] + exemption + [
        PlannedStep(.checkProxyUplink)
      ]
    case .reachability: return [PlannedStep(.allowEndpointsAtFirewall, server: server)]
    case .capture: return [PlannedStep(.captureAgain)]
    }
  }

  /// RFC 9110, section 15: 407 asks for credentials, another 4xx refuses the request, 5xx is a failure of the
  /// proxy or behind it.
  private func proxySteps(_ status: Int?, _ server: PlannedStep.Server?) -> [PlannedStep] {
    let steps: [ResolutionStep] =
      switch status ?? 0 {
      case 407: [.renewProxyCredentials, .allowEndpointsAtProxy]
      case 400..<500: [.allowEndpointsAtProxy]
      case 500..<600: [.checkProxyUplink]
      default: [.renewProxyCredentials, .allowEndpointsAtProxy, .checkProxyUplink]
      }
    return steps.enumerated().map { index, step in
      PlannedStep(
        step, reason: index == 0 ? status.map { .proxyStatus($0) } : nil,
        server: step == .allowEndpointsAtProxy ? server : nil)
    }
  }
}
