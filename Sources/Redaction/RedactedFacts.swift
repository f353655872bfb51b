import Diagnosis

// The facts of a server's files, and what was concluded from them.

extension Redactor {
  /// The facts of a file. Names come first, so that they are known in the lines.
  mutating func redacted(_ facts: ServerFacts) -> ServerFacts {
    var facts = facts
    facts.failures.changeEach { $0.host = $0.host.map { host($0) } }
    facts.updateSources.changeEach {
      $0.host = host($0.host)
      $0.url = line($0.url)
    }
    facts.upstreamServers.changeEach { $0.host = host($0.host) }
    facts.proxySettings.changeEach { $0.host = host($0.host) }
    facts.files.changeEach { redact(&$0) }
    facts.cipherOrders.changeEach { redact(&$0) }
    facts.syncFailures.changeEach { $0.text = line($0.text) }
    facts.workerProcessSwitches.changeEach { $0.fault = $0.fault.map { redacted($0) } }
    facts.windowsVersions.changeEach {
      $0.productName = $0.productName.map { line($0) }
      $0.build = $0.build.map { line($0) }
      $0.computerName = $0.computerName.map { host($0) }
    }
    facts.protocolSettings.changeEach { $0.protocolName = line($0.protocolName) }
    redactCitations(&facts)
    return facts
  }

  /// Makes the names in facts known in the lines of all files.
  mutating func learnNames(_ facts: ServerFacts) {
    let hosts =
      facts.failures.compactMap(\.host) + facts.updateSources.map(\.host) + facts.upstreamServers.map(\.host)
      + facts.proxySettings.map(\.host) + facts.windowsVersions.compactMap(\.computerName)
      + facts.policyResults.flatMap { [$0.computerName, $0.domain].compactMap(\.self) }
    for name in hosts { _ = host(name) }
  }

  private mutating func redactCitations(_ facts: inout ServerFacts) {
    facts.windowsVersions.changeEach { redact(&$0.citation) }
    facts.serviceStarts.changeEach { redact(&$0.citation) }
    facts.serviceStarts.changeEach { start in
      start.protocols.changeEach { redact(&$0.citation) }
      start.protocols.changeEach { $0.protocolName = $0.protocolName.map { line($0) } }
    }
    facts.synchronizations.changeEach { redact(&$0.citation) }
    facts.failures.changeEach { redact(&$0.citation) }
    facts.importFailures.changeEach { redact(&$0.citation) }
    facts.syncFailures.changeEach { redact(&$0.citation) }
    facts.cipherOrders.changeEach { redact(&$0.citation) }
    facts.workerProcessSwitches.changeEach { redact(&$0.citation) }
    facts.updateSources.changeEach { redact(&$0.citation) }
    facts.upstreamServers.changeEach { redact(&$0.citation) }
    facts.proxySettings.changeEach { redact(&$0.citation) }
    facts.events.changeEach {
      $0.text = line($0.text)
      $0.localTime = $0.localTime.map { line($0) }
      redact(&$0.citation)
    }
    facts.hotfixes.changeEach {
      $0.id = line($0.id)
      $0.installed = $0.installed.map { line($0) }
      redact(&$0.citation)
    }
    facts.policyResults.changeEach { result in
      result.computerName = result.computerName.map { host($0) }
      result.domain = result.domain.map { host($0) }
      result.objects = result.objects.map { token(.object, $0) }
      redact(&result.citation)
    }
    facts.timeZones.changeEach { redact(&$0.citation) }
    facts.algorithms.changeEach {
      $0.name = line($0.name)
      $0.citations.changeEach { redact(&$0) }
    }
    if var imports = facts.driverImports {
      redact(&imports.citation)
      facts.driverImports = imports
    }
    facts.exportedProtocols = facts.exportedProtocols.map { redacted($0) }
    facts.protocolSettings.changeEach { $0.citations.changeEach { redact(&$0) } }
    facts.frameworkSettings.changeEach { $0.citations.changeEach { redact(&$0) } }
  }

  private mutating func redact(_ citation: inout Citation) { citation = redacted(citation) }

  mutating func redacted(_ citation: Citation) -> Citation {
    var redacted = citation
    redacted.file = path(citation.file, .file)
    redacted.text = line(citation.text)
    return redacted
  }

  private mutating func redact(_ file: inout ServerFile) {
    file.path = path(file.path, .file)
    file.notes = file.notes.map { note in
      switch note {
      case .unreadable(let words): .unreadable(line(words))
      case .unreadableValue(let name, let number): .unreadableValue(name: line(name), line: number)
      case .cutLines, .endsEarly, .readInPart, .mixedEncodings, .assumedTimeZone, .timesWithoutZone,
        .moreFacts, .excerpt, .assumedEncoding, .otherControlSet, .noSettings:
        note
      }
    }
  }

  mutating func redacted(_ file: RefusedFile) -> RefusedFile {
    var redacted = file
    redacted.path = path(file.path, .file)
    switch file.reason {
    case .unreadable(let words): redacted.reason = .unreadable(line(words))
    case .alreadyRead(let name): redacted.reason = .alreadyRead(as: path(name, .file))
    case .notFound, .noRegularFile, .linkOutside, .empty, .capture, .archive, .eventLog, .eventTrace, .binary,
      .ownReport,
      .otherConfiguration, .unknownText, .noEvidenceInside, .tooDeep, .tooMany:
      break
    }
    return redacted
  }

