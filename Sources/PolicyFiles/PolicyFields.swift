/// The members of one mapping of a policy file, by name.
struct PolicyFields {
  /// Where the mapping begins.
  let position: FilePosition
  private let members: [String: YAMLMember]

  init(position: FilePosition, members: [YAMLMember]) {
    self.position = position
    self.members = Dictionary(members.map { ($0.key, $0) }) { first, _ in first }
  }

  subscript(key: PolicyKey) -> YAMLValue? { members[key.rawValue]?.value }
}

/// The keys of a policy file.
package enum PolicyKey: String, CaseIterable, Sendable {
  case version, mode, `default`, endpoints
  case id, hosts, addresses, role
  case minimumVersion = "minimum_version"
  case maximumVersion = "maximum_version"
  case cipherSuites = "cipher_suites"
  case cipherSuitesAsOf = "cipher_suites_as_of"
  case groups
  case groupsAsOf = "groups_as_of"
  case groupsComplete = "groups_complete"
  case signatureAlgorithms = "signature_algorithms"
  case signatureAlgorithmsAsOf = "signature_algorithms_as_of"
  case certificateKey = "certificate_key"
  case expectedIssuers = "expected_issuers"
  case message, resolution, source
  case validFrom = "valid_from"
  case validUntil = "valid_until"
  case periods, from, until

  static let ofFile: [PolicyKey] = [.version, .mode, .default, .endpoints]
  static let ofDefault: [PolicyKey] = [.minimumVersion]
  /// What an endpoint accepts and what is said of it: these have dates.
  static let ofTerms: [PolicyKey] = [
    .role, .minimumVersion, .maximumVersion, .cipherSuites, .cipherSuitesAsOf, .groups, .groupsAsOf,
    .groupsComplete, .signatureAlgorithms, .signatureAlgorithmsAsOf, .certificateKey, .expectedIssuers,
    .message, .resolution, .source,
  ]
  static let ofEndpoint: [PolicyKey] =
    [.id, .hosts, .addresses] + ofTerms + [.validFrom, .validUntil, .periods]
  static let ofPeriod: [PolicyKey] = [.from, .until] + ofTerms
}

extension PolicyReader {
  /// The members of a mapping. Keys that it cannot have are faults; so is a value that is none.
  mutating func fields(_ value: YAMLValue, _ element: PolicyElement, _ keys: [PolicyKey]) -> PolicyFields? {
    guard case .mapping(let members) = value.content else {
      wrongShape(value, element, .mapping)
      return nil
    }
    for member in members where !keys.contains(where: { $0.rawValue == member.key }) {
      fault(member.position, .unknownKey(member.key, in: element, valid: keys))
    }
    return PolicyFields(position: value.position, members: members)
  }

  /// The items of a list, which is not to be empty unless it may.
  mutating func list(_ value: YAMLValue, _ key: PolicyKey, mayBeEmpty: Bool = false) -> [YAMLValue]? {
    guard case .list(let items) = value.content else {
      wrongShape(value, .value(of: key), .list)
      return nil
    }
    guard !items.isEmpty || mayBeEmpty else {
      fault(value.position, .emptyList(.value(of: key)))
      return nil
    }
    return items
  }

  /// Characters that a value may have: a paragraph of a report.
  private static let textLimit = 2000

  mutating func text(_ value: YAMLValue, _ key: PolicyKey) -> String? { text(value, .value(of: key)) }

  /// A single value that is not empty.
  mutating func text(_ value: YAMLValue, _ element: PolicyElement) -> String? {
    guard case .text(let text) = value.content else {
      wrongShape(value, element, .text)
      return nil
    }
    guard !text.isEmpty else {
      fault(value.position, .emptyText(element))
      return nil
    }
    guard text.unicodeScalars.count <= Self.textLimit else {
      fault(value.position, .tooLong(element, limit: Self.textLimit))
      return nil
    }
    return text
  }

  private mutating func wrongShape(
    _ value: YAMLValue, _ element: PolicyElement, _ wanted: PolicyShape.Kind
  ) {
    let found: PolicyShape =
      switch value.content {
      case .text(let text): .text(text)
      case .list: .list
      case .mapping: .mapping
      }
    fault(value.position, .wrongShape(element, is: found, shouldBe: wanted))
  }
}
