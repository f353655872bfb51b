import Diagnosis
import Packets

/// The names of the endpoint policy, which are public.
struct PublicNames: Sendable {
  private let policy: EndpointPolicy
  private let issuers: [String]

  init(_ policy: EndpointPolicy) {
    self.policy = policy
    issuers = Set(policy.endpoints.flatMap(\.expectedIssuers)).map { $0.lowercased() }.filter { !$0.isEmpty }
  }

  /// Addresses that the policy itself lists.
  var addresses: Set<IPAddress> { Set(policy.endpoints.flatMap(\.addresses)) }

  /// Whether a name in lower case is a host of the policy, or a wildcard of a certificate that covers one.
  func holds(host: String) -> Bool {
    if policy.endpoint(forHost: host) != nil { return true }
    guard host.hasPrefix("*.") else { return false }
    let suffix = host.dropFirst()
    return policy.endpoints.contains { $0.hosts.contains { $0.hasSuffix(suffix) } }
  }

  /// Whether a distinguished name is one that the policy expects certificates from.
  func holds(issuer: String) -> Bool {
    let issuer = issuer.lowercased()
    return issuers.contains { issuer.contains($0) }
  }
}

extension IPAddress {
  /// Whether it can be a server's on the internet. An address of a private network is the customer's own, whatever
  /// name was asked for there (RFC 1918, RFC 6598, RFC 4193, and the special addresses of RFC 6890).
  var isGlobal: Bool {
    guard isIPv4 else { return high >> 61 == 1 }
    let address = UInt32(truncatingIfNeeded: low)
    let isPrivate = [(0x0a00_0000, 8), (0xac10_0000, 12), (0xc0a8_0000, 16)].contains { address.isIn($0) }
    let isSpecial = [(0x7f00_0000, 8), (0xa9fe_0000, 16), (0x6440_0000, 10), (0, 8)].contains {
      address.isIn($0)
    }
    return !isPrivate && !isSpecial && address < 0xe000_0000
  }
}

extension UInt32 {
  fileprivate func isIn(_ network: (prefix: UInt32, bits: UInt32)) -> Bool {
    self >> (32 - network.bits) == network.prefix >> (32 - network.bits)
  }
}
