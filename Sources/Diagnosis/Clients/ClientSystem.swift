package import Protocols

/// Which system a ClientHello looks like: only a hint, because policies, flags, updates and other clients
/// change it.
package struct ClientSystem: Hashable, Sendable {
  package var stack: TLSStack
  /// The systems that fit best, the oldest first; empty when none does.
  package var systems: [WindowsServer]
  /// How the hello's suites follow from the default list of each of these systems; nil without a system.
  package var order: SuiteOrder?

  package init(stack: TLSStack, systems: [WindowsServer], order: SuiteOrder?) {
    self.stack = stack
    self.systems = systems
    self.order = order
  }

  /// How many cipher suites are looked at: Schannel implements about sixty, and sends none twice.
  static let suiteLimit = 128
}

extension ClientHello {
  /// The suites without signals to the server.
  var plainSuites: [CipherSuite] { cipherSuites.filter { !$0.isSignaling } }

  /// Truncated hellos show TLS 1.3 by their suites.
  var versionOfSuites: ProtocolVersion {
    let version = highestVersion ?? .tls12
    return cipherSuites.contains { $0.lowestVersion >= .tls13 } ? max(version, .tls13) : version
  }

  /// The system that the hello looks like; nil when it does not tell.
  /// 1. An SSL 2.0 hello and one with truncated suites do not tell.
  /// 2. Of the systems that can send it, those whose default list it contains fit best, then those of whose
  ///    list it is a part in order, then all.
  /// 3. Systems that would need a policy for the curves count only when all of them do.
  /// 4. Where the stack is undecided, only a whole default list tells.
  package var clientSystem: ClientSystem? {
    guard !isSSLv2Format, hasAllCipherSuites else { return nil }
    let stack = stack
    if case .foreign = stack { return ClientSystem(stack: stack, systems: [], order: nil) }
    let offered = plainSuites
    guard !offered.isEmpty, offered.count <= ClientSystem.suiteLimit else { return nil }
    let fits = fits(offered, isOfSchannel: stack == .schannel)
    for order in SuiteOrder.allCases {
      let best = fits.filter { $0.order == order }.map(\.profile)
      guard !best.isEmpty else { continue }
      guard stack == .schannel || order == .defaultList else { return nil }
      let unchanged = best.filter { $0.offersByDefault(supportedGroups) }
      let systems = (unchanged.isEmpty ? best : unchanged).map(\.system)
      return ClientSystem(stack: stack, systems: systems, order: order)
    }
    return stack == .schannel ? ClientSystem(stack: stack, systems: [], order: nil) : nil
  }

  private func fits(
    _ offered: [CipherSuite], isOfSchannel: Bool
  ) -> [(profile: SystemProfile, order: SuiteOrder)] {
    let version = versionOfSuites
    return SystemProfileRegistry.profiles.filter { $0.canSend(self, isOfSchannel: isOfSchannel) }.map {
      profile in
      (profile, profile.order(of: offered, version: version))
    }
  }

  /// The hello has what no Schannel before Windows Server 2016 sends, and no sign of another stack.
  var comesFromNewerSystem: Bool {
    if case .foreign = stack { return false }
    let able = SystemProfileRegistry.profiles.filter { $0.canSend(self, isOfSchannel: false) }
    return able.first.map { !$0.system.endsSuitesInCurves } ?? false
  }
}

extension SystemProfile {
  /// Whether the groups are a default: before 2016 they follow from the suites' names.
  fileprivate func offersByDefault(_ groups: [NamedGroup]) -> Bool {
    groups.isEmpty || system.endsSuitesInCurves || groups == SchannelExtensions.curvesOf2016
  }

  func order(of offered: [CipherSuite], version: ProtocolVersion) -> SuiteOrder {
    let orders = defaultLists.map { $0.order(of: offered, version: version) }
    return SuiteOrder.allCases.first(where: orders.contains) ?? .reordered
  }
}
