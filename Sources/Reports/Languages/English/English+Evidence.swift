import Diagnosis

extension English {
  func heading(_ heading: EvidenceHeading) -> Phrase {
    switch heading {
    case .windows: "Windows"
    case .serviceStarts: "Starts of WSUS"
    case .synchronizations: "Synchronisations"
    case .failures: "Failed calls"
    case .driverImports: "Imports of drivers"
    case .importFailures: "Failed imports"
    case .syncFailures: "Failed synchronisations"
    case .cipherOrder: "Cipher suite order"
    case .protocols: "Schannel protocols"
    case .framework: ".NET Framework"
    case .workerProcessSwitch: "Switch of the worker process"
    case .updateSource: "Update source"
    case .notes: "Notes"
    case .notRead: "Not read"
    }
  }

  func remark(_ remark: EvidenceRemark) -> Phrase {
    switch remark {
    case .lines(let count): Self.counted(count, "line", "lines")
    case .line(let number): "line \(number)"
    case .byteOrderMark: "with a byte order mark"
    case .entries(let count, let period?): "\(Self.counted(count, "entry", "entries")), \(period)"
    case .entries(let count, nil): "\(Self.counted(count, "entry", "entries")), at unknown times"
    case .period(let from, let to): "\(from) to \(to) UTC"
    case .at(let time): "\(time) UTC"
    case .noSchannelLines: "no SCHANNEL lines"
    case .host(let host): "\(name: host)"
    case .httpStatus(let status): "HTTP status \(status)"
    case .updates(let shown, let count):
      count > shown.count
        ? "updates \(shown.joined(separator: ", ")) and \(count: count - shown.count) more"
        : "\(count == 1 ? "update" : "updates") \(shown.joined(separator: ", "))"
    case .suites(let count): Self.counted(count, "suite", "suites")
    case .value(let name, let value?): "\(name) \(Self.number(value))"
    case .value(let name, nil): "\(name) not set"
    case .allProtocolsAtDefault: "no protocol is set: all are at the system's default"
    case .switchIs(false): "false: the worker process uses the system's TLS versions"
    case .switchIs(true): "true: the worker process does not use the system's TLS versions"
    case .switchIsNotSet: "not set"
    case .xmlFault(let line, let column):
      "no well-formed XML, so .NET does not read it (line \(line), column \(column))"
    case .redirectorChangeNumber(let number): "RedirectorChangeNumber \(number)"
    case .bits(let bits): "\(bits)-bit"
    case .nothingFound: "Nothing in it concerns the update service."
    case .noEvidence: "No evidence was found."
    }
  }

  /// Small numbers in decimal, masks in hexadecimal.
  private static func number(_ value: UInt32) -> String {
    value < 10 ? String(value) : "0x" + String(value, radix: 16)
  }

  func label(_ component: LoggedComponent) -> Phrase {
    switch component {
    case .workerProcess, .service: Phrase(component.rawValue)
    case .configurationManager: "Configuration Manager"
    case .unknown: "unknown component"
    }
  }

  func label(_ state: SchannelLine.State) -> Phrase {
    switch state {
    case .enabled: "enabled"
    case .disabled: "disabled"
    case .unknownWording: "in unknown words"
    }
  }

  func label(_ sign: ServiceStart.Sign) -> Phrase {
    switch sign {
    case .schannelLines: "SCHANNEL lines"
    case .startEvent: "event 501, the service started"
    case .failedStart: "event 507, the start failed"
    }
  }

  func label(_ outcome: Synchronization.Outcome) -> Phrase {
    switch outcome {
    case .succeeded: "succeeded (event 384)"
    case .failed: "failed (event 386)"
    }
  }

  func label(_ source: CipherOrder.Source) -> Phrase {
    switch source {
    case .groupPolicy(let object?, _): "set by the Group Policy object \(name: object)"
    case .groupPolicy(nil, _): "set by a Group Policy object that the report does not name"
    case .policyRegistry: "set by policy in the registry"
    case .localRegistry: "the server's own, which holds where no policy sets one"
    }
  }

  func label(_ kind: LoggedFailure.Kind) -> Phrase {
    switch kind {
    case .noCommonAlgorithm: "no common algorithm (0x80090331)"
    case .untrustedCertificate: "the server's certificate is not trusted"
    case .nameResolution: "the name was not resolved"
    case .proxy: "the proxy refused"
    case .httpError: "the answer was an HTTP error"
    case .connectionRefused: "the connection was refused"
    case .timeout: "timed out"
    case .closedByRemoteHost: "the remote host closed the connection"
    case .secureChannel: "no TLS channel could be made"
    case .connectionClosed: "the connection was closed, by whom is not told"
    case .soapFault: "the web service answered with a fault"
    case .other: "failed in another way"
    }
  }
}
