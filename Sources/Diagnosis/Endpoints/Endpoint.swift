package import Packets
package import Protocols

/// One server of the update service and what it takes.
package struct Endpoint: Hashable, Sendable {
  /// The name that reports use, such as `sws`.
  package var id: String
  /// Host names in lower case; a leading `*.` stands for one or more labels.
  package var hosts: [String]
  package var role: EndpointRole
  /// The lowest and the highest version it takes.
  package var minimumVersion: ProtocolVersion
  package var maximumVersion: ProtocolVersion
  /// The cipher suites it takes; nil when that is not known.
  package var cipherSuites: [CipherSuite]?
  /// When that list was true, as `YYYY-MM`.
  package var cipherSuitesAsOf: String?
  /// The groups it takes; nil when that is not known.
  package var groups: [NamedGroup]?
  /// Whether its certificate holds an RSA key; nil when that is not known.
  package var hasRSACertificate: Bool?
  /// Parts of issuer names that its certificate may come from; empty when that is not known.
  package var expectedIssuers: [String]
  /// Addresses that stand for it where nothing else names the server; usually empty, because Microsoft's
  /// addresses change.
  package var addresses: [IPAddress]
  /// What to tell who still uses it, in the policy's own words; nil for the built-in text.
  package var message: String?
  /// What to do about it, in the policy's own words; nil for the built-in steps.
  package var resolution: String?
  /// Where these facts are written; nil when the policy does not say.
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

/// Which servers are the update service, and what each takes.
///
/// The list changes over time: it is data, read from a file, and this is how it stood on one day; see
/// ``DatedEndpointPolicy``.
package struct EndpointPolicy: Hashable, Sendable {
  package var endpoints: [Endpoint]
  /// The lowest version that a server which no entry names is taken to accept.
  package var defaultMinimumVersion: ProtocolVersion

  package init(endpoints: [Endpoint], defaultMinimumVersion: ProtocolVersion) {
    self.endpoints = endpoints
    self.defaultMinimumVersion = defaultMinimumVersion
  }
}

/// What a server is for, in the life of a WSUS server. The raw value is its name in a policy file.
package enum EndpointRole: String, CaseIterable, Hashable, Sendable {
  /// Metadata is synchronised from it, and imports by hand go through it.
  case sync
  /// The same, for systems that cannot do better; it will be switched off.
  case legacySync = "legacy_sync"
  /// It served synchronisation once and does no more.
  case retired
  /// The Microsoft Update Catalog.
  case catalog
  /// Files, and the services around them.
  case content
  /// Lists of revoked certificates, of trusted roots, and answers about single certificates. They are fetched over
  /// plain HTTP, because they are signed and TLS would need them first (RFC 5280, section 8).
  case certificateLists = "certificate_lists"
  /// A WSUS server that serves others: on port 8530 over HTTP, on 8531 over HTTPS.
  case downstreamServer = "downstream_server"

  /// Whether a connection to it is one with the update service. Certificate lists serve any program: a capture
  /// with nothing else holds no update traffic.
  package var isUpdateService: Bool { self != .certificateLists }

  /// Whether every connection to it, but those to ports of plain HTTP, is to carry TLS. Elsewhere only the port
  /// can tell: content and lists come over HTTP as well, and a WSUS server may listen anywhere.
  var speaksOnlyTLS: Bool {
    switch self {
    case .sync, .legacySync, .retired, .catalog: true
    case .content, .certificateLists, .downstreamServer: false
    }
  }
}

/// One entry of a policy, by its place among the others: a flow or a finding that carries the whole of it is moved about
/// with ten references.
package struct PolicyEntry: Sendable {
  private let entries: [Endpoint]
  private let place: Int

  /// - Parameter place: from 0 to the number of `entries` - 1.
  init(_ entries: [Endpoint], at place: Int) {
    self.entries = entries
    self.place = place
  }

  /// An entry that stands in no policy that is at hand.
  init(_ endpoint: Endpoint) { self.init([endpoint], at: 0) }

  package var endpoint: Endpoint { entries[place] }
}

extension Endpoint {
  /// Whether the server's chain, by its index in the store, is one that the entry expects: on the way from the
  /// server's own certificate upwards somebody issued who is expected.
  ///
  /// 1. Authorities are replaced every few years, and a new one hangs below the same roots: so any issuer of the chain
  ///    may be the expected one, not only the first.
  /// 2. Only a chain that holds together counts, each issuer being the subject of the certificate behind it: what
  ///    inspects a connection may put the true certificates behind its own.
  /// 3. A server's certificate that cannot be read says nothing and passes, and so does an entry without issuers.
  ///
  /// Names are compared, not signatures. A device that gives its own authority a name of Microsoft's passes.
  func expects(_ chain: UInt32, in store: EvidenceStore) -> Bool {
    let chain = store.knownCertificates(ofChain: chain)
    guard !expectedIssuers.isEmpty, let leaf = chain.first, !leaf.issuer.isEmpty else { return true }
    for (place, certificate) in chain.enumerated() {
      if isExpected(certificate.issuer) { return true }
      guard place + 1 < chain.count, chain[place + 1].subject == certificate.issuer else { return false }
    }
    return false
  }

  private func isExpected(_ issuer: String) -> Bool {
    let issuer = issuer.lowercased()
    return !issuer.isEmpty && expectedIssuers.contains { issuer.contains($0.lowercased()) }
  }
}

extension EvidenceStore {
  /// The certificates of a chain, the sender's own first; empty for an index that is none.
  package func knownCertificates(ofChain chain: UInt32) -> [CertificateSummary] {
    guard Int(chain) < chains.count else { return [] }
    return chains[Int(chain)].filter { Int($0) < certificates.count }.map { certificates[Int($0)] }
  }
}
