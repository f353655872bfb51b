import Diagnosis
import Protocols

/// Reads a policy file: its text, its shape, each of its values, and what has to fit together. It continues
/// after a fault, so that one reading reports all of them.
struct PolicyReader {
  private(set) var faults = PolicyFaults()
  /// What the file's entries are added to, when it says `mode: extend`.
  let extended: DatedEndpointPolicy?

  init(extending extended: DatedEndpointPolicy?) {
    self.extended = extended
  }

  mutating func fault(_ position: FilePosition, _ reason: PolicyFault.Reason) {
    faults.add(position, reason)
  }

  /// The policy of a file's bytes.
  mutating func policy(_ bytes: [UInt8]) throws(PolicyFaults) -> DatedEndpointPolicy {
    var yaml = YAMLReading()
    let value = yaml.value(of: try PolicyText(bytes))
    faults = yaml.faults
    let read = value.flatMap { policy($0) }
    if value == nil, faults.isEmpty {
      fault(.start, .noPolicy)
    }
    guard let read, faults.isEmpty else { throw faults.sorted() }
    return read
  }

  /// The policy of a file; nil when it is not even a mapping. With faults it is not to be used.
  private mutating func policy(_ value: YAMLValue) -> DatedEndpointPolicy? {
    guard let file = fields(value, .file, PolicyKey.ofFile) else { return nil }
    readVersion(file)
    let extended = readsExtension(file) ? extended : nil
    let minimum = readDefault(file) ?? extended?.defaultMinimumVersion ?? .tls12
    let entries = readEndpoints(file, defaultMinimum: minimum)
    checkDuplicates(entries)
    var policy = DatedEndpointPolicy(endpoints: entries.map(\.endpoint), defaultMinimumVersion: minimum)
    if let extended { policy.endpoints = Self.extend(extended.endpoints, by: policy.endpoints) }
    return policy
  }

  private mutating func readVersion(_ file: PolicyFields) {
    guard let value = file[.version] else { return fault(file.position, .missingVersion) }
    guard let text = text(value, .version), text != "1" else { return }
    fault(value.position, .unknownFormatVersion(text))
  }

  private mutating func readsExtension(_ file: PolicyFields) -> Bool {
    guard let value = file[.mode], let text = text(value, .mode) else { return false }
    if text != "replace", text != "extend" { fault(value.position, .unknownMode(text)) }
    return text == "extend"
  }

  private mutating func readDefault(_ file: PolicyFields) -> ProtocolVersion? {
    guard let value = file[.default], let fields = fields(value, .value(of: .default), PolicyKey.ofDefault)
    else {
      return nil
    }
    return fields[.minimumVersion].flatMap { version($0, .minimumVersion) }
  }

  private mutating func readEndpoints(
    _ file: PolicyFields, defaultMinimum: ProtocolVersion
  ) -> [EndpointEntry] {
    guard let value = file[.endpoints] else {
      fault(file.position, .missingEndpoints)
      return []
    }
    return list(value, .endpoints, mayBeEmpty: true)?
      .compactMap { entry($0, defaultMinimum: defaultMinimum) } ?? []
  }

  /// An entry with a known id replaces the known entry. Others come before the known ones, so that of two entries for
  /// one host the user's counts.
  private static func extend(_ known: [DatedEndpoint], by added: [DatedEndpoint]) -> [DatedEndpoint] {
    let replacements = Dictionary(added.map { ($0.endpoint.id, $0) }) { first, _ in first }
    let ids = Set(known.map(\.endpoint.id))
    return added.filter { !ids.contains($0.endpoint.id) }
      + known.map { replacements[$0.endpoint.id] ?? $0 }
  }
}

extension PolicyReader {
  /// Reads what an endpoint accepts, and what is said of it, over the values that it has.
  mutating func readTerms(_ fields: PolicyFields, to endpoint: inout Endpoint) {
    if let value = fields[.role], let role = role(value) { endpoint.role = role }
    readVersions(fields, to: &endpoint)
    readSuites(fields, to: &endpoint)
    readGroups(fields, to: &endpoint)
    readSignatureAlgorithms(fields, to: &endpoint)
    readKey(fields, to: &endpoint)
    if let issuers = known(fields, .expectedIssuers, { $0.text($1, .issuer) }) {
      endpoint.expectedIssuers = issuers ?? []
    }
    if let value = fields[.message] { endpoint.message = text(value, .message) }
    if let value = fields[.resolution] { endpoint.resolution = text(value, .resolution) }
    if let value = fields[.source] { endpoint.source = text(value, .source) }
  }

