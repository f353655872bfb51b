import Packets
import Protocols

/// Labels flows: names the server, draws the facts of a flow, and asks the rules in the order of the
/// ``RuleRegistry``. The first answer is the verdict.
///
/// A judge holds nothing but the policy, so one judge serves a whole capture, and the same evidence always
/// gets the same verdict.
package struct Judge: Sendable {
  private let policy: EndpointPolicy
  private let index: EndpointIndex
  /// One for each endpoint of the policy.
  private let terms: [ServerTerms]
  /// Those of a server that no entry names.
  private let defaultTerms: ServerTerms

  package init(policy: EndpointPolicy) {
    self.policy = policy
    index = EndpointIndex(policy)
    terms = policy.endpoints.map(ServerTerms.init)
    defaultTerms = ServerTerms(minimumVersion: policy.defaultMinimumVersion)
  }

  /// Judges one flow.
  ///
  /// - Parameters:
  ///   - dnsName: What the DNS answers of the capture call the server's address; nil when they do not. Asked
  ///     only where nothing better names the server.
  ///   - captureEnd: The time of the capture's last frame, in nanoseconds since 1970 (UTC): silence counts
  ///     only as long as somebody listened.
  package func judge(
    _ evidence: FlowEvidence, store: EvidenceStore, dnsName: @autoclosure () -> String?, captureEnd: Int64
  ) -> JudgedFlow {
    let conclusion = conclusion(evidence, store: store, dnsName: dnsName(), captureEnd: captureEnd)
    return flow(evidence, conclusion, store: store)
  }

  /// Makes the whole of a flow that was judged. It takes the evidence: copies of some hundred bytes to and fro were a
  /// twentieth of the JSON report.
  package func flow(
    _ evidence: consuming FlowEvidence, _ conclusion: FlowConclusion, store: EvidenceStore
  ) -> JudgedFlow {
    evidence.events.putInFrameOrder()
    return JudgedFlow(
      evidence: evidence, judgement: conclusion.judgement,
      serverName: conclusion.server.name(in: store),
      entry: conclusion.endpoint.map { PolicyEntry(policy.endpoints, at: $0) })
  }

  /// Judges one flow as ``judge(_:store:dnsName:captureEnd:)`` does, and does not make the whole of it.
  package func conclusion(
    _ evidence: FlowEvidence, store: EvidenceStore, dnsName: @autoclosure () -> String?, captureEnd: Int64
  ) -> FlowConclusion {
    var flow = FlowFacts(evidence, captureEnd: captureEnd)
    var names = NameCandidates()
    flow.read(evidence.events, store: store, names: &names)
    let server = index.server(names, store: store, address: evidence.server.address, dnsName: dnsName())
    let endpoint = index.endpoint(of: server, store: store)
    flow.standing = standing(of: server, endpoint: endpoint)
    flow.isEndpointOfTLS = endpoint.map { policy.endpoints[$0].role.speaksOnlyTLS } ?? false
    flow.offer = offer(of: flow, endpoint: endpoint, store: store)
    return FlowConclusion(judgement: RuleRegistry.judge(flow), endpoint: endpoint, server: server)
  }

  private func standing(of server: NamedServer, endpoint: Int?) -> ServerStanding {
    if case .nameless = server { return .unnamed }
    return endpoint == nil ? .named : .endpoint
  }

  /// Holds the first hello against the server's terms, where a rule will ask for it: when the server ended
  /// the flow without a ServerHello.
  private func offer(of flow: FlowFacts, endpoint: Int?, store: EvidenceStore) -> OfferAssessment? {
    guard let hello = flow.firstHello, let reference = flow.firstHelloReference, flow.serverHello == nil,
      flow.end?.by == .server, let number = store.offer(of: reference)
    else { return nil }
    let taken = endpoint.map { terms[$0] } ?? defaultTerms
    return OfferAssessment(store.clientHellos[Int(number)], of: hello.frame, taken: taken)
  }
}
