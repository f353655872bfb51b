package import Protocols

/// Which system a ClientHello looks like: a hint, and never more. A policy, a program's flags and an update each
/// change what a system offers, and another client can copy it.
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
  /// The suites without signals to the server, which are none.
  var plainSuites: [CipherSuite] { cipherSuites.filter { !$0.isSignaling } }

  /// The version whose default lists its suites are held against: a hello that was cut before its
  /// supported_versions shows TLS 1.3 by its suites.
  var versionOfSuites: ProtocolVersion {
    let version = highestVersion ?? .tls12
    return cipherSuites.contains { $0.lowestVersion >= .tls13 } ? max(version, .tls13) : version
  }

  /// The system that the hello looks like; nil when it tells nothing.
  ///
  /// 1. A hello in SSL 2.0 format, and one whose cipher suites were cut, tell nothing.
  /// 2. A hello of another stack fits no system.
  /// 3. Of the systems that can send it (``SystemProfile``), those fit best whose default list it holds; else
  ///    those of whose default list it holds a part in order; else all of them.
  /// 4. Of these, systems that would need a policy for the curves come in only when all of them do.
  /// 5. Where the stack is undecided, only a whole default list tells: twenty numbers in one order are not
  ///    another program's by chance, but a few of them may well be.
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

  /// The hello shows what no Schannel before Windows Server 2016 sends, and no sign of another stack.
  var comesFromNewerSystem: Bool {
    if case .foreign = stack { return false }
    let able = SystemProfileRegistry.profiles.filter { $0.canSend(self, isOfSchannel: false) }
    return able.first.map { !$0.system.endsSuitesInCurves } ?? false
  }
}

extension SystemProfile {
  /// Whether a hello's curves need no policy for curves: before 2016 they follow from the suites' names. A hello
  /// without suites of ECDHE has none.
  fileprivate func offersByDefault(_ groups: [NamedGroup]) -> Bool {
    groups.isEmpty || system.endsSuitesInCurves || groups == SchannelExtensions.curvesOf2016
  }

  /// How the suites follow from the best of the default lists.
  func order(of offered: [CipherSuite], version: ProtocolVersion) -> SuiteOrder {
    let orders = defaultLists.map { $0.order(of: offered, version: version) }
    return SuiteOrder.allCases.first(where: orders.contains) ?? .reordered
  }
}