  private mutating func readVersions(_ fields: PolicyFields, to endpoint: inout Endpoint) {
    let minimum = fields[.minimumVersion].map { version($0, .minimumVersion) }
    let maximum = fields[.maximumVersion].map { version($0, .maximumVersion) }
    if let minimum = minimum ?? nil {
      endpoint.minimumVersion = minimum
      endpoint.statesMinimumVersion = true
    }
    if let maximum = maximum ?? nil { endpoint.maximumVersion = maximum }
    // A version that could not be read says nothing about the order.
    let isRead = minimum.map { $0 != nil } ?? true && maximum.map { $0 != nil } ?? true
    guard isRead, endpoint.maximumVersion < endpoint.minimumVersion,
      let position = (fields[.minimumVersion] ?? fields[.maximumVersion])?.position
    else { return }
    fault(
      position, .reversedVersions(minimum: endpoint.minimumVersion, maximum: endpoint.maximumVersion))
  }

  /// The date belongs to the list, so a list of another time brings its own.
  private mutating func readSuites(_ fields: PolicyFields, to endpoint: inout Endpoint) {
    if let suites = known(fields, .cipherSuites, { $0.cipherSuite($1) }) {
      (endpoint.cipherSuites, endpoint.cipherSuitesAsOf) = (suites, nil)
    }
    if let date = listDate(
      fields, .cipherSuitesAsOf, of: .cipherSuites, isKnown: endpoint.cipherSuites != nil)
    {
      endpoint.cipherSuitesAsOf = date
    }
  }

  private mutating func readGroups(_ fields: PolicyFields, to endpoint: inout Endpoint) {
    if let groups = known(fields, .groups, { $0.group($1) }) {
      (endpoint.groups, endpoint.groupsAsOf, endpoint.areGroupsComplete) = (groups, nil, true)
    }
    if let date = listDate(fields, .groupsAsOf, of: .groups, isKnown: endpoint.groups != nil) {
      endpoint.groupsAsOf = date
    }
    if let value = fields[.groupsComplete], let isYes = isYes(value, .groupsComplete) {
      endpoint.areGroupsComplete = isYes
    }
  }

  private mutating func readSignatureAlgorithms(_ fields: PolicyFields, to endpoint: inout Endpoint) {
    if let algorithms = known(fields, .signatureAlgorithms, { $0.signatureAlgorithm($1) }) {
      (endpoint.signatureAlgorithms, endpoint.signatureAlgorithmsAsOf) = (algorithms, nil)
    }
    let isKnown = endpoint.signatureAlgorithms != nil
    if let date = listDate(fields, .signatureAlgorithmsAsOf, of: .signatureAlgorithms, isKnown: isKnown) {
      endpoint.signatureAlgorithmsAsOf = date
    }
  }

  /// The date of a list, which must be there; the list may have a fault.
  private mutating func listDate(
    _ fields: PolicyFields, _ key: PolicyKey, of list: PolicyKey, isKnown: Bool
  ) -> String? {
    guard let value = fields[key] else { return nil }
    let isListed = if case .list = fields[list]?.content { true } else { false }
    if !isListed, !isKnown { fault(value.position, .dateWithoutList(key, of: list)) }
    return monthOrDay(value, key)
  }

  private mutating func readKey(_ fields: PolicyFields, to endpoint: inout Endpoint) {
    guard let value = fields[.certificateKey], let text = text(value, .certificateKey) else { return }
    switch text.uppercased() {
    case "RSA": endpoint.hasRSACertificate = true
    case "ECDSA": endpoint.hasRSACertificate = false
    case "UNKNOWN": endpoint.hasRSACertificate = nil
    default: fault(value.position, .unknownKeyKind(text))
    }
  }

  /// The items of a list, each once; the inner nil for `unknown`, the outer when the key is missing.
  private mutating func known<Item: Hashable>(
    _ fields: PolicyFields, _ key: PolicyKey, _ item: (inout PolicyReader, YAMLValue) -> Item?
  ) -> [Item]?? {
    guard let value = fields[key] else { return nil }
    if case .text("unknown") = value.content { return .some(nil) }
    var seen: Set<Item> = []
    let items = list(value, key)?.compactMap { element -> Item? in
      guard let read = item(&self, element) else { return nil }
      guard seen.insert(read).inserted else {
        fault(element.position, .repeatedItem(.value(of: key)))
        return nil
      }
      return read
    }
    return items.map { .some($0) }
  }
}
