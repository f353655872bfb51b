import Packets

/// The names of a capture without an address that concern an update endpoint or a proxy, and whether that mattered.
struct UnresolvedNames: Sendable {
  private struct Entry {
    var name: UnresolvedName
    /// The index in the policy.
    var endpoint: Int?
    /// What the client did at the endpoint after it had asked.
    var wasReached = false
    var wasReachedThroughProxy = false
  }

  private struct ProxyOfClient: Hashable {
    let client: IPAddress
    let proxy: IPAddress
  }

  private let policy: EndpointPolicy
  private var entries: [Entry] = []
  private var entriesOfEndpoints: [ClientOfEndpoint: [Int]] = [:]
  private var proxies: Set<ProxyOfClient> = []
  /// Clients that reached an endpoint.
  private var successfulClients: Set<IPAddress> = []

  /// Proxies that are compared: a client has one or two.
  private static let proxyLimit = 256

  init(_ names: [UnresolvedName], _ policy: EndpointPolicy) {
    self.policy = policy
    guard !names.isEmpty else { return }
    let index = EndpointIndex(policy)
    for name in names {
      let endpoint = index.endpoint(forHost: name.name)
      if let endpoint, let place = UInt16(exactly: endpoint) {
        entriesOfEndpoints[ClientOfEndpoint(client: name.client, endpoint: place), default: []]
          .append(entries.count)
      }
      entries.append(Entry(name: name, endpoint: endpoint))
    }
  }

  var isEmpty: Bool { entries.isEmpty }

  /// Notes a flow: the client knew an address after all, or went through a proxy.
  mutating func note(_ conclusion: FlowConclusion, _ evidence: FlowEvidence) {
    let client = evidence.client.address
    let isThroughProxy = conclusion.judgement.isThroughProxy
    if isThroughProxy, proxies.count < Self.proxyLimit {
      proxies.insert(ProxyOfClient(client: client, proxy: evidence.server.address))
    }
    guard let endpoint = conclusion.endpoint.flatMap({ UInt16(exactly: $0) }) else { return }
    if conclusion.judgement.verdict == .success { successfulClients.insert(client) }
    for place in entriesOfEndpoints[ClientOfEndpoint(client: client, endpoint: endpoint)] ?? []
    where evidence.start > entries[place].name.last {
      entries[place].wasReached = true
      if isThroughProxy { entries[place].wasReachedThroughProxy = true }
    }
  }

  /// - Parameter proxyName: the name of a proxy's address for a client.
  func findings(proxyName: (_ proxy: IPAddress, _ client: IPAddress) -> String?) -> [Finding] {
    let proxyNames = Set(proxies.compactMap { proxyName($0.proxy, $0.client) })
    return entries.compactMap { entry in
      var entry = entry
      guard let purpose = purpose(of: entry, proxyNames) else { return nil }
      entry.name.purpose = purpose
      return isWorthTelling(entry) ? finding(entry) : nil
    }
  }

  private func purpose(of entry: Entry, _ proxyNames: Set<String>) -> UnresolvedName.Purpose? {
    if entry.endpoint != nil { return .endpoint }
    if proxyNames.contains(entry.name.name) { return .proxy }
    return entry.name.isProxyDiscovery ? .proxyDiscovery : nil
  }

  private func isWorthTelling(_ entry: Entry) -> Bool {
    switch entry.name.purpose {
    // The capture lost the answer, or it was an address for that client after all.
    case .endpoint: !(entry.wasReached && (entry.name.outcome == .unanswered || entry.name.isUnusable))
    // A proxy may run on the client itself.
    case .proxy: !entry.name.isLoopback
    case .proxyDiscovery: !entry.name.isLoopback && !successfulClients.contains(entry.name.client)
    }
  }

  private func finding(_ entry: Entry) -> Finding {
    let name = entry.name
    let isLater = entry.wasReached || name.isResolvedLater
    var finding = Finding(
      code: .nameNotResolved, severity: severity(of: entry), client: name.client, serverName: name.name,
      entry: entry.endpoint.map { PolicyEntry(policy.endpoints, at: $0) }, serverAddresses: [],
      serverPorts: [], route: .direct, confidence: name.outcome == .unanswered ? .probable : .certain,
      flows: [], first: name.first, last: name.last, issue: nil, decisiveFlow: nil, laterSucceeded: isLater)
    finding.unresolvedName = name
    return finding
  }

  /// Through a proxy the client needs no address of the endpoint.
  private func severity(of entry: Entry) -> Severity {
    if entry.name.purpose == .proxyDiscovery || entry.wasReachedThroughProxy { return .info }
    let severity =
      entry.name.purpose == .proxy
      ? Severity.error : Severity(ofFailureAt: entry.endpoint.map { policy.endpoints[$0].role })
    return entry.wasReached || entry.name.isResolvedLater ? severity.lowered : severity
  }
}

extension UnresolvedName {
  fileprivate var isUnusable: Bool {
    if case .unusable = outcome { true } else { false }
  }

  fileprivate var isLoopback: Bool {
    guard case .unusable(let address) = outcome else { return false }
    return address.isPrivate
  }
}
