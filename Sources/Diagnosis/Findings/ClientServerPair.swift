import Packets

/// A client, a server and the route between them: what findings and later successes are told apart by.
///
/// A named server is one pair whatever its addresses: `server` is then the number of its name.
struct ClientServerPair: Hashable, Sendable {
  let client: IPAddress
  /// The server's address; of a named server the name's number in `low`.
  let server: IPAddress
  let isNamed: Bool
  let isThroughProxy: Bool

  /// - Parameter name: the number of the server's name; nil when nothing names it.
  init(_ evidence: FlowEvidence, name: UInt32?, isThroughProxy: Bool) {
    client = evidence.client.address
    server = name.map { IPAddress(high: 0, low: UInt64($0)) } ?? evidence.server.address
    isNamed = name != nil
    self.isThroughProxy = isThroughProxy
  }
}

/// What was seen of a pair.
struct PairHistory: Sendable {
  /// A failure was seen that a later success resolves.
  var hasResolvableFailure = false
  /// The index of the pair's newest finding in the gatherer; ``noDraft`` without one.
  var newestDraft = PairHistory.noDraft
  /// The start of the last success after such a failure; the smallest number before the first.
  var lastSuccess = Int64.min

  static let noDraft = UInt32.max

  /// Notes a success; it resolves only what failed before it.
  mutating func noteSuccess(start: Int64) {
    if hasResolvableFailure { lastSuccess = max(lastSuccess, start) }
  }
}

/// A client and an endpoint, by the endpoint's place in the policy.
struct ClientOfEndpoint: Hashable, Sendable {
  var client: IPAddress
  var endpoint: UInt16
}
