import Packets

/// Who had trouble with whom: what findings and later successes are told apart by. 48 bytes.
///
/// A named server is one pair whatever its addresses: `server` is then the number of its name.
struct ClientServerPair: Sendable {
  let client: IPAddress
  /// The server's address; of a named server the name's number in `low`.
  let server: IPAddress
  let isNamed: Bool
  let isThroughProxy: Bool
  /// A failure was seen that a later success cures.
  var isCurable = false
  /// The place of the pair's newest finding in the gatherer; ``noDraft`` without one.
  var newestDraft = ClientServerPair.noDraft
  /// The start of the last success after such a failure; the smallest number before the first.
  var lastSuccess = Int64.min

  static let noDraft = UInt32.max

  /// - Parameter name: the number of the server's name; nil when nothing names it.
  init(_ evidence: FlowEvidence, name: UInt32?, isThroughProxy: Bool) {
    client = evidence.client.address
    server = name.map { IPAddress(high: 0, low: UInt64($0)) } ?? evidence.server.address
    isNamed = name != nil
    self.isThroughProxy = isThroughProxy
  }

  func isSame(as other: ClientServerPair) -> Bool {
    client == other.client && server == other.server && isNamed == other.isNamed
      && isThroughProxy == other.isThroughProxy
  }
}

/// Pairs, each kept once, by number in the order in which they came.
struct ClientServerPairs: Sendable {
  private var pairs: [ClientServerPair] = []
  /// Open addressing: a pair's number plus one, 0 for a free slot. The count is a power of two.
  private var slots = [UInt32](repeating: 0, count: 64)
  /// So that nobody can prepare pairs which all fall into one slot.
  private let keys = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))

  subscript(number: Int) -> ClientServerPair { pairs[number] }

  /// The number of a pair that was kept; nil for every other.
  func number(of pair: ClientServerPair) -> Int? {
    let slot = slot(of: pair)
    return slots[slot] == 0 ? nil : Int(slots[slot]) - 1
  }

  /// Keeps a pair and returns its number.
  mutating func add(_ pair: ClientServerPair) -> Int {
    let slot = slot(of: pair)
    if slots[slot] != 0 { return Int(slots[slot]) - 1 }
    pairs.append(pair)
    slots[slot] = UInt32(pairs.count)
    // At most three quarters are used, so every probe ends.
    if pairs.count * 4 > slots.count * 3 { grow() }
    return pairs.count - 1
  }

  mutating func note(draft: UInt32, of number: Int) { pairs[number].newestDraft = draft }

  mutating func noteCurable(_ number: Int) { pairs[number].isCurable = true }

  /// Notes a success; it cures only what failed before it.
  mutating func noteSuccess(_ number: Int, start: Int64) {
    if pairs[number].isCurable { pairs[number].lastSuccess = max(pairs[number].lastSuccess, start) }
  }

  /// The slot that holds a pair, or the free one that it belongs in.
  private func slot(of pair: ClientServerPair) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash(pair)) & mask
    while slots[slot] != 0, !pairs[Int(slots[slot]) - 1].isSame(as: pair) { slot = (slot + 1) & mask }
    return slot
  }

  private func hash(_ pair: ClientServerPair) -> UInt64 {
    let client = fold(pair.client.high ^ keys.0, pair.client.low ^ keys.1)
    let server = fold(pair.server.high ^ keys.1, pair.server.low ^ client)
    return server ^ server >> 32
  }

  /// Both halves of a 128-bit product.
  private func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  private mutating func grow() {
    var larger = [UInt32](repeating: 0, count: slots.count * 2)
    let mask = larger.count - 1
    for number in pairs.indices {
      var slot = Int(truncatingIfNeeded: hash(pairs[number])) & mask
      while larger[slot] != 0 { slot = (slot + 1) & mask }
      larger[slot] = UInt32(number + 1)
    }
    slots = larger
  }
}

/// A client and an endpoint, by the endpoint's place in the policy.
struct ClientOfEndpoint: Hashable, Sendable {
  var client: IPAddress
  var endpoint: UInt16
}
