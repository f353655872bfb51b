import OrderedCollections
package import Packets
import Protocols

/// Gathers findings: failed flows of one client to one server by one route with one verdict are one; retired,
/// deprecated and inspected endpoints, unanswered requests, paths that lose large packets, errors of WSUS servers, and
/// names without an address are others.
///
/// Add the flows in the order of their ids. Memory grows with the number of findings, not of flows.
package struct FindingGatherer: Sendable {
  private let policy: EndpointPolicy
  private var drafts: [FindingAccumulator] = []
  private var rests: [FindingDetails] = []
  private var pairs = OrderedSet<ClientServerPair>()
  /// Of each of ``pairs``.
  private var histories: [PairHistory] = []
  private var keptNames = NameTable()
  /// Names that are not in the store.
  private var ownNames = NameTable()
  private var modernSuccesses: [ClientOfEndpoint: [ModernSuccess]] = [:]
  /// Whether a chain comes from an issuer that an endpoint's entry expects.
  private var expectedChains: [UInt64: Bool] = [:]
  /// Of the offers of flows to endpoints.
  private var offers: [UInt32: OfferTraits] = [:]
  private var wsusErrors: [WSUSError] = []
  private var unresolved: UnresolvedNames
  private var unresolvedFindings: [Finding] = []
  private let captureEnd: Int64

  /// - Parameters:
  /// - unresolved: the names for which DNS gave no address.
  /// - captureEnd: the time of the last frame, in nanoseconds since 1970 (UTC).
  package init(policy: EndpointPolicy, unresolved: [UnresolvedName] = [], captureEnd: Int64 = .min) {
    self.policy = policy
    self.unresolved = UnresolvedNames(unresolved, policy)
    self.captureEnd = captureEnd
  }

  /// The store is the same for all flows, or has grown.
  package mutating func add(_ flow: JudgedFlow, store: EvidenceStore) {
    let endpoint = flow.endpoint.flatMap { entry in policy.endpoints.firstIndex { $0.id == entry.id } }
    let server = flow.serverName.map { NamedServer.named($0) } ?? .nameless
    add(
      FlowConclusion(judgement: flow.judgement, endpoint: endpoint, server: server), of: flow.evidence,
      store: store)
  }

  /// The evidence of a flow to an endpoint is in frame order.
  package mutating func add(_ conclusion: FlowConclusion, of evidence: FlowEvidence, store: EvidenceStore) {
    let verdict = conclusion.judgement.verdict
    if verdict == .success { noteSuccess(conclusion, evidence, store) }
    let losesSegments = conclusion.endpoint != nil && evidence.losesLargeSegments(verdict)
    if verdict.isFailure, !(losesSegments && verdict.followsFromLostSegments) {
      let draft = note(conclusion, evidence, .verdict(verdict), store)
      noteOffer(of: conclusion, evidence, draft: draft, store)
      drafts[draft].noteProgram(store.program(of: evidence))
      if verdict.properties.symptom == nil {
        histories[Int(drafts[draft].pair)].hasResolvableFailure = true
      }
    }
    if case .wsusTraffic = conclusion.judgement.reason { noteTraffic(conclusion, evidence, store) }
    if !unresolved.isEmpty { unresolved.note(conclusion, evidence) }
    guard let place = conclusion.endpoint else { return }
    if losesSegments { note(conclusion, evidence, .pathMTU, store) }
    if verdict == .success, evidence.awaitsResponse(captureEnd: captureEnd) {
      note(conclusion, evidence, .noResponse, store)
    }
    let role = policy.endpoints[place].role
    if role == .retired { note(conclusion, evidence, .endpointRetired, store) }
    if role == .legacySync { note(conclusion, evidence, .endpointDeprecated, store) }
    if isInspected(evidence, place, store) { note(conclusion, evidence, .tlsInspection, store) }
  }

  /// - Parameter proxyName: the name of a proxy's address for a client.
  package consuming func finish(
    proxyName: (_ proxy: IPAddress, _ client: IPAddress) -> String? = { _, _ in nil }
  ) -> Findings {
    unresolvedFindings = unresolved.findings(proxyName: proxyName)
    let ranks = drafts.map(rank) + unresolvedFindings.map(FindingRank.init)
    let order = ranks.indices.filter(isReported).map { UInt32($0) }
      .sorted { ranks[Int($0)] < ranks[Int($1)] }
    return Findings(self, order: order)
  }

  private func isReported(_ place: Int) -> Bool {
    guard place < drafts.count, let error = wsusError(of: drafts[place]) else { return true }
    return histories[Int(drafts[place].pair)].answers.makesFinding(error, captureEnd: captureEnd)
  }

  private func rank(_ draft: FindingAccumulator) -> FindingRank {
    let role = role(of: draft)
    return FindingRank(
      role, severity(draft, role), first: draft.first, flow: Int(draft.decisiveFlow))
  }

  @discardableResult
  private mutating func note(
    _ conclusion: FlowConclusion, _ evidence: FlowEvidence, _ code: FindingCode, _ store: EvidenceStore,
    error: WSUSExchange? = nil
  ) -> Int {
    let pair = pair(of: conclusion, evidence, store)
    let newest = histories[pair].newestDraft
    if let place = draft(code, error, from: newest) {
      add(evidence, conclusion.judgement, to: place)
      return place
    }
    let endpoint = conclusion.endpoint.flatMap { UInt16(exactly: $0) }
    keptNames = store.names
    histories[pair].newestDraft = UInt32(drafts.count)
    drafts.append(
      FindingAccumulator(
        evidence, code, conclusion.judgement, endpoint: endpoint, pair: pair, previous: newest))
    return drafts.count - 1
  }

  private mutating func pair(
    of conclusion: FlowConclusion, _ evidence: FlowEvidence, _ store: EvidenceStore
  ) -> Int {
    let name = number(of: conclusion.server, store)
    return index(
      of: ClientServerPair(evidence, name: name, isThroughProxy: conclusion.judgement.isThroughProxy))
  }

  private mutating func index(of pair: ClientServerPair) -> Int {
    let (isNew, index) = pairs.append(pair)
    if isNew { histories.append(PairHistory()) }
    return index
  }

  private func draft(_ code: FindingCode, _ error: WSUSExchange?, from newest: UInt32) -> Int? {
    var place = newest
    while place != PairHistory.noDraft, !isOf(code, error, drafts[Int(place)]) {
      place = drafts[Int(place)].previous
    }
    return place == PairHistory.noDraft ? nil : Int(place)
  }

  private func isOf(_ code: FindingCode, _ error: WSUSExchange?, _ draft: FindingAccumulator) -> Bool {
    guard draft.code == code else { return false }
    guard let error, let known = wsusError(of: draft) else { return true }
    return known.isAlike(error)
  }

  private mutating func add(_ evidence: FlowEvidence, _ judgement: Judgement, to place: Int) {
    // A flow may meet the same error again.
    if lastFlow(of: drafts[place]) == UInt32(clamping: evidence.id) { return }
    if drafts[place].rest == FindingAccumulator.none {
      drafts[place].rest = UInt32(rests.count)
      rests.append(FindingDetails())
    }
    rests[Int(drafts[place].rest)].add(evidence, behind: drafts[place])
    drafts[place].add(evidence, judgement)
  }

  private func lastFlow(of draft: FindingAccumulator) -> UInt32 {
    draft.rest == FindingAccumulator.none ? draft.flow : rests[Int(draft.rest)].flows.last ?? draft.flow
  }

  // MARK: WSUS over plain HTTP

  /// One history for each client of a WSUS server, also without a finding: an answer may have come later on a flow that
  /// began before.
  private mutating func noteTraffic(
    _ conclusion: FlowConclusion, _ evidence: FlowEvidence, _ store: EvidenceStore
  ) {
    guard let traffic = WSUSTraffic(evidence.events) else { return }
    histories[pair(of: conclusion, evidence, store)].answers.add(traffic, of: evidence)
    for error in traffic.errors {
      let code: FindingCode = error.answer.fault == nil ? .wsusHTTPError : .wsusSOAPFault
      let draft = note(conclusion, evidence, code, store, error: error)
      if drafts[draft].wsusError == FindingAccumulator.none {
        drafts[draft].wsusError = UInt32(wsusErrors.count)
        wsusErrors.append(WSUSError(error))
      } else {
        wsusErrors[Int(drafts[draft].wsusError)].add(error)
      }
    }
  }

  private func wsusError(of draft: FindingAccumulator) -> WSUSError? {
    draft.wsusError == FindingAccumulator.none ? nil : wsusErrors[Int(draft.wsusError)]
  }

  /// The number of a server's name: its index in the store, or from ``ownName`` on that in the other table.
  private mutating func number(of server: NamedServer, _ store: EvidenceStore) -> UInt32? {
    switch server {
    case .nameless: return nil
    case .kept(let index, _):
      // A name that came first from elsewhere keeps its number when the store learns it too.
      guard ownNames.count > 0, let own = ownNames.index(of: store.names[Int(index)]) else { return index }
      return Self.ownName | own
    case .named(let name):
      if let own = ownNames.index(of: name.name) { return Self.ownName | own }
      return store.names.index(of: name.name) ?? Self.ownName | ownNames.add(name.name)
    }
  }

  /// A name in neither table belongs to no finding.
  private func isKnown(_ server: NamedServer, _ store: EvidenceStore) -> Bool {
    guard case .named(let name) = server else { return true }
    return store.names.index(of: name.name) != nil || ownNames.index(of: name.name) != nil
  }

  private static let ownName: UInt32 = 1 << 31

  private func name(_ number: UInt32) -> String {
    number < Self.ownName ? keptNames[Int(number)] : ownNames[Int(number & ~Self.ownName)]
  }
}

