/// The members of one mapping of a policy file, by name.
struct PolicyFields {
  /// What the mapping is, such as `an endpoint`.
  let name: String
  /// Where it begins.
  let position: FilePosition
  private let members: [String: YAMLMember]

  init(name: String, position: FilePosition, members: [YAMLMember] = []) {
    self.name = name
    self.position = position
    self.members = Dictionary(members.map { ($0.key, $0) }) { first, _ in first }
  }

  subscript(key: PolicyKey) -> YAMLValue? { members[key.rawValue]?.value }
}

/// The keys of a policy file.
enum PolicyKey: String, CaseIterable {
  case version, mode, `default`, endpoints
  case id, hosts, addresses, role
  case minimumVersion = "minimum_version"
  case maximumVersion = "maximum_version"
  case cipherSuites = "cipher_suites"
  case cipherSuitesAsOf = "cipher_suites_as_of"
  case groups
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
    .role, .minimumVersion, .maximumVersion, .cipherSuites, .cipherSuitesAsOf, .groups, .certificateKey,
    .expectedIssuers, .message, .resolution, .source,
  ]
  static let ofEndpoint: [PolicyKey] =
    [.id, .hosts, .addresses] + ofTerms + [.validFrom, .validUntil, .periods]
  static let ofPeriod: [PolicyKey] = [.from, .until] + ofTerms
}

extension PolicyReader {
  /// The members of a mapping. Keys that it cannot have are faults; so is a value that is none.
  mutating func fields(_ value: YAMLValue, _ name: String, _ keys: [PolicyKey]) -> PolicyFields? {
    guard case .mapping(let members) = value.content else {
      wrongType(value, name, "a mapping of keys and values")
      return nil
    }
    for member in members where !keys.contains(where: { $0.rawValue == member.key }) {
      let known = keys.map(\.rawValue).joined(separator: ", ")
      fault(member.position, "unknown key \(quoted(member.key)) in \(name)", "the valid keys are \(known)")
    }
    return PolicyFields(name: name, position: value.position, members: members)
  }

  /// The items of a list, which is not to be empty unless it may.
  mutating func list(_ value: YAMLValue, _ key: PolicyKey, mayBeEmpty: Bool = false) -> [YAMLValue]? {
    guard case .list(let items) = value.content else {
      wrongType(value, key.rawValue, "a list, such as [a, b]")
      return nil
    }
    guard !items.isEmpty || mayBeEmpty else {
      fault(value.position, "\(key.rawValue) is empty", "add an item, or omit the key")
      return nil
    }
    return items
  }

  /// Characters that a value may have: a paragraph of a report.
  private static let textLimit = 2000

  /// A single value that is not empty.
  mutating func text(_ value: YAMLValue, _ name: String) -> String? {
    guard case .text(let text) = value.content else {
      wrongType(value, name, "a single value")
      return nil
    }
    guard !text.isEmpty else {
      fault(value.position, "\(name) is empty", "specify a value, or omit the key")
      return nil
    }
    guard text.unicodeScalars.count <= Self.textLimit else {
      fault(value.position, "\(name) has more than \(Self.textLimit) characters", "shorten it")
      return nil
    }
    return text
  }

  private mutating func wrongType(_ value: YAMLValue, _ name: String, _ wanted: String) {
    let found =
      switch value.content {
      case .text(let text): text.isEmpty ? "empty" : "the value \(quoted(text))"
      case .list: "a list"
      case .mapping: "a mapping"
      }
    fault(value.position, "\(name) is \(found)", "it must be \(wanted)")
  }
}
