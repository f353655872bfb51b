import PacketDecoding

/// Who had trouble with whom: the pair that findings and later successes are told apart by.
///
/// A named server is one pair whatever its addresses: `server` is then its name's number in the gatherer and
/// `address` is all zero.
struct FlowPair: Hashable, Sendable {
  var client: IPAddress
  var server: UInt32
  var address: IPAddress
  var route: Route

  /// Stands in `server` for a server without a name.
  static let noName = UInt32.max

  init(_ flow: JudgedFlow, name: UInt32) {
    client = flow.evidence.client.address
    server = name
    address = name == Self.noName ? flow.evidence.server.address : IPAddress(high: 0, low: 0)
    route = flow.judgement.isThroughProxy ? .proxy : .direct
  }

  /// One word, mixed here: hashing every field by itself took a third of gathering.
  func hash(into hasher: inout Hasher) {
    var word = client.low ^ (client.high &* 0x9e37_79b9_7f4a_7c15)
    word = (word ^ UInt64(server)) &* 0x9e37_79b9_7f4a_7c15
    word = (word ^ address.low ^ address.high) &* 0x9e37_79b9_7f4a_7c15
    hasher.combine(word ^ word >> 32)
  }
}

/// What makes two flows one finding.
struct FindingKey: Hashable, Sendable {
  var pair: FlowPair
  var code: FindingCode

  func hash(into hasher: inout Hasher) { pair.hash(into: &hasher) }
}

/// A client and an endpoint, by the endpoint's place in the policy.
struct ClientOfEndpoint: Hashable, Sendable {
  var client: IPAddress
  var endpoint: UInt16
}
