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
  /// The policy's entry for that name.
  package var endpoint: Endpoint?

  package init(
    evidence: FlowEvidence, judgement: Judgement, serverName: ServerName?, endpoint: Endpoint?
  ) {
    self.evidence = evidence
    self.judgement = judgement
    self.serverName = serverName
    self.endpoint = endpoint
  }
}
