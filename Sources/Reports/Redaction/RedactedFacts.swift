import Diagnosis

extension Redactor {
  /// The facts of a file. Names that were understood come first, so that the lines find them as known.
  mutating func redacted(_ facts: ServerFacts) -> ServerFacts {
    var redacted = facts
    for index in facts.failures.indices {
      redacted.failures[index].host = facts.failures[index].host.map { host($0) }
    }
    for index in facts.updateSources.indices {
      redacted.updateSources[index].host = host(facts.updateSources[index].host)
      redacted.updateSources[index].url = line(facts.updateSources[index].url)
    }
    for index in facts.files.indices { redact(&redacted.files[index]) }
    for index in facts.cipherOrders.indices { redact(&redacted.cipherOrders[index]) }
    for index in facts.syncFailures.indices {
      redacted.syncFailures[index].text = line(facts.syncFailures[index].text)
    }
    for index in facts.workerProcessSwitches.indices {
      redacted.workerProcessSwitches[index].fault = facts.workerProcessSwitches[index].fault.map {
        self.redacted($0)
      }
    }
    for index in facts.windowsVersions.indices {
      redacted.windowsVersions[index].productName = facts.windowsVersions[index].productName.map { line($0) }
      redacted.windowsVersions[index].build = facts.windowsVersions[index].build.map { line($0) }
    }
    for index in facts.protocolSettings.indices {
      redacted.protocolSettings[index].protocolName = line(facts.protocolSettings[index].protocolName)
    }
    redactLines(&redacted)
    return redacted
  }

  private mutating func redactLines(_ facts: inout ServerFacts) {
    redact(&facts.windowsVersions, \.citation)
    redact(&facts.serviceStarts, \.citation)
    for index in facts.serviceStarts.indices {
      redact(&facts.serviceStarts[index].protocols, \.citation)
      for line in facts.serviceStarts[index].protocols.indices {
        let name = facts.serviceStarts[index].protocols[line].protocolName
        facts.serviceStarts[index].protocols[line].protocolName = name.map { self.line($0) }
      }
    }
    redact(&facts.synchronizations, \.citation)
    redact(&facts.failures, \.citation)
    redact(&facts.importFailures, \.citation)
    redact(&facts.syncFailures, \.citation)
    redact(&facts.cipherOrders, \.citation)
    redact(&facts.workerProcessSwitches, \.citation)
    redact(&facts.updateSources, \.citation)
    if let imports = facts.driverImports { facts.driverImports?.citation = redacted(imports.citation) }
    facts.exportedProtocols = facts.exportedProtocols.map { redacted($0) }
    for index in facts.protocolSettings.indices {
      redact(&facts.protocolSettings[index].citations, \.self)
    }
    for index in facts.frameworkSettings.indices {
      redact(&facts.frameworkSettings[index].citations, \.self)
    }
  }

  private mutating func redact<Fact>(_ facts: inout [Fact], _ citation: WritableKeyPath<Fact, Citation>) {
    for index in facts.indices { facts[index][keyPath: citation] = redacted(facts[index][keyPath: citation]) }
  }

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
        .moreFacts:
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
    default: break
    }
    return redacted
  }

  // MARK: Settings

  private mutating func redact(_ order: inout CipherOrder) {
    order.source = redacted(order.source)
    order.faults = order.faults.map { redacted($0) }
    order.suites = order.suites.map { line($0) }
  }

  mutating func redacted(_ source: CipherOrder.Source) -> CipherOrder.Source {
    guard case .groupPolicy(let object, let setting) = source else { return source }
    return .groupPolicy(
      winningObject: object.map { token(.object, $0) }, setting: setting.map { line($0) })
  }

  /// Unknown suite names may be any text.
  mutating func redacted(_ fault: CipherOrder.Fault) -> CipherOrder.Fault {
    guard case .unknownNames(let names) = fault else { return fault }
    return .unknownNames(names.map { line($0) })
  }

  mutating func redacted(_ fault: XMLFault) -> XMLFault {
    var redacted = fault
    switch fault.reason {
    case .missingEndTag(let name): redacted.reason = .missingEndTag(line(name))
    case .wrongEndTag(let found, let expected):
      redacted.reason = .wrongEndTag(found: line(found), expected: expected.map { line($0) })
    case .repeatedAttribute(let name): redacted.reason = .repeatedAttribute(line(name))
    case .wrongRoot(let name): redacted.reason = .wrongRoot(line(name))
    default: break
    }
    return redacted
  }
}
