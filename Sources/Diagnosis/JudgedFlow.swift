/// Where a server's name comes from. The order of the cases is the order of trust.
package enum NameSource: String, CaseIterable, Hashable, Sendable {
  case connect
  case sni
  case dns
  case policy
  case certificate
}

/// A server's name and what gave it.
package struct ServerName: Hashable, Sendable {
  /// Lower case, without a trailing dot and without a port.
  package var name: String
  package var source: NameSource

  package init(name: String, source: NameSource) {
    self.name = name
    self.source = source
  }
}

/// One flow with everything that was concluded of it.
package struct JudgedFlow: Sendable {
  package var evidence: FlowEvidence
  package var judgement: Judgement
  package var serverName: ServerName?
  private var entry: PolicyEntry?

  /// The policy's entry for that name.
  package var endpoint: Endpoint? {
    get { entry?.endpoint }
    set { entry = newValue.map { PolicyEntry($0) } }
  }

  /// Whether the server is an endpoint of the policy, without a copy of its entry.
  package var isToEndpoint: Bool { if case .some = entry { true } else { false } }

  package init(
    evidence: FlowEvidence, judgement: Judgement, serverName: ServerName?, endpoint: Endpoint?
  ) {
    self.init(
      evidence: evidence, judgement: judgement, serverName: serverName,
      entry: endpoint.map { PolicyEntry($0) })
  }

  init(evidence: consuming FlowEvidence, judgement: Judgement, serverName: ServerName?, entry: PolicyEntry?) {
    self.evidence = evidence
    self.judgement = judgement
    self.serverName = serverName
    self.entry = entry
  }
}
