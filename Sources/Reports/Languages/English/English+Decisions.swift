import Diagnosis

extension English {
  func claim(_ claim: DecisionStep.Claim) -> Phrase {
    switch claim {
    case .clientSucceeds(let flow):
      "The same client completed TLS 1.2 with the endpoint in this capture (flow \(flow))."
    case .helloOfNewerSystem(let flow):
      "The ClientHello of flow \(flow) offers what no system older than Windows Server 2016 sends."
    case .windowsRelease(let server): "The server runs \(server.rawValue)."
    case .schannelLinesLogged:
      "WSUS logged at a start which protocols Schannel allows: it has the update that lets it use TLS 1.2."
    case .startWithoutSchannelLines:
      "WSUS started and logged no SCHANNEL line: it lacks the update that lets it use TLS 1.2."
    case .synchronizationSucceeded(let count):
      "Synchronisation works: \(Self.counted(count, "success is", "successes are")) logged."
    case .attemptsLogged(let component, let kind, let count, let matched):
      attemptsLogged(component, kind, count, matched)
    case .catalogImportsFailed(let count, let updates):
      """
      Configuration Manager imports from the catalogue and fails: \(Self.counted(count, "time", "times")), \
      \(Self.counted(updates, "update", "updates")).
      """
    case .noCatalogImportFailed: "Configuration Manager's log knows of no import that failed."
    case .noCommonAlgorithmAfterHardening:
      "TLS 1.0 and 1.1 are disabled, and the program that connects can use no other version."
    case .noCommonAlgorithm: "The program that connects found no version that it may use."
    case .protocolsDisabled(let names): "Disabled for clients: \(names.joined(separator: ", "))."
    case .modernProtocolDisabled:
      "TLS 1.2 itself is disabled for clients: nothing below helps before it is enabled."
    case .cipherOrderLacksSuites(let source): "\(order(source)) names no suite that the endpoint takes."
    case .cipherOrderHasSuites(let source):
      """
      \(order(source)) names a suite that the endpoint takes: it was changed after the capture, does not hold before \
      a restart, or another limit is the cause.
      """
    case .cipherOrderIsFaulty(let source, let faults):
      "\(order(source)) is not taken as it is written: \(faults.map { fault($0).text }.joined(separator: "; "))."
    case .switchIsSet:
      "w3wp.exe.config already lets worker processes use TLS 1.2: those that started before it was saved do not."
    case .switchIsNotSet: "w3wp.exe.config does not let worker processes use TLS 1.2."
    case .switchFileIsBroken(let fault):
      "w3wp.exe.config is no well-formed XML (line \(fault.line), column \(fault.column)): .NET reads none of it."
    case .strongCryptographyIsSet: "The registry lets .NET use TLS 1.2: it holds after a restart."
    case .strongCryptographyIsNotSet(let missing):
      """
      The registry does not let .NET use TLS 1.2: \
      \(Self.counted(missing, "value is", "values are")) missing or 0.
      """
    }
  }

  private func attemptsLogged(
    _ component: LoggedComponent, _ kind: LoggedFailure.Kind, _ count: Int, _ matched: Int
  ) -> Phrase {
    let entries = Self.counted(count, "entry", "entries")
    let time: Phrase = matched == 0 ? ", none at the time of these attempts" : ", \(matched) at their time"
    return "\(program(component)) logged such failures: \(entries)\(time) (\(kind.rawValue))."
  }

  private func program(_ component: LoggedComponent) -> Phrase {
    switch component {
    case .workerProcess: "The worker process (w3wp, which imports)"
    case .service: "The service (WsusService, which synchronises)"
    case .configurationManager: "Configuration Manager"
    case .unknown: "A program"
    }
  }

  private func order(_ source: CipherOrder.Source) -> Phrase {
    switch source {
    case .groupPolicy(let object, _):
      object.map { "The SSL Cipher Suite Order of the Group Policy object \"\(name: $0)\"" }
        ?? "The SSL Cipher Suite Order of Group Policy"
    case .policyRegistry: "The Functions value that a policy wrote"
    case .localRegistry: "The local Functions value"
    }
  }

  func stands(_ step: DecisionStep) -> Phrase {
    let supports = step.supports.map { "\($0.rawValue)" }.joined(separator: ", ")
    let opposes = step.opposes.map { "\($0.rawValue)" }.joined(separator: ", ")
    switch (step.supports.isEmpty, step.opposes.isEmpty) {
    case (true, true): return ""
    case (false, true): return "for issue \(supports)"
    case (true, false): return "against issue \(opposes)"
    case (false, false): return "for issue \(supports), against \(opposes)"
    }
  }

  func clock(_ match: ClockMatch) -> Phrase {
    let attempts: Phrase = "\(match.matched) of \(Self.counted(match.attempts, "attempt", "attempts"))"
    let seconds = match.offset.magnitude / 1_000_000_000
    guard seconds > 0 else { return "\(attempts) stand in the log at the same time." }
    let side = match.offset > 0 ? "ahead of" : "behind"
    return "\(attempts) stand in the log, whose clock is \(seconds) s \(side) the capture's."
  }
}
