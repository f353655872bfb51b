package import Diagnosis
package import Packets

/// The names in the endpoint policy, which are not replaced.
package struct PublicNames: Sendable {
  private let policy: EndpointPolicy
  private let issuers: [String]

  package init(_ policy: EndpointPolicy) {
    self.policy = policy
    issuers = Set(policy.endpoints.flatMap(\.expectedIssuers)).map { $0.lowercased() }.filter { !$0.isEmpty }
  }

  /// The hosts of the policy, some with a `*` in front.
  package var hosts: [String] { policy.endpoints.flatMap(\.hosts) }

  /// Addresses that the policy itself lists.
  package var addresses: Set<IPAddress> { Set(policy.endpoints.flatMap(\.addresses)) }

  /// Whether a name in lower case is a host of the policy, or a wildcard of a certificate that covers one.
  package func contains(host: String) -> Bool {
    if policy.endpoint(forHost: host) != nil { return true }
    guard host.hasPrefix("*.") else { return false }
    let suffix = host.dropFirst()
    return policy.endpoints.contains { $0.hosts.contains { $0.hasSuffix(suffix) } }
  }

  /// Whether a part of such a name is of the issuer itself, or says that it is Microsoft's.
  func contains(_ part: DirectoryName.Part) -> Bool {
    let value = part.value.lowercased()
    return Self.organization.contains(value)
      || issuers.contains { Self.isNumbered(value, $0) || $0.contains("\(part.type.lowercased())=\(value)") }
  }

  /// A name with a number behind it, such as `CA 2.1`.
  private static func isNumbered(_ value: String, _ name: String) -> Bool {
    value.hasPrefix(name) && value.dropFirst(name.count).allSatisfy { $0 == " " || $0 == "." || $0.isNumber }
  }

  /// The organisation, its units and its place in certificates of the update service.
  private static let organization: Set<String> = [
    "microsoft corporation", "microsoft", "dsp", "redmond", "washington", "wa", "us",
  ]

  /// Whether a distinguished name is one that the policy expects certificates from.
  package func contains(issuer: String) -> Bool {
    let issuer = issuer.lowercased()
    return issuers.contains { issuer.contains($0) }
  }
}
