package import Packets
package import Protocols

/// One server of the update service and what it accepts.
package struct Endpoint: Hashable, Sendable {
  package var id: String
  /// Host names in lower case; a leading `*.` matches one or more labels.
  package var hosts: [String]
  package var role: EndpointRole
  /// The lowest and the highest version it accepts.
  package var minimumVersion: ProtocolVersion
  package var maximumVersion: ProtocolVersion
  /// Whether the policy states the lowest version: else it is the default of servers that no entry names.
  package var statesMinimumVersion = true
  /// The cipher suites it accepts; nil when unknown.
  package var cipherSuites: [CipherSuite]?
  /// When that list was current, as `YYYY-MM`.
  package var cipherSuitesAsOf: String?
  /// The groups it accepts; nil when unknown.
  package var groups: [NamedGroup]?
  /// When that list was current, as `YYYY-MM`.
  package var groupsAsOf: String?
  /// False where the source names those groups and does not say that there are no others.
  package var areGroupsComplete = true
  /// The signature algorithms that it signs with; nil when unknown.
  package var signatureAlgorithms: [SignatureScheme]?
  /// When that list was current, as `YYYY-MM`.
  package var signatureAlgorithmsAsOf: String?
  /// Whether its certificate has an RSA key; nil when unknown.
  package var hasRSACertificate: Bool?
  /// Parts of issuer names of its certificate; empty when unknown.
  package var expectedIssuers: [String]
  /// Addresses that identify it where no name does; usually empty, because Microsoft's addresses change.
  package var addresses: [IPAddress]
  /// What to tell its users, in the policy's own words; nil for the built-in text.
  package var message: String?
  /// What to do about it, in the policy's own words; nil for the built-in steps.
  package var resolution: String?
  /// A reference for these facts.
  package var source: String?

  package init(
    id: String, hosts: [String], role: EndpointRole, minimumVersion: ProtocolVersion,
    maximumVersion: ProtocolVersion, cipherSuites: [CipherSuite]?, cipherSuitesAsOf: String?,
    groups: [NamedGroup]?, hasRSACertificate: Bool?, expectedIssuers: [String], addresses: [IPAddress] = [],
    message: String? = nil, resolution: String? = nil, source: String? = nil
  ) {
    self.id = id
    self.hosts = hosts
    self.role = role
    self.minimumVersion = minimumVersion
    self.maximumVersion = maximumVersion
    self.cipherSuites = cipherSuites
    self.cipherSuitesAsOf = cipherSuitesAsOf
    self.groups = groups
    self.hasRSACertificate = hasRSACertificate
    self.expectedIssuers = expectedIssuers
    self.addresses = addresses
    self.message = message
    self.resolution = resolution
    self.source = source
  }
}

/// The servers of the update service and what each accepts on one day; see ``DatedEndpointPolicy``.
package struct EndpointPolicy: Hashable, Sendable {
  package var endpoints: [Endpoint]
  /// The lowest version of a server that no entry names.
  package var defaultMinimumVersion: ProtocolVersion

  package init(endpoints: [Endpoint], defaultMinimumVersion: ProtocolVersion) {
    self.endpoints = endpoints
    self.defaultMinimumVersion = defaultMinimumVersion
  }
}

/// The role of a server. The raw value is its name in a policy file.
package enum EndpointRole: String, CaseIterable, Hashable, Sendable {
  case sync
  /// The same, for old systems; it will be switched off.
  case legacySync = "legacy_sync"
  /// It no longer serves synchronisation.
  case retired
  case catalog
  case content
  /// Lists of revoked certificates and trusted roots. Fetched over plain HTTP, because they are signed and
  /// TLS would need them first (RFC 5280, section 8).
  case certificateLists = "certificate_lists"
  /// A WSUS server for others, on port 8530 over HTTP and 8531 over HTTPS.
  case downstreamServer = "downstream_server"

  /// Whether connections to it count as update traffic. Certificate lists serve any program.
  package var isUpdateService: Bool { self != .certificateLists }

  /// Whether every connection except to plain HTTP ports should use TLS. Content and lists also come over
  /// HTTP, and a WSUS server may listen anywhere.
  var speaksOnlyTLS: Bool {
    switch self {
    case .sync, .legacySync, .retired, .catalog: true
    case .content, .certificateLists, .downstreamServer: false
    }
  }
}

/// One entry of a policy, by index: a copy of it in each flow has ten references.
package struct PolicyEntry: Sendable {
  private let entries: [Endpoint]
  private let place: Int

  init(_ entries: [Endpoint], at place: Int) {
    self.entries = entries
    self.place = place
  }

  init(_ endpoint: Endpoint) { self.init([endpoint], at: 0) }

  package var endpoint: Endpoint { entries[place] }
  var role: EndpointRole { entries[place].role }
}

extension Endpoint {
  /// Whether any certificate of the server's chain was issued by an authority that the entry expects.
  /// 1. Authorities are replaced under the same roots, so any issuer of the chain may be the expected one.
  /// 2. Each issuer must be the subject of the next certificate: an inspecting device may append the true
  ///    ones.
  /// 3. An unreadable certificate and an entry without issuers pass. Names are compared, not signatures.
  func expects(_ chain: UInt32, in store: EvidenceStore) -> Bool {
    let isWhole = Int(chain) < store.chains.count && store.chains[Int(chain)].extent == .whole
    let chain = store.knownCertificates(ofChain: chain)
    guard !expectedIssuers.isEmpty, let leaf = chain.first, !leaf.issuer.isEmpty else { return true }
    for (place, certificate) in chain.enumerated() {
      if isExpected(certificate.issuer) { return true }
      // The expected issuer may be in what was not read.
      guard place + 1 < chain.count else { return !isWhole }
      guard chain[place + 1].subject == certificate.issuer else { return false }
    }
    return false
  }

  private func isExpected(_ issuer: String) -> Bool {
    let issuer = issuer.lowercased()
    return !issuer.isEmpty && expectedIssuers.contains { issuer.contains($0.lowercased()) }
  }
}

extension EvidenceStore {
  package func knownCertificates(ofChain chain: UInt32) -> [CertificateSummary] {
    guard Int(chain) < chains.count else { return [] }
    return chains[Int(chain)].certificates.filter { Int($0) < certificates.count }.map {
      certificates[Int($0)]
    }
  }
}