  // MARK: Settings

  private mutating func redact(_ order: inout CipherOrder) {
    order.source = redacted(order.source)
    order.faults = order.faults.map { redacted($0) }
    order.suites = order.suites.map { line($0) }
  }

  private mutating func redacted(_ source: CipherOrder.Source) -> CipherOrder.Source {
    guard case .groupPolicy(let object, let setting) = source else { return source }
    return .groupPolicy(
      winningObject: object.map { token(.object, $0) }, setting: setting.map { line($0) })
  }

  /// A name of no known suite can be any text.
  private mutating func redacted(_ fault: CipherOrder.Fault) -> CipherOrder.Fault {
    guard case .unknownNames(let names) = fault else { return fault }
    return .unknownNames(names.map { line($0) })
  }

  private mutating func redacted(_ fault: XMLFault) -> XMLFault {
    var redacted = fault
    switch fault.reason {
    case .missingEndTag(let name): redacted.reason = .missingEndTag(line(name))
    case .wrongEndTag(let found, let expected):
      redacted.reason = .wrongEndTag(found: line(found), expected: expected.map { line($0) })
    case .repeatedAttribute(let name): redacted.reason = .repeatedAttribute(line(name))
    case .wrongRoot(let name): redacted.reason = .wrongRoot(line(name))
    case .endsInside, .badName, .badAttribute, .unescaped, .badComment, .outsideRoot, .misplacedDeclaration,
      .documentType, .noElement, .tooDeep, .controlCharacter:
      break
    }
    return redacted
  }

  // MARK: Conclusions

  mutating func redacted(_ issue: IssueAssessment) -> IssueAssessment {
    var redacted = issue
    redacted.steps = issue.steps.map { self.redacted($0) }
    if case .decided(let step) = issue.basis { redacted.basis = .decided(self.redacted(step)) }
    if case .likely(let step) = issue.basis { redacted.basis = .likely(self.redacted(step)) }
    return redacted
  }

  /// A step, with its names first, so that they are known in its lines.
  mutating func redacted(_ step: DecisionStep) -> DecisionStep {
    var redacted = withNames(step)
    redacted.citations = step.citations.map { self.redacted($0) }
    return redacted
  }

  /// Makes the names in the claims of steps known in all lines that are redacted later.
  mutating func learnNames(_ steps: [DecisionStep]) {
    for step in steps { _ = withNames(step) }
  }

  private mutating func withNames(_ step: DecisionStep) -> DecisionStep {
    var redacted = step
    switch step.claim {
    case .cipherOrderLacksSuites(let source): redacted.claim = .cipherOrderLacksSuites(self.redacted(source))
    case .cipherOrderHasSuites(let source): redacted.claim = .cipherOrderHasSuites(self.redacted(source))
    case .cipherOrderIsFaulty(let source, let faults):
      redacted.claim = .cipherOrderIsFaulty(self.redacted(source), faults.map { self.redacted($0) })
    case .protocolsDisabled(let names): redacted.claim = .protocolsDisabled(names.map { line($0) })
    case .switchFileIsBroken(let fault): redacted.claim = .switchFileIsBroken(self.redacted(fault))
    case .synchronizationSucceededElsewhere(let count, let host):
      redacted.claim = .synchronizationSucceededElsewhere(count: count, host: self.host(host))
    case .severalComputers(let names): redacted.claim = .severalComputers(names.map { host($0) })
    case .synchronizesElsewhere(let host): redacted.claim = .synchronizesElsewhere(host: self.host(host))
    case .proxyConfigured(let host, let port, let isEnabled, let isUsed):
      redacted.claim = .proxyConfigured(
        host: self.host(host), port: port, isEnabled: isEnabled, isUsed: isUsed)
    case .proxyOfWinHTTP(let host, let port):
      redacted.claim = .proxyOfWinHTTP(host: self.host(host), port: port)
    case .synchronizesWithUpstream(let host, let port):
      redacted.claim = .synchronizesWithUpstream(host: self.host(host), port: port)
    case .policiesApplied(let names): redacted.claim = .policiesApplied(names.map { token(.object, $0) })
    case .algorithmsDisabled(let names): redacted.claim = .algorithmsDisabled(names.map { line($0) })
    case .importsByScriptFailed, .synchronizationFailedAlike, .importsFailedAlike, .noProtocolLeft,
      .schannelEvents,
      .monthlyRollupInstalled, .onlySecurityOnlyUpdates:
      break
    case .clientSucceeds, .helloOfNewerSystem, .windowsRelease, .releaseDiffersFromHello, .severalReleases,
      .schannelLinesLogged, .schannelLinesOfAnotherStart, .startWithoutSchannelLines, .startThatProvesNothing,
      .synchronizationSucceeded, .synchronizationSucceededEarlier, .synchronizationFailed, .attemptsLogged,
      .catalogImportsFailed, .catalogImportsFailedAtOtherTimes, .catalogImportsFailedOtherwise,
      .noCatalogImportFailed, .noCommonAlgorithmAfterHardening, .noCommonAlgorithm, .modernProtocolDisabled,
      .noCipherPolicy, .switchIsSet, .switchIsNotSet, .strongCryptographyIsSet, .strongCryptographyIsNotSet:
      break
    }
    return redacted
  }
}

extension Array {
  fileprivate mutating func changeEach(_ change: (inout Element) -> Void) {
    for index in indices { change(&self[index]) }
  }
}
