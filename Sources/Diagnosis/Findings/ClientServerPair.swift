import Packets
import Protocols

/// A client, a server and the route between them: the key of findings and later successes.
///
/// `server` is the number of its name, so that all addresses of a named server are one pair.
struct ClientServerPair: Hashable, Sendable {
  let client: IPAddress
  /// The server's address; for a named server the name's number in `low`.
  let server: IPAddress
  let isNamed: Bool
  let isThroughProxy: Bool

  init(_ evidence: FlowEvidence, name: UInt32?, isThroughProxy: Bool) {
    client = evidence.client.address
    server = name.map { IPAddress(high: 0, low: UInt64($0)) } ?? evidence.server.address
    isNamed = name != nil
    self.isThroughProxy = isThroughProxy
  }

  /// Without the flags: pairs that differ only in them are rare.
  func hash(into hasher: inout Hasher) {
    hasher.combine(client)
    hasher.combine(server)
  }
}

struct PairHistory: Sendable {
  var hasResolvableFailure = false
  /// Of a WSUS server over plain HTTP.
  var answers = WSUSAnswers()
  /// In the gatherer; ``noDraft`` without one.
  var newestDraft = PairHistory.noDraft
  /// The start of the last success after such a failure, by the server's port: another port is another service.
  private var lastSuccesses: [UInt16: Int64] = [:]

  static let noDraft = UInt32.max

  /// A success resolves only what failed before it.
  mutating func noteSuccess(start: Int64, port: UInt16) {
    guard hasResolvableFailure, lastSuccesses[port] != nil || lastSuccesses.count < Self.portLimit else {
      return
    }
    lastSuccesses[port] = max(lastSuccesses[port] ?? .min, start)
  }

  func hasSuccess(after start: Int64, at port: UInt16) -> Bool { (lastSuccesses[port] ?? .min) > start }

  /// How many ports of a server are kept: WSUS has four at most.
  private static let portLimit = 16
}

struct ClientOfEndpoint: Hashable, Sendable {
  var client: IPAddress
  var endpoint: UInt16
}

extension Judgement {
  /// The proxy asked for credentials (RFC 9110, section 15.5.8) and accepted none on this flow.
  var isChallenged: Bool {
    if case .proxyAnswered(_, _, 407) = reason { return true }
    return false
  }
}

extension FlowEvidence {
  var serverChain: UInt32? {
    events.first { $0.kind == .certificate && $0.from == .server }?.chain
  }

  func usesModernVersion(_ store: EvidenceStore) -> Bool {
    let hello = events.first { $0.kind == .serverHello }
    guard let index = hello?.serverHelloIndex, Int(index) < store.serverHellos.count else { return false }
    return store.serverHellos[Int(index)].oldestVersion.map { $0 >= .tls12 } ?? false
  }

  func firstOffer(_ store: EvidenceStore) -> UInt32? {
    events.lazy.compactMap(\.helloReference).first.flatMap { store.offer(of: $0) }
  }
}
