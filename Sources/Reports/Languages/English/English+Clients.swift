import Diagnosis
import Protocols

extension English {
  func clientSystem(_ system: ClientSystem) -> Phrase {
    if case .foreign = system.stack { return "not Schannel" }
    return system.systems.isEmpty ? "Schannel, no known system" : Self.anyOf(system.systems)
  }

  func description(of system: ClientSystem) -> Phrase { "\(clientSystem(system)). \(basis(system))" }

  func looks(_ system: ClientSystem) -> Phrase {
    switch system.stack {
    case .foreign:
      """
      The ClientHello does not look like Schannel's, so it may not come from the WSUS server itself but from a proxy or \
      another program.
      """
    case .schannel where system.systems.isEmpty:
      "The ClientHello looks like Schannel's, but like that of no known system."
    case .schannel, .undecided: "The ClientHello looks like that of \(Self.anyOf(system.systems))."
    }
  }

  func basis(_ system: ClientSystem) -> Phrase {
    switch system.stack {
    case .foreign(let sign): Self.sentence(sign)
    case .undecided:
      "Its cipher suites are the default list there; what else was captured of it tells too little."
    case .schannel:
      switch system.order {
      case .defaultList:
        "Its cipher suites are the default list there, and its extensions are those of Schannel."
      case .shortened:
        """
        Its extensions are those of Schannel; its cipher suites stand in the default order there, but a policy or the \
        registry leaves some out.
        """
      case .reordered:
        "Its extensions are those of Schannel; its cipher suites are in no default order, as a policy sets them."
      case nil: "Its extensions are those of Schannel, but no known system sends all that it holds."
      }
    }
  }

  private static func sentence(_ sign: ForeignSign) -> Phrase {
    switch sign {
    case .grease: "It holds GREASE values, which Schannel never sends."
    case .unknownExtension(let type):
      "It sends the extension \(type.name ?? type.hexadecimal), which Schannel does not know."
    case .extensionOrder: "Its extensions stand in an order in which Schannel never sends them."
    case .cipherSuite(let suite):
      "It offers the cipher suite \(suite.name ?? suite.hexadecimal), which Schannel does not implement."
    case .group(let group):
      "It offers the group \(group.name ?? group.hexadecimal), which Schannel does not implement."
    case .signatureScheme(let scheme):
      "It offers the signature algorithm \(scheme.name ?? scheme.hexadecimal), which Schannel never offers."
    case .pointFormat: "It offers compressed points, which Schannel never does."
    case .compression: "It offers TLS compression, which Schannel never does."
    }
  }

  // MARK: What if

  func whatIf(_ comparison: CipherComparison) -> Phrase {
    switch comparison.gap {
    case .cipherSuite: "None of the cipher suites that were offered is one that the endpoint takes."
    case .certificate: otherCertificate(comparison)
    case .curve:
      """
      \(Self.listed(comparison.common.map(\.displayName), last: "and")) \
      \(comparison.common.count == 1 ? "is" : "are") shared, but no curve for it: \
      \(Self.listed(comparison.missingGroups.map(\.displayName), last: "or")) is missing.
      """
    }
  }

  private func otherCertificate(_ comparison: CipherComparison) -> Phrase {
    let needsECDSA = comparison.offered.contains { $0.keyExchange == .ecdhe && $0.authentication == .ecdsa }
    let (needed, there) = needsECDSA ? ("ECDSA", "RSA") : ("RSA", "ECDSA")
    return """
      None of the cipher suites is shared: those of ECDHE that were offered all need a certificate with an \(needed) \
      key, and the endpoint's has an \(there) key.
      """
  }

  func whatIf(_ outlook: VersionOutlook) -> Phrase {
    let names = outlook.common.map(\.displayName)
    let who: Phrase = outlook.systems.count == 1 ? "this system offers" : "each of these systems offers"
    guard let first = names.first else {
      return "With TLS 1.2 \(who) no cipher suite that the endpoint takes, unless a policy adds one."
    }
    let more: Phrase = names.count == 1 ? "" : " and \(names.count - 1) more"
    return """
      With TLS 1.2 \(who) \(first)\(more) by default, which the endpoint takes: no cipher suite has to be added.
      """
  }

  func addition(_ addition: SuiteAddition) -> Phrase {
    let place: Phrase = addition.curves.isEmpty ? "SSL Cipher Suite Order" : "ECC Curve Order"
    let likely: Phrase = addition.likely.isEmpty ? "" : " (likely)"
    return "On \(Self.anyOf(addition.systems))\(likely), add to \(place):"
  }

  /// `Windows Server 2016, 2019 or 2022`.
  private static func anyOf(_ systems: [WindowsServer]) -> Phrase {
    let family = "Windows Server "
    let names = systems.map { $0.rawValue.replacing(family, with: "") }
    return "\(family)\(listed(names, last: "or"))"
  }

  /// `a, b or c`.
  private static func listed(_ names: [String], last word: String) -> Phrase {
    guard let last = names.last, names.count > 1 else { return Phrase(names.first ?? "") }
    return "\(names.dropLast().joined(separator: ", ")) \(word) \(last)"
  }
}
