import PacketDecoding
import ProtocolParsing

/// Gathers what is wrong in a capture: failed flows of one client to one server by one route with one verdict
/// become one finding, and flows to endpoints that are retired, deprecated or inspected become others.
///
/// Add the flows in the order of their ids. Memory grows with the number of findings, not of flows.
package struct FindingGatherer: Sendable {
  private let policy: EndpointPolicy
  private var drafts: [FindingDraft] = []
  private var keys: [FindingKey] = []
  private var places: [FindingKey: Int] = [:]
  private var names = NameTable()
  /// The start of the last success of each pair that it can cure; the smallest number before the first.
  private var lastSuccess: [FlowPair: Int64] = [:]
  /// The first flow in which a client finished TLS 1.2 or later with an endpoint.
  private var modernSuccess: [ClientOfEndpoint: Int] = [:]
  /// Whether a chain (by its index in the store) comes from an issuer that an endpoint's entry expects.
  private var expectedChains: [UInt64: Bool] = [:]

  package init(policy: EndpointPolicy) {
    self.policy = policy
  }

  /// Takes one flow in.
  package mutating func add(_ flow: JudgedFlow, store: EvidenceStore) {
    let endpoint = place(of: flow.endpoint)
    if flow.judgement.verdict == .success { noteSuccess(flow, endpoint: endpoint, store: store) }
    if flow.judgement.verdict.isFailure {
      let draft = note(flow, .verdict(flow.judgement.verdict), endpoint)
      noteSystem(of: flow, draft: draft, store: store)
      let pair = keys[draft].pair
      if !flow.judgement.verdict.isOfArticle, lastSuccess[pair] == nil { lastSuccess[pair] = .min }
    }
    guard let entry = flow.endpoint else { return }
    if entry.role == .retired { note(flow, .endpointRetired, endpoint) }
    if entry.role == .legacySync { note(flow, .endpointDeprecated, endpoint) }
    if isInspected(flow, entry, endpoint, store) { note(flow, .tlsInspection, endpoint) }
  }

  /// The findings: those of endpoints first, then by severity, then by time.
  package consuming func finish() -> Findings {
    places = [:]
    let ranks = drafts.indices.map { rank(keys[$0], drafts[$0]) }
    let order = drafts.indices.sorted { ranks[$0] < ranks[$1] }
    return Findings(self, order: order.map { UInt32($0) })
  }

  /// The finding of a draft.
  func finding(at place: Int) -> Finding { finding(keys[place], drafts[place]) }

  private func rank(_ key: FindingKey, _ draft: FindingDraft) -> (Int, Int64, Int) {
    let endpoint = draft.endpoint.map { policy.endpoints[Int($0)] }
    let group = (endpoint == nil ? 8 : 0) + severity(key, draft, endpoint).rank
    return (group, draft.first, draft.decisiveFlow)
  }

  private func finding(_ key: FindingKey, _ draft: FindingDraft) -> Finding {
    let endpoint = draft.endpoint.map { policy.endpoints[Int($0)] }
    let name = key.pair.server == FlowPair.noName ? nil : names[Int(key.pair.server)]
    return draft.finding(
      key, severity: severity(key, draft, endpoint), name: name, endpoint: endpoint,
      issue: issue(key, draft, endpoint))
  }

  /// A failure that the same client, server and route later overcame matters less, unless it is one that the
  /// article knows: there another program of the same client, which is set up better, succeeds every hour.
  private func severity(_ key: FindingKey, _ draft: FindingDraft, _ endpoint: Endpoint?) -> Severity {
    guard case .verdict(let verdict) = key.code else { return key.code.ownSeverity ?? .info }
    let severity = Severity(ofFailureAt: endpoint)
    guard !verdict.isOfArticle, let success = lastSuccess[key.pair], success > draft.lastStart else {
      return severity
    }
    return severity.lowered
  }

  private func issue(_ key: FindingKey, _ draft: FindingDraft, _ endpoint: Endpoint?) -> IssueAssessment? {
    guard case .verdict(let verdict) = key.code, let endpoint, let place = draft.endpoint else { return nil }
    let success = modernSuccess[ClientOfEndpoint(client: key.pair.client, endpoint: place)]
    return IssueAssessment(
      verdict: verdict, role: endpoint.role, successOfSameClient: success, newerSystem: draft.newerSystem)
  }

  @discardableResult
  private mutating func note(_ flow: JudgedFlow, _ code: FindingCode, _ endpoint: UInt16?) -> Int {
    let key = FindingKey(pair: FlowPair(flow, name: number(of: flow.serverName)), code: code)
    if let place = places[key] {
      drafts[place].add(flow)
      return place
    }
    places[key] = drafts.count
    keys.append(key)
    drafts.append(FindingDraft(flow, endpoint: endpoint))
    return drafts.count - 1
  }

  private mutating func number(of name: ServerName?) -> UInt32 {
    name.map { names.add($0.name) } ?? FlowPair.noName
  }

  private func place(of endpoint: Endpoint?) -> UInt16? {
    guard let endpoint, let place = policy.endpoints.firstIndex(where: { $0.id == endpoint.id }) else {
      return nil
    }
    return UInt16(exactly: place)
  }
}

extension FindingGatherer {
  /// Remembers a success where a finding may ask for it.
  private mutating func noteSuccess(_ flow: JudgedFlow, endpoint: UInt16?, store: EvidenceStore) {
    if let endpoint, flow.usesModernVersion(store) {
      let key = ClientOfEndpoint(client: flow.evidence.client.address, endpoint: endpoint)
      if modernSuccess[key] == nil { modernSuccess[key] = flow.evidence.id }
    }
    // A success cures only what failed before it.
    let name = flow.serverName.map { names.index(of: $0.name) } ?? FlowPair.noName
    guard !lastSuccess.isEmpty, let name else { return }
    let pair = FlowPair(flow, name: name)
    if let last = lastSuccess[pair] { lastSuccess[pair] = max(last, flow.evidence.start) }
  }

  private mutating func noteSystem(of flow: JudgedFlow, draft: Int, store: EvidenceStore) {
    guard flow.endpoint != nil, flow.judgement.verdict == .versionReject,
      drafts[draft].newerSystem == nil, flow.comesFromNewerSystem(store)
    else {
      return
    }
    drafts[draft].note(newerSystemIn: flow.evidence.id)
  }

  private mutating func isInspected(
    _ flow: JudgedFlow, _ endpoint: Endpoint, _ place: UInt16?, _ store: EvidenceStore
  ) -> Bool {
    guard !endpoint.expectedIssuers.isEmpty, let place, let chain = flow.serverChain else { return false }
    let key = UInt64(place) << 32 | UInt64(chain)
    if let known = expectedChains[key] { return !known }
    let isExpected = store.leaf(ofChain: chain).map(endpoint.expects) ?? true
    expectedChains[key] = isExpected
    return !isExpected
  }
}
