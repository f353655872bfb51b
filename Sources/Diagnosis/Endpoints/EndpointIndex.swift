import Packets
package import Protocols

/// The hosts of a policy, prepared for a lookup in each flow.
struct EndpointIndex: Sendable {
  private var exact: [String: Int] = [:]
  /// How the hosts end: most names are excluded at once.
  private var endings: [Ending] = []
  /// Wildcards without their star, the longest first.
  private var suffixes: [(suffix: String, endpoint: Int)] = []
  private var hosts: [IPAddress: String] = [:]

  init(_ policy: EndpointPolicy) {
    for (number, endpoint) in policy.endpoints.enumerated() {
      for host in endpoint.hosts {
        let suffix = host.hasPrefix("*.") ? host.dropFirst() : host[...]
        let ending = Ending(of: suffix.utf8)
        if !endings.contains(ending) { endings.append(ending) }
        if host.hasPrefix("*.") {
          suffixes.append((String(host.dropFirst()), number))
        } else if exact[host] == nil {
          exact[host] = number
        }
      }
      guard let host = endpoint.principalHost else { continue }
      for address in endpoint.addresses where hosts[address] == nil { hosts[address] = host }
    }
    suffixes.sort { ($1.suffix.utf8.count, $0.endpoint) < ($0.suffix.utf8.count, $1.endpoint) }
  }

  /// The index of the entry for a host; as ``EndpointPolicy/endpoint(forHost:)``.
  func endpoint(forHost host: String) -> Int? {
    guard isEnding(host.utf8.span) else { return nil }
    if let number = exact[host] { return number }
    return suffixes.first { host.utf8.count > $0.suffix.utf8.count && host.hasSuffix($0.suffix) }?.endpoint
  }

  /// Whether a name, given as UTF-8, ends as a host of the policy does.
  func isEnding(_ name: Span<UInt8>) -> Bool {
    var last: UInt64 = 0
    for place in max(0, name.count - Ending.size)..<name.count { last = last << 8 | UInt64(name[place]) }
    return endings.contains { last & $0.mask == $0.bytes }
  }

  /// The last bytes of a host, and of every name that its wildcard matches.
  private struct Ending: Hashable, Sendable {
    let bytes: UInt64
    /// Which bits of a name's last eight bytes count: a host may be shorter.
    let mask: UInt64

    static let size = 8

    init(of suffix: some BidirectionalCollection<UInt8>) {
      let last = suffix.suffix(Self.size)
      bytes = last.reduce(0) { $0 << 8 | UInt64($1) }
      mask = last.reduce(0) { mask, _ in mask << 8 | 0xff }
    }
  }

  func host(forAddress address: IPAddress) -> String? {
    hosts.isEmpty ? nil : hosts[address]
  }
}

extension EndpointPolicy {
  /// The entry for a host name in lower case without a trailing dot.
  ///
  /// An exact name precedes a wildcard, and a longer wildcard a shorter one. `*.example.com` matches at any
  /// depth, but not `example.com`.
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
  /// The suites that the hello offers and the endpoint accepts, in the client's order; nil when unknown.
  package func commonCipherSuites(with hello: ClientHello) -> [CipherSuite]? {
    guard let taken = cipherSuites else { return nil }
    return hello.cipherSuites.filter { taken.contains($0) }
  }

  /// The name of an endpoint that only its address identified: its first host without a wildcard.
  package var principalHost: String? { hosts.first { !$0.hasPrefix("*.") } }
}
