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
    case .unknown, .shared, .cut: return nil
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
