import Diagnosis
import Protocols

extension PolicyReader {
  /// Reads what a server takes, and what is said of it, over what the endpoint holds already.
  mutating func readTerms(_ fields: PolicyFields, to endpoint: inout Endpoint) {
    if let value = fields[.role], let role = role(value) { endpoint.role = role }
    readVersions(fields, to: &endpoint)
    readSuites(fields, to: &endpoint)
    if let groups = known(fields, .groups, { $0.group($1) }) { endpoint.groups = groups }
    readKey(fields, to: &endpoint)
    if let issuers = known(fields, .expectedIssuers, { $0.text($1, "an expected issuer") }) {
      endpoint.expectedIssuers = issuers ?? []
    }
    if let value = fields[.message] { endpoint.message = text(value, "message") }
    if let value = fields[.resolution] { endpoint.resolution = text(value, "resolution") }
    if let value = fields[.source] { endpoint.source = text(value, "source") }
  }

  private mutating func readVersions(_ fields: PolicyFields, to endpoint: inout Endpoint) {
    let minimum = fields[.minimumVersion].map { version($0, .minimumVersion) }
    let maximum = fields[.maximumVersion].map { version($0, .maximumVersion) }
    if let minimum = minimum ?? nil { endpoint.minimumVersion = minimum }
    if let maximum = maximum ?? nil { endpoint.maximumVersion = maximum }
    // A version that could not be read says nothing about the order.
    let isRead = minimum.map { $0 != nil } ?? true && maximum.map { $0 != nil } ?? true
    guard isRead, endpoint.maximumVersion < endpoint.minimumVersion,
      let place = (fields[.minimumVersion] ?? fields[.maximumVersion])?.place
    else { return }
    fault(
      place,
      "minimum_version \(endpoint.minimumVersion.displayName) is above maximum_version \(endpoint.maximumVersion.displayName)",
      "write the older of the two as minimum_version")
  }

  /// The date belongs to the list, so a list of another time brings its own.
  private mutating func readSuites(_ fields: PolicyFields, to endpoint: inout Endpoint) {
    if let suites = known(fields, .cipherSuites, { $0.cipherSuite($1) }) {
      (endpoint.cipherSuites, endpoint.cipherSuitesAsOf) = (suites, nil)
    }
    guard let value = fields[.cipherSuitesAsOf] else { return }
    endpoint.cipherSuitesAsOf = monthOrDay(value, .cipherSuitesAsOf)
    // A list with a fault is there all the same.
    if case .list = fields[.cipherSuites]?.content { return }
    if endpoint.cipherSuites == nil {
      fault(value.place, "cipher_suites_as_of has no cipher_suites", "write the list that it is the date of")
    }
  }

  private mutating func readKey(_ fields: PolicyFields, to endpoint: inout Endpoint) {
    guard let value = fields[.certificateKey], let text = text(value, "certificate_key") else { return }
    switch text.uppercased() {
    case "RSA": endpoint.hasRSACertificate = true
    case "ECDSA": endpoint.hasRSACertificate = false
    case "UNKNOWN": endpoint.hasRSACertificate = nil
    default: fault(value.place, "\(quoted(text)) is no kind of key", "write RSA, ECDSA or unknown")
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
        fault(element.place, "this item of \(key.rawValue) stands there already", "remove one of the two")
        return nil
      }
      return read
    }
    return items.map { .some($0) }
  }
}
