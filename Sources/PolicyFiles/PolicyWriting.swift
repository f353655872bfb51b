package import Diagnosis
import Packets
import Protocols
import Yams

extension PolicyFile {
  /// The policy as a file that reads back as the same policy, without comments.
  /// - Throws: only when memory is short.
  package static func text(of policy: DatedEndpointPolicy) throws -> String {
    let file = mapping([
      (.version, .scalar("1")), (.mode, .scalar("replace")),
      (.default, mapping([(.minimumVersion, .scalar(policy.defaultMinimumVersion.displayName))])),
      (.endpoints, Node(policy.endpoints.map(node), .list, policy.endpoints.isEmpty ? .flow : .block)),
    ])
    return try serialize(node: file, width: -1, allowUnicode: true)
  }

  private static func node(_ entry: DatedEndpoint) -> Node {
    let endpoint = entry.endpoint
    return mapping(
      [(.id, .scalar(endpoint.id)), (.hosts, .list(endpoint.hosts))]
        + (endpoint.addresses.isEmpty
          ? [] : [(.addresses, .list(endpoint.addresses.map(\.description)))])
        + terms(of: endpoint, over: nil)
        + dates(entry.validity, .validFrom, .validUntil)
        + (entry.periods.isEmpty
          ? [] : [(.periods, Node(entry.periods.map { node($0, over: endpoint) }, .list, .block))]))
  }

  private static func node(_ period: DatedEndpoint.Period, over base: Endpoint) -> Node {
    mapping(dates(period.span, .from, .until) + terms(of: period.endpoint, over: base))
  }

  private static func dates(_ span: DateSpan, _ from: PolicyKey, _ until: PolicyKey) -> [(PolicyKey, Node)] {
    [(from, span.from), (until, span.until)].compactMap { key, date in
      date.map { (key, .scalar($0.description)) }
    }
  }

  /// The terms of an endpoint that are known; over others only those that differ, `unknown` where they are not known.
  private static func terms(of endpoint: Endpoint, over base: Endpoint?) -> [(PolicyKey, Node)] {
    var terms: [(PolicyKey, Node)] = []
    if endpoint.role != base?.role { terms.append((.role, .scalar(endpoint.role.rawValue))) }
    let isKnown = base?.statesMinimumVersion == true && endpoint.minimumVersion == base?.minimumVersion
    if endpoint.statesMinimumVersion, !isKnown {
      terms.append((.minimumVersion, .scalar(endpoint.minimumVersion.displayName)))
    }
    if endpoint.maximumVersion != base?.maximumVersion {
      terms.append((.maximumVersion, .scalar(endpoint.maximumVersion.displayName)))
    }
    terms += cryptography(of: endpoint, over: base)
    // What applies to one time is not copied to another.
    for (key, text) in [
      (PolicyKey.message, endpoint.message), (.resolution, endpoint.resolution), (.source, endpoint.source),
    ] {
      if let text { terms.append((key, .scalar(text))) }
    }
    return terms
  }

  private static func cryptography(of endpoint: Endpoint, over base: Endpoint?) -> [(PolicyKey, Node)] {
    var terms: [(PolicyKey, Node)] = []
    let suites = endpoint.cipherSuites
    if suites != base?.cipherSuites || endpoint.cipherSuitesAsOf != base?.cipherSuitesAsOf {
      terms.append((.cipherSuites, .list(suites?.map(name))))
      if let date = endpoint.cipherSuitesAsOf { terms.append((.cipherSuitesAsOf, .scalar(date))) }
    }
    terms += groups(of: endpoint, over: base) + signatureAlgorithms(of: endpoint, over: base)
    if endpoint.hasRSACertificate != base?.hasRSACertificate {
      let key = endpoint.hasRSACertificate.map { $0 ? "RSA" : "ECDSA" }
      terms.append((.certificateKey, .scalar(key ?? "unknown")))
    }
    let issuers = endpoint.expectedIssuers
    if issuers != base?.expectedIssuers ?? [] {
      terms.append((.expectedIssuers, .list(issuers.isEmpty ? nil : issuers)))
    }
    return terms
  }

  private static func groups(of endpoint: Endpoint, over base: Endpoint?) -> [(PolicyKey, Node)] {
    let isComplete = base?.areGroupsComplete ?? true
    guard
      endpoint.groups != base?.groups || endpoint.groupsAsOf != base?.groupsAsOf
        || endpoint.areGroupsComplete != isComplete
    else { return [] }
    var terms = [(PolicyKey.groups, Node.list(endpoint.groups?.map(name)))]
    if let date = endpoint.groupsAsOf { terms.append((.groupsAsOf, .scalar(date))) }
    if !endpoint.areGroupsComplete { terms.append((.groupsComplete, .scalar("no"))) }
    return terms
  }

  private static func signatureAlgorithms(
    of endpoint: Endpoint, over base: Endpoint?
  ) -> [(PolicyKey, Node)] {
    let (listed, asOf) = (endpoint.signatureAlgorithms, endpoint.signatureAlgorithmsAsOf)
    guard listed != base?.signatureAlgorithms || asOf != base?.signatureAlgorithmsAsOf else { return [] }
    let terms = [(PolicyKey.signatureAlgorithms, Node.list(listed?.map(name)))]
    return terms + (asOf.map { [(.signatureAlgorithmsAsOf, .scalar($0))] } ?? [])
  }

  /// The name of a code point, or its number where the name is none or another's as well.
  private static func name<Code: CodePoint>(_ code: Code) -> String {
    guard let name = code.name, let known: Code = PolicyReader.codePoint(name), known == code else {
      return code.hexadecimal
    }
    return name
  }

  private static func mapping(_ members: [(PolicyKey, Node)]) -> Node {
    Node(members.map { (.scalar($0.0.rawValue), $0.1) }, .mapping, .block)
  }
}

extension Node {
  /// Written without quotation marks where they are not needed.
  fileprivate static func scalar(_ text: String) -> Node { Node(text, Tag(.str, .basic)) }

  /// `unknown` for nil.
  fileprivate static func list(_ texts: [String]?) -> Node {
    guard let texts else { return .scalar("unknown") }
    return Node(texts.map { .scalar($0) }, .list, .block)
  }
}

extension Tag {
  fileprivate static var list: Tag { Tag(.seq, .basic) }
  fileprivate static var mapping: Tag { Tag(.map, .basic) }
}
