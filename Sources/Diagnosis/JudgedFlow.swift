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

/// What is concluded of a flow before anybody wants the whole of it: enough to count verdicts and to gather
/// findings, without a text made or a policy's entry copied.
package struct FlowConclusion: Sendable {
  package var judgement: Judgement
  /// The place in the policy of the entry for the server's name; nil when no entry names it.
  package var endpoint: Int?
  var server: NamedServer
}

/// How a flow's server is named.
enum NamedServer: Sendable {
  case nameless
  /// By the name at an index of the store, as it stands there.
  case kept(UInt32, NameSource)
  case named(ServerName)

  /// The name as a text.
  func name(in store: EvidenceStore) -> ServerName? {
    switch self {
    case .nameless: nil
    case .kept(let index, let source): ServerName(name: store.names[Int(index)], source: source)
    case .named(let name): name
    }
  }
}

/// What is kept of a flow's server, so that the flow can be made whole without being judged again: eight bytes.
package struct ServerReference: Sendable {
  /// Index in the store's names; ``EvidenceStore/noName`` for a server that nothing names.
  private let name: UInt32
  private let endpoint: UInt16
  private let source: NameSource

  private static let noEndpoint = UInt16.max

  /// Nil for a server whose name the store does not hold as it is.
  package init?(_ conclusion: FlowConclusion) {
    switch conclusion.server {
    case .nameless: (name, source) = (EvidenceStore.noName, .sni)
    case .kept(let index, let origin): (name, source) = (index, origin)
    case .named: return nil
    }
    guard let endpoint = conclusion.endpoint else {
      endpoint = Self.noEndpoint
      return
    }
    guard endpoint < Int(Self.noEndpoint) else { return nil }
    self.endpoint = UInt16(endpoint)
  }

  /// What was concluded of the flow, with its judgement put back.
  package func conclusion(_ judgement: Judgement) -> FlowConclusion {
    FlowConclusion(
      judgement: judgement, endpoint: endpoint == Self.noEndpoint ? nil : Int(endpoint),
      server: name == EvidenceStore.noName ? .nameless : .kept(name, source))
  }
}
