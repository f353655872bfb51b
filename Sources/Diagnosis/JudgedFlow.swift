/// In the order of trust.
package enum NameSource: String, CaseIterable, Hashable, Sendable {
  case connect
  case sni
  case dns
  case policy
  case certificate
}

package struct ServerName: Hashable, Sendable {
  /// Lower case, without a trailing dot and without a port.
  package var name: String
  package var source: NameSource

  package init(name: String, source: NameSource) {
    self.name = name
    self.source = source
  }
}

package struct JudgedFlow: Sendable {
  package var evidence: FlowEvidence
  package var judgement: Judgement
  package var serverName: ServerName?
  private var entry: PolicyEntry?

  package var endpoint: Endpoint? {
    get { entry?.endpoint }
    set { entry = newValue.map { PolicyEntry($0) } }
  }

  /// Without a copy of the entry.
  package var isToEndpoint: Bool { if case .some = entry { true } else { false } }

  /// Its role, without a copy of its entry.
  package var endpointRole: EndpointRole? { entry?.role }

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

/// The conclusion on a flow for counts and findings, without building texts or copying a policy's entry.
package struct FlowConclusion: Sendable {
  package var judgement: Judgement
  /// The index of the policy's entry.
  package var endpoint: Int?
  var server: NamedServer
}

extension FlowConclusion {
  /// Adds what another flow says against it.
  package mutating func contradict(_ contradiction: Doubt.Contradiction) {
    judgement.add(.contradicted(contradiction))
  }
}

enum NamedServer: Sendable {
  case nameless
  /// An index in the store's names.
  case kept(UInt32, NameSource)
  case named(ServerName)

  func name(in store: EvidenceStore) -> ServerName? {
    switch self {
    case .nameless: nil
    case .kept(let index, let source): ServerName(name: store.names[Int(index)], source: source)
    case .named(let name): name
    }
  }
}

/// A flow's server in eight bytes, from which the flow can be built without judging it again.
package struct ServerReference: Sendable {
  private let name: UInt32
  private let endpoint: UInt16
  private let source: NameSource

  private static let noEndpoint = UInt16.max

  /// Nil for a server whose name is not in the store as it is.
  package init?(_ conclusion: borrowing FlowConclusion) {
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

  package func conclusion(_ judgement: Judgement) -> FlowConclusion {
    FlowConclusion(
      judgement: judgement, endpoint: endpoint == Self.noEndpoint ? nil : Int(endpoint),
      server: name == EvidenceStore.noName ? .nameless : .kept(name, source))
  }
}
