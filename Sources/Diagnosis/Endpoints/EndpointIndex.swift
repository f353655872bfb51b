import PacketDecoding

/// The hosts of a policy in the order in which a flow asks for them: made once, asked for each flow.
struct EndpointIndex: Sendable {
  private var exact: [String: Int] = [:]
  /// How the hosts end: most names of a capture are none of them, and are told so at once.
  private var endings: Set<UInt64> = []
  /// Wildcards without their star, the longest first.
  private var suffixes: [(suffix: String, endpoint: Int)] = []
  /// The host that stands for an address.
  private var hosts: [IPAddress: String] = [:]

  init(_ policy: EndpointPolicy) {
    for (number, endpoint) in policy.endpoints.enumerated() {
      for host in endpoint.hosts {
        endings.insert(Self.ending(of: host))
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

  /// The place in the policy of the entry for a host; the same as ``EndpointPolicy/endpoint(forHost:)``.
  func endpoint(forHost host: String) -> Int? {
    guard endings.contains(Self.ending(of: host)) else { return nil }
    if let number = exact[host] { return number }
    return suffixes.first { host.utf8.count > $0.suffix.utf8.count && host.hasSuffix($0.suffix) }?.endpoint
  }

  /// The last four bytes of a name: a host's and those of every name that its wildcard stands for.
  private static func ending(of host: String) -> UInt64 {
    host.utf8.suffix(4).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The host that stands for an address which the policy lists; nil for every other.
  func host(forAddress address: IPAddress) -> String? {
    hosts.isEmpty ? nil : hosts[address]
  }
}
