import Diagnosis

extension Redactor {
  mutating func redacted(_ issue: IssueAssessment) -> IssueAssessment {
    var redacted = issue
    redacted.steps = issue.steps.map { self.redacted($0) }
    if case .decided(let step) = issue.basis { redacted.basis = .decided(self.redacted(step)) }
    return redacted
  }

  private mutating func redacted(_ step: DecisionStep) -> DecisionStep {
    var redacted = step
    redacted.citations = step.citations.map { self.redacted($0) }
    switch step.claim {
    case .cipherOrderLacksSuites(let source): redacted.claim = .cipherOrderLacksSuites(self.redacted(source))
    case .cipherOrderHasSuites(let source): redacted.claim = .cipherOrderHasSuites(self.redacted(source))
    case .cipherOrderIsFaulty(let source, let faults):
      redacted.claim = .cipherOrderIsFaulty(self.redacted(source), faults.map { self.redacted($0) })
    case .protocolsDisabled(let names): redacted.claim = .protocolsDisabled(names.map { line($0) })
    case .switchFileIsBroken(let fault): redacted.claim = .switchFileIsBroken(self.redacted(fault))
    case .clientSucceeds, .helloOfNewerSystem, .windowsRelease, .schannelLinesLogged,
      .startWithoutSchannelLines,
      .synchronizationSucceeded, .attemptsLogged, .catalogImportsFailed, .noCatalogImportFailed,
      .noCommonAlgorithmAfterHardening, .noCommonAlgorithm, .modernProtocolDisabled, .switchIsSet,
      .switchIsNotSet,
      .strongCryptographyIsSet, .strongCryptographyIsNotSet:
      break
    }
    return redacted
  }
}
