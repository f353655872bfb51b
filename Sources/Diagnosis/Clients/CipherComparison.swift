package import Protocols

/// Why a client and an endpoint share no cipher suite, and what would change that.
package struct CipherComparison: Hashable, Sendable {
  package enum Gap: String, CaseIterable, Hashable, Sendable {
    /// A cipher suite.
    case cipherSuite = "cipher_suite"
    /// A suite for the certificate that the endpoint has: those of ECDHE that were offered all need another key, RSA
    /// or ECDSA.
    case certificate
    /// A curve for the suites that are shared.
    case curve
  }

  /// The suites in the client's order, signals to the server left out.
  package var offered: [CipherSuite]
  /// The suites that the endpoint accepts and has a certificate for.
  package var taken: [CipherSuite]
  package var common: [CipherSuite]
  package var offeredGroups: [NamedGroup]
  package var takenGroups: [NamedGroup]?
  package var gap: Gap
  /// The curves of which one is missing; only for ``Gap/curve``.
  package var missingGroups: [NamedGroup]
  package var additions: [SuiteAddition]

  /// Nil when the endpoint's suites are unknown, the hello's list is truncated, or the two share a suite.
  package init?(_ hello: ClientHello, _ endpoint: Endpoint) {
    guard let taken = endpoint.cipherSuites?.filter(endpoint.hasCertificate(for:)) else { return nil }
    offered = hello.plainSuites
    self.taken = taken
    common = offered.filter(taken.contains)
    offeredGroups = hello.supportedGroups
    takenGroups = endpoint.groups
    missingGroups = []
    switch ServerTerms(endpoint).fit(hello) {
    case .unknown, .shared, .cut, .noSignatureAlgorithm: return nil
    case .noSuite: gap = endpoint.lacksCertificate(for: offered) ? .certificate : .cipherSuite
    case .noGroup:
      gap = .curve
      missingGroups = endpoint.groups ?? [.secp256r1, .secp384r1]
    }
    additions = []
    additions = additions(likely: hello.clientSystem?.systems ?? [])
  }

  private func additions(likely: [WindowsServer]) -> [SuiteAddition] {
    let groups = gap == .curve ? missingGroups : takenGroups
    let suites = gap == .curve ? common : taken
    return SuiteAddition.all(likely: likely) { profile in
      let byCurve = gap == .curve && !profile.system.endsSuitesInCurves
      if byCurve { return ([], profile.curveNames(missingGroups)) }
      return (suites.flatMap { profile.spellings(of: $0, groups: groups) }, [])
    }
  }
}

extension Endpoint {
  /// Whether ECDHE suites are among these, and the endpoint has a certificate for none of them.
  fileprivate func lacksCertificate(for suites: [CipherSuite]) -> Bool {
    let curved = suites.filter { $0.keyExchange == .ecdhe }
    return !curved.isEmpty && !curved.contains(where: hasCertificate(for:))
  }
}

/// What a TLS 1.2 hello would share with an endpoint that refused an older one.
package struct VersionOutlook: Hashable, Sendable {
  package var systems: [WindowsServer]
  /// The suites that they all offer by default with TLS 1.2 and that the endpoint accepts, in its order.
  package var common: [CipherSuite]
  /// What the systems can add; only when ``common`` is empty.
  package var additions: [SuiteAddition]

  /// Nil where it would be a guess:
  /// 1. The hello is not Schannel's, or its suites are not a whole default list.
  /// 2. Windows Server 2008 R2, where TLS 1.2 is off by default.
  /// 3. An endpoint without TLS 1.2 or with unknown suites, or one that accepts none of the hello's curves.
  package init?(_ hello: ClientHello, _ endpoint: Endpoint) {
    guard endpoint.minimumVersion == .tls12, let taken = endpoint.cipherSuites, let hint = hello.clientSystem,
      hint.stack == .schannel, hint.order == .defaultList, !hint.systems.contains(.v2008R2),
      hello.versionOfSuites < .tls12
    else { return nil }
    if let groups = endpoint.groups, !hello.supportedGroups.contains(where: groups.contains) { return nil }
    let lists = hint.systems.compactMap(SystemProfileRegistry.profile(of:)).flatMap { profile in
      profile.defaultLists.filter {
        $0.order(of: hello.plainSuites, version: hello.versionOfSuites) == .defaultList
      }
    }
    systems = hint.systems
    common = taken.filter { suite in lists.allSatisfy { $0.suites.contains(suite) } }
    additions =
      common.isEmpty
      ? SuiteAddition.all(likely: hint.systems) { profile in
        (taken.flatMap { profile.spellings(of: $0, groups: endpoint.groups) }, [])
      }.filter { !$0.likely.isEmpty } : []
    if common.isEmpty, additions.isEmpty { return nil }
  }
}