extension FindingGatherer {
  func finding(at place: Int) -> Finding {
    guard place < drafts.count else { return unresolvedFindings[place - drafts.count] }
    let draft = drafts[place]
    let pair = pairs[Int(draft.pair)]
    var (addresses, ports, flows) = ([draft.address], [draft.port], [Int(draft.flow)])
    if draft.rest != FindingAccumulator.none {
      addresses += rests[Int(draft.rest)].addresses
      ports += rests[Int(draft.rest)].ports
      flows += rests[Int(draft.rest)].flows.map { Int($0) }
    }
    let role = role(of: draft)
    var finding = Finding(
      code: draft.code, severity: severity(draft, role), client: pair.client,
      serverName: pair.isNamed ? name(UInt32(truncatingIfNeeded: pair.server.low)) : nil,
      entry: role.map { _ in PolicyEntry(policy.endpoints, at: Int(draft.endpoint)) },
      serverAddresses: addresses, serverPorts: ports, route: pair.isThroughProxy ? .proxy : .direct,
      confidence: draft.confidence, flows: flows, first: draft.first, last: draft.last,
      issue: issue(draft, pair, role), decisiveFlow: Int(draft.decisiveFlow),
      laterSucceeded: laterSucceeded(draft))
    finding.clientSystem = offers[draft.offer]?.system
    finding.traits = draft.traits
    finding.wsusError = wsusError(of: draft)
    finding.isOfNewerSystem = offers[draft.offer]?.isOfNewerSystem == true
    return finding
  }

