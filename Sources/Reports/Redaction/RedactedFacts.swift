import Diagnosis

extension Redactor {
  /// The facts of a file. Names that were understood come first, so that the lines find them as known.
  mutating func redacted(_ facts: ServerFacts) -> ServerFacts {
    var redacted = facts
    for place in facts.failures.indices {
      redacted.failures[place].host = facts.failures[place].host.map { host($0) }
    }
    for place in facts.updateSources.indices {
      redacted.updateSources[place].host = host(facts.updateSources[place].host)
      redacted.updateSources[place].url = line(facts.updateSources[place].url)
    }
    for place in facts.files.indices { redact(&redacted.files[place]) }
    for place in facts.cipherOrders.indices { redact(&redacted.cipherOrders[place]) }
    for place in facts.syncFailures.indices {
      redacted.syncFailures[place].text = line(facts.syncFailures[place].text)
    }
    for place in facts.workerProcessSwitches.indices {
      redacted.workerProcessSwitches[place].fault = facts.workerProcessSwitches[place].fault.map {
        self.redacted($0)
      }
    }
    for place in facts.windowsVersions.indices {
      redacted.windowsVersions[place].productName = facts.windowsVersions[place].productName.map { line($0) }
      redacted.windowsVersions[place].build = facts.windowsVersions[place].build.map { line($0) }
    }
    for place in facts.protocolSettings.indices {
      redacted.protocolSettings[place].protocolName = line(facts.protocolSettings[place].protocolName)
    }
    redactLines(&redacted)
    return redacted
  }

  private mutating func redactLines(_ facts: inout ServerFacts) {
    redact(&facts.windowsVersions, \.citation)
    redact(&facts.serviceStarts, \.citation)
    for place in facts.serviceStarts.indices {
      redact(&facts.serviceStarts[place].protocols, \.citation)
      for line in facts.serviceStarts[place].protocols.indices {
        let name = facts.serviceStarts[place].protocols[line].protocolName
        facts.serviceStarts[place].protocols[line].protocolName = name.map { self.line($0) }
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
    for place in facts.protocolSettings.indices {
      redact(&facts.protocolSettings[place].citations, \.self)
    }
    for place in facts.frameworkSettings.indices {
      redact(&facts.frameworkSettings[place].citations, \.self)
    }
  }

  private mutating func redact<Fact>(_ facts: inout [Fact], _ citation: WritableKeyPath<Fact, Citation>) {
    for place in facts.indices { facts[place][keyPath: citation] = redacted(facts[place][keyPath: citation]) }
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
