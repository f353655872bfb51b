/// The resolution of the article's issues, as far as it applies to what is known.
///
/// 1. First what makes the other steps possible, then the changes, at last one restart.
/// 2. Either of two changes lets imports use TLS 1.2; each has a restart of its own.
/// 3. Issues 3 and 5 include them, so that the next import does not fail.
struct IssueResolution {
  private let issue: IssueAssessment
  private let gap: CipherComparison.Gap?
  private let issues: [ArticleIssue]
  /// The hello has what no Schannel before Windows Server 2016 sends.
  private let isOfNewerSystem: Bool

  init(_ issue: IssueAssessment, gap: CipherComparison.Gap?, isOfNewerSystem: Bool = false) {
    self.issue = issue
    self.gap = gap
    self.isOfNewerSystem = isOfNewerSystem
    issues = (issue.best.map { [$0] } ?? issue.candidates).compactMap(ArticleIssue.init(rawValue:))
  }

  var steps: [PlannedStep] {
    let isOfImports = issues.contains(where: \.isImport)
    let changes =
      endpointSteps + repairs + algorithmSteps + cipherSteps
      + (isOfImports ? importSteps + rollup : rollup + importSteps)
    return changes + restarts(changes) + [PlannedStep(.verify)]
  }

  private func citation(of isWanted: (DecisionStep.Claim) -> Bool) -> Citation? {
    issue.steps.first { isWanted($0.claim) }?.citations.first
  }

  private var claims: [DecisionStep.Claim] { issue.steps.map(\.claim) }

  private var release: WindowsServer? {
    claims.lazy.compactMap { if case .windowsRelease(let server) = $0 { server } else { nil } }.first
  }

  private func applies(_ step: ResolutionStep) -> Bool {
    if step.appliesTo.isEmpty { return true }
    if let release { return step.appliesTo.contains(release) }
    return !isOfNewerSystem || step.appliesTo.contains { !$0.endsSuitesInCurves }
  }

  // MARK: What comes first

  private var repairs: [PlannedStep] {
    var steps: [PlannedStep] = []
    if let line = citation(of: { $0 == .modernProtocolDisabled }) {
      steps.append(PlannedStep(.enableModernProtocol, reason: .shown(by: line)))
    }
    if claims.contains(where: { if case .switchFileIsBroken = $0 { true } else { false } }) {
      steps.append(PlannedStep(.repairWorkerProcessConfiguration))
    }
    return steps
  }

  private var rollup: [PlannedStep] {
    guard issues.contains(.synchronizationFailsWithoutRollup), applies(.installMonthlyRollup) else {
      return []
    }
    let isSure = issues.count == 1
    return [
      PlannedStep(.installMonthlyRollup, reason: isSure ? nil : .forIssue(.synchronizationFailsWithoutRollup))
    ]
  }

  /// The algorithms that the registry disables for all of Schannel.
  private var algorithmSteps: [PlannedStep] {
    let citation = citation { if case .algorithmsDisabled = $0 { true } else { false } }
    return citation.map { [PlannedStep(.enableAlgorithms, reason: .shown(by: $0))] } ?? []
  }

  /// What the article says of old endpoints ("Endpoints"): its first step.
  private var endpointSteps: [PlannedStep] {
    let citation = citation { if case .synchronizesElsewhere = $0 { true } else { false } }
    return citation.map { [PlannedStep(.changeEndpoint, reason: .shown(by: $0))] } ?? []
  }

  // MARK: Imports

  /// None where one of the two is done: then only its restart is missing.
  private var importSteps: [PlannedStep] {
    if claims.contains(.switchIsSet) || claims.contains(.strongCryptographyIsSet) { return [] }
    let reason = issues.contains(where: \.isImport) ? nil : PlannedStep.Reason.forImports
    return [
      PlannedStep(.enableTLSInWorkerProcess, reason: reason),
      PlannedStep(.enableStrongCryptography, alternativeTo: .enableTLSInWorkerProcess, reason: reason),
    ]
  }

  // MARK: Cipher suites

  private enum Order {
    /// Nothing is known of it.
    case unknown
    /// Group Policy does not set it.
    case noPolicy
    /// It lacks what the endpoint accepts.
    case lacking(CipherOrder.Source)
    /// It has it, so it is not in effect.
    case sufficient(CipherOrder.Source)
  }

  private var order: Order {
    for claim in claims {
      if case .cipherOrderLacksSuites(let source) = claim { return .lacking(source) }
      if case .cipherOrderHasSuites(let source) = claim { return .sufficient(source) }
    }
    return claims.contains(.noCipherPolicy) ? .noPolicy : .unknown
  }

  private var cipherSteps: [PlannedStep] {
    guard issues.contains(.limitedCiphers) else { return [] }
    // Before 2016 the names of suites contain the curve, so there a missing curve is a missing suite.
    let suites: [ResolutionStep] = [.allowCipherSuites, .allowCipherSuitesWithCurve].filter {
      applies($0) && (gap != .curve || $0 == .allowCipherSuitesWithCurve)
    }
    let curves: [ResolutionStep] = [.allowCurves].filter { applies($0) && gap != .cipherSuite }
    switch order {
    case .unknown, .lacking(.policyRegistry), .lacking(.effective):
      return ([.findCipherPolicy] + suites + [.extendFunctionsValue] + curves).map { PlannedStep($0) }
    case .noPolicy, .lacking(.localRegistry):
      return ([.extendFunctionsValue] + curves).map { PlannedStep($0) }
    case .lacking(.groupPolicy(let object, _)):
      return suites.map { PlannedStep($0, reason: .policyObject(object)) } + [PlannedStep(.applyPolicy)]
        + curves.map { PlannedStep($0) }
    case .sufficient(.groupPolicy(let object, _)):
      return [PlannedStep(.applyPolicy, reason: .policyObjectAccepts(object))]
        + curves.map { PlannedStep($0) }
    case .sufficient: return curves.map { PlannedStep($0) }
    }
  }

  // MARK: Restarts

  /// After the last change, and once: settings of .NET, Schannel and updates take effect when the server
  /// starts, `w3wp.exe.config` when the worker process does.
  private func restarts(_ changes: [PlannedStep]) -> [PlannedStep] {
    let steps = Set(changes.map(\.step))
    let ofImports: Set<ResolutionStep> = [
      .enableTLSInWorkerProcess, .repairWorkerProcessConfiguration, .enableStrongCryptography,
      .changeEndpoint,
    ]
    if !steps.subtracting(ofImports).isEmpty { return [PlannedStep(.restartServer)] }
    if steps.contains(.enableStrongCryptography) {
      return [
        PlannedStep(.restartWorkerProcesses, reason: .afterConfiguration),
        PlannedStep(
          .restartServer, alternativeTo: .restartWorkerProcesses, reason: .afterOtherChanges),
      ]
    }
    let isInRegistry = claims.contains(.strongCryptographyIsSet) && !claims.contains(.switchIsSet)
    return [PlannedStep(isInRegistry ? .restartServer : .restartWorkerProcesses)]
  }
}