  /// Nil for a finding without flows.
  func decisiveFlow(at place: Int) -> Int? {
    place < drafts.count ? Int(drafts[place].decisiveFlow) : nil
  }

  func mayHaveIssue(_ place: Int) -> Bool {
    place < drafts.count && drafts[place].endpoint != FindingAccumulator.noEndpoint
  }

  /// The role of the server; nil when it is not an endpoint.
  private func role(of draft: FindingAccumulator) -> EndpointRole? {
    draft.endpoint == FindingAccumulator.noEndpoint ? nil : policy.endpoints[Int(draft.endpoint)].role
  }

  /// A failure that the same client, server and route later overcame matters less. A 407 that was answered on
  /// another connection is not a failure.
  private func severity(_ draft: FindingAccumulator, _ role: EndpointRole?) -> Severity {
    if let severity = draft.code.ownSeverity {
      return laterSucceeded(draft) ? severity.lowered : severity
    }
    let severity = Severity(ofFailureAt: role)
    guard laterSucceeded(draft) else { return severity }
    return draft.isChallenge ? .info : severity.lowered
  }

  /// Whether a later flow succeeded, except for failures of the article: there another program of the same
  /// client succeeds every hour.
  private func laterSucceeded(_ draft: FindingAccumulator) -> Bool {
    if let error = wsusError(of: draft) { return histories[Int(draft.pair)].answers.overcame(error) }
    guard case .verdict(let verdict) = draft.code, verdict.properties.symptom == nil else { return false }
    let (pair, start) = (Int(draft.pair), draft.lastStart)
    guard histories[pair].hasSuccess(after: start, at: draft.port) else { return false }
    guard draft.rest != FindingAccumulator.none else { return true }
    return rests[Int(draft.rest)].ports.allSatisfy { histories[pair].hasSuccess(after: start, at: $0) }
  }

