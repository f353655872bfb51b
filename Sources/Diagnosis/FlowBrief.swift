/// What is concluded of a flow before anybody wants the whole of it: enough to count verdicts and to gather
/// findings, without a text made or a policy's entry copied.
package struct FlowBrief: Sendable {
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
