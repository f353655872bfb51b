package import Protocols

extension EndpointPolicy {
  /// The entry for a host name in lower case without a trailing dot; nil when no entry names it.
  ///
  /// An exact name beats a wildcard, and a longer wildcard beats a shorter one. `*.example.com` stands for
  /// every name below `example.com`, at any depth, and not for `example.com` itself.
  package func endpoint(forHost host: String) -> Endpoint? {
    var best: (index: Int, suffix: Int)?
    for (index, endpoint) in endpoints.enumerated() {
      for pattern in endpoint.hosts {
        if pattern == host { return endpoint }
        guard pattern.hasPrefix("*."), pattern.utf8.count > best?.suffix ?? 0 else { continue }
        if Self.matches(host, wildcard: pattern) { best = (index, pattern.utf8.count) }
      }
    }
    return best.map { endpoints[$0.index] }
  }

  private static func matches(_ host: String, wildcard: String) -> Bool {
    host.utf8.count >= wildcard.utf8.count && host.hasSuffix(String(wildcard.dropFirst()))
  }
}

extension Endpoint {
  /// The cipher suites that a hello offers and the endpoint takes, in the client's order; nil when the policy
  /// does not know the endpoint's suites.
  package func commonCipherSuites(with hello: ClientHello) -> [CipherSuite]? {
    guard let taken = cipherSuites else { return nil }
    return hello.cipherSuites.filter { taken.contains($0) }
  }

  /// The name that stands for an endpoint which only its address gave away: its first host that is no
  /// wildcard.
  package var principalHost: String? { hosts.first { !$0.hasPrefix("*.") } }
}