  private func issue(_ draft: FindingAccumulator, _ pair: ClientServerPair, _ role: EndpointRole?)
    -> IssueAssessment?
  {
    guard case .verdict(let verdict) = draft.code, let role else { return nil }
    let system = draft.newerSystem == FindingAccumulator.none ? nil : Int(draft.newerSystem)
    let assessment = IssueAssessment(
      verdict: verdict, role: role, successOfSameClient: success(draft, pair), newerSystem: system,
      program: draft.program.component)
    return draft.isCauseDoubtful ? assessment?.withDoubtfulCause : assessment
  }

  /// A later or concurrent success of the program that failed: another one proves nothing about it.
  private func success(_ draft: FindingAccumulator, _ pair: ClientServerPair) -> Int? {
    guard !draft.hasOtherStacks, let failed = offers[draft.offer] else { return nil }
    let successes = modernSuccesses[ClientOfEndpoint(client: pair.client, endpoint: draft.endpoint)] ?? []
    return successes.first {
      draft.first &- $0.start <= ModernSuccess.window
        && offers[$0.offer]?.isOfSameStack(as: failed) == true
    }?.flow
  }

  private mutating func noteSuccess(
    _ conclusion: FlowConclusion, _ evidence: FlowEvidence, _ store: EvidenceStore
  ) {
    if let endpoint = conclusion.endpoint.flatMap({ UInt16(exactly: $0) }), evidence.usesModernVersion(store)
    {
      noteModernSuccess(
        ClientOfEndpoint(client: evidence.client.address, endpoint: endpoint), evidence, store)
    }
    guard !drafts.isEmpty, isKnown(conclusion.server, store) else { return }
    let name = number(of: conclusion.server, store)
    let pair = ClientServerPair(evidence, name: name, isThroughProxy: conclusion.judgement.isThroughProxy)
    if let known = pairs.firstIndex(of: pair) {
      histories[known].noteSuccess(start: evidence.start, port: evidence.server.port)
    }
  }

  private mutating func noteModernSuccess(
    _ key: ClientOfEndpoint, _ evidence: FlowEvidence, _ store: EvidenceStore
  ) {
    guard let offer = evidence.firstOffer(store) else { return }
    examine(offer, store)
    let known = modernSuccesses[key, default: []]
    if let index = known.firstIndex(where: { $0.offer == offer }) {
      guard evidence.start > known[index].start else { return }
      modernSuccesses[key]?[index].flow = evidence.id
      modernSuccesses[key]?[index].start = evidence.start
    } else if known.count < ModernSuccess.limit {
      let success = ModernSuccess(offer: offer, flow: evidence.id, start: evidence.start)
      modernSuccesses[key, default: []].append(success)
    }
  }

  private mutating func noteOffer(
    of conclusion: FlowConclusion, _ evidence: FlowEvidence, draft: Int, _ store: EvidenceStore
  ) {
    guard conclusion.endpoint != nil, let offer = evidence.firstOffer(store) else { return }
    let traits = examine(offer, store)
    if drafts[draft].offer == FindingAccumulator.none { drafts[draft].offer = offer }
    let first = drafts[draft].offer
    if first != offer, !drafts[draft].hasOtherStacks, let other = offers[first] {
      drafts[draft].hasOtherStacks = !traits.isOfSameStack(as: other)
    }
    guard conclusion.judgement.verdict == .versionReject, traits.isOfNewerSystem,
      drafts[draft].newerSystem == FindingAccumulator.none
    else { return }
    drafts[draft].newerSystem = UInt32(clamping: evidence.id)
  }

  @discardableResult
  private mutating func examine(_ offer: UInt32, _ store: EvidenceStore) -> OfferTraits {
    if let known = offers[offer] { return known }
    let traits = OfferTraits(store.clientHellos[Int(offer)])
    offers[offer] = traits
    return traits
  }

  private mutating func isInspected(_ evidence: FlowEvidence, _ place: Int, _ store: EvidenceStore) -> Bool {
    guard !policy.endpoints[place].expectedIssuers.isEmpty, let chain = evidence.serverChain else {
      return false
    }
    let key = UInt64(UInt32(truncatingIfNeeded: place)) << 32 | UInt64(chain)
    if let known = expectedChains[key] { return !known }
    let isExpected = policy.endpoints[place].expects(chain, in: store)
    expectedChains[key] = isExpected
    return !isExpected
  }
}
