import Packets
import Protocols

/// Gives flows their verdicts: names the server, computes the facts, and asks the rules of the
/// ``RuleRegistry`` in order. The first answer counts.
///
/// A judge contains only the policy: equal evidence always gets the same verdict.
package struct Judge: Sendable {
  private let policy: EndpointPolicy
  private let index: EndpointIndex
  private let terms: [ServerTerms]
  private let defaultTerms: ServerTerms

  /// - Parameter datedLists: the lists of endpoints, by id, that may not be those of the capture's day.
  package init(policy: EndpointPolicy, datedLists: [String: ListKinds] = [:]) {
    self.policy = policy
    index = EndpointIndex(policy)
    terms = policy.endpoints.map { ServerTerms($0, dated: datedLists[$0.id] ?? []) }
    defaultTerms = ServerTerms(minimumVersion: policy.defaultMinimumVersion)
  }

  /// Judges one flow.
  /// - Parameters:
  /// - dnsName: the name of the server's address in the capture's DNS answers, used when nothing better names
  ///   the server.
  /// - captureEnd: the time of the last frame, in nanoseconds since 1970 (UTC): silence counts only until
  ///   then.
  package func judge(
    _ evidence: FlowEvidence, store: EvidenceStore, dnsName: @autoclosure () -> DNSName?, captureEnd: Int64
  ) -> JudgedFlow {
    let conclusion = conclusion(evidence, store: store, dnsName: dnsName(), captureEnd: captureEnd)
    return flow(evidence, conclusion, store: store)
  }

  /// Builds the flow of a conclusion. Consumes the evidence: copying it cost a twentieth of the JSON report.
  package func flow(
    _ evidence: consuming FlowEvidence, _ conclusion: FlowConclusion, store: EvidenceStore
  ) -> JudgedFlow {
    evidence.events.putInFrameOrder()
    return JudgedFlow(
      evidence: evidence, judgement: conclusion.judgement,
      serverName: conclusion.server.name(in: store),
      entry: conclusion.endpoint.map { PolicyEntry(policy.endpoints, at: $0) })
  }

  /// Without building the flow.
  package func conclusion(
    _ evidence: FlowEvidence, store: EvidenceStore, dnsName: @autoclosure () -> DNSName?, captureEnd: Int64
  ) -> FlowConclusion {
    var flow = FlowFacts(evidence, captureEnd: captureEnd)
    var names = NameCandidates()
    flow.read(evidence.events, store: store, names: &names)
    let server = index.server(&names, store: store, address: evidence.server.address, dnsName: dnsName())
    let endpoint = index.endpoint(of: server, store: store)
    flow.standing = standing(of: server, endpoint: endpoint)
    flow.isEndpointOfTLS = endpoint.map { policy.endpoints[$0].role.speaksOnlyTLS } ?? false
    flow.isPublicEndpoint = endpoint.map { policy.endpoints[$0].role != .downstreamServer } ?? false
    flow.nameWeakness = index.weakness(of: server, names, store: store)
    if let endpoint { flow.terms = terms[endpoint].known }
    compareOffer(of: &flow, endpoint: endpoint, store: store)
    if flow.wsusRequest != nil, let traffic = WSUSTraffic(evidence.events) { flow.wsus = traffic.summary }
    return FlowConclusion(judgement: RuleRegistry.judge(flow), endpoint: endpoint, server: server)
  }

  private func standing(of server: NamedServer, endpoint: Int?) -> ServerStanding {
    if case .nameless = server { return .unnamed }
    return endpoint == nil ? .named : .endpoint
  }

  /// Compares the first hello with the server's terms, only where a rule needs it: the server ended the flow
  /// without a ServerHello.
  private func compareOffer(of flow: inout FlowFacts, endpoint: Int?, store: EvidenceStore) {
    guard let hello = flow.firstHello, let reference = flow.firstHelloReference, flow.serverHello == nil,
      flow.end?.by == .server, let number = store.offer(of: reference)
    else { return }
    let taken = endpoint.map { terms[$0] } ?? defaultTerms
    flow.offer = OfferAssessment(store.clientHellos[Int(number)], of: hello.frame, taken: taken)
  }
}
