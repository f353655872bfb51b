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
