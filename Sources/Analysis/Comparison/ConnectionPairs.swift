import Diagnosis
import Packets

/// A connection of one capture and the same of another, or the two of a proxy's connections that carry the same.
package struct ConnectionPair: Hashable, Sendable {
  package enum Basis: String, CaseIterable, Hashable, Sendable {
    case sequenceNumbers = "sequence_numbers"
    case clientRandom = "client_random"
    case sessionID = "session_id"
    case endpoint
  }

  /// Ids of flows.
  package var a: Int
  package var b: Int
  package var basis: Basis

  /// Whether it is one TCP connection, though a device may have changed its numbers or its client's address: what only
  /// carries the same hello to another server is one of a proxy's two.
  func isOneConnection(_ a: CaptureResult, _ b: CaptureResult) -> Bool {
    basis == .sequenceNumbers || basis != .endpoint && a.ends(self.a).server == b.ends(self.b).server
  }
}

/// Finds the connections that two captures have in common.
struct ConnectionPairs {
  private(set) var pairs: [ConnectionPair] = []
  private var taken: (a: Set<Int>, b: Set<Int>) = ([], [])

  init(_ a: CaptureResult, _ b: CaptureResult) {
    let (ours, theirs) = (a.identities, b.identities)
    match(ours, theirs, .sequenceNumbers) { $0.sequences }
    match(ours, theirs, .clientRandom) { $0.random }
    match(ours, theirs, .sessionID) { $0.session }
    matchUnanswered(a, ours, b, theirs)
    matchRefused(a, b)
    // The other way round: the client's connection is in b.
    swapSides()
    matchRefused(b, a)
    swapSides()
    pairs.sort { $0.a < $1.a }
  }

  /// The connections of one capture that carry the same hello: both of a proxy's.
  init(within capture: CaptureResult) {
    var first: [UInt64: Int] = [:]
    for (id, identity) in capture.identities {
      guard let random = identity.random else { continue }
      if let other = first.removeValue(forKey: random) {
        pairs.append(ConnectionPair(a: other, b: id, basis: .clientRandom))
      } else {
        first[random] = id
      }
    }
    taken = (Set(pairs.flatMap { [$0.a, $0.b] }), Set(pairs.flatMap { [$0.a, $0.b] }))
    matchRefused(capture, capture)
  }

  /// Where several have the same key, the first belongs to the first, the second to the second.
  private mutating func match<Key: Hashable>(
    _ ours: Identities, _ theirs: Identities, _ basis: ConnectionPair.Basis,
    _ key: (ConnectionIdentity) -> Key?
  ) {
    var places: [Key: [Int]] = [:]
    for (id, identity) in theirs.reversed() where !taken.b.contains(id) {
      if let key = key(identity) { places[key, default: []].append(id) }
    }
    for (id, identity) in ours where !taken.a.contains(id) {
      guard let key = key(identity), let other = places[key]?.popLast() else { continue }
      add(ConnectionPair(a: id, b: other, basis: basis))
    }
  }

  /// A SYN that nobody answered has one number only, so that its address or its port has to agree as well.
  private mutating func matchUnanswered(
    _ a: CaptureResult, _ ours: Identities, _ b: CaptureResult, _ theirs: Identities
  ) {
    var places: [UInt32: Int] = [:]
    for (id, identity) in theirs where !taken.b.contains(id) {
      if let number = identity.initialSequences.client { places[number] = id }
    }
    for (id, identity) in ours where !taken.a.contains(id) {
      guard let number = identity.initialSequences.client, let other = places[number],
        identity.unansweredSequence != nil || b.identity(other).unansweredSequence != nil,
        a.agrees(id, with: b, other)
      else { continue }
      places[number] = nil
      add(ConnectionPair(a: id, b: other, basis: .sequenceNumbers))
    }
  }

  /// What a proxy refuses because it could not connect carries no hello: the connection that it tried goes to the port that
  /// the client asked for, and fails.
  private mutating func matchRefused(_ a: CaptureResult, _ b: CaptureResult) {
    let unreached = b.unreachedByPort(limit: Self.unreachedLimit)
    let refused = a.allIDs.lazy.filter { a.judgement($0).verdict == .proxyDenied }
    for id in refused.prefix(Self.refusedLimit) where !taken.a.contains(id) {
      guard let other = b.attempt(for: a, id, of: unreached, except: taken.b) else { continue }
      add(ConnectionPair(a: id, b: other, basis: .endpoint))
    }
  }

  /// Requests that a proxy refused, and connections to one port that failed, which are compared with each other.
  private static let (refusedLimit, unreachedLimit) = (1000, 10_000)

  private mutating func swapSides() {
    pairs = pairs.map { ConnectionPair(a: $0.b, b: $0.a, basis: $0.basis) }
    taken = (taken.b, taken.a)
  }

  private mutating func add(_ pair: ConnectionPair) {
    pairs.append(pair)
    taken.a.insert(pair.a)
    taken.b.insert(pair.b)
  }
}

/// The flows by their ids, in order.
private typealias Identities = [(id: Int, identity: ConnectionIdentity)]

extension CaptureResult {
  fileprivate var identities: Identities { allIDs.map { ($0, identity($0)) } }

  fileprivate func agrees(_ id: Int, with other: CaptureResult, _ otherID: Int) -> Bool {
    let (own, theirs) = (ends(id), other.ends(otherID))
    return own.server == theirs.server || own.client == theirs.client && own.server.port == theirs.server.port
  }
}

extension CaptureResult {
  /// The failed connection of a proxy for a client's that the proxy refused.
  fileprivate func attempt(
    for client: CaptureResult, _ id: Int, of unreached: [UInt16: [Int]], except taken: Set<Int>
  ) -> Int? {
    guard let asked = client.flow(id).evidence.events.lazy.compactMap(\.authority).first,
      let authority = client.store.name(asked),
      let port = authority.split(separator: ":").last.flatMap({ UInt16($0) })
    else { return nil }
    let tried = (unreached[port] ?? []).filter { !taken.contains($0) }
    // A proxy has several addresses; what it tried alone needs no other sign.
    let proxy = client.ends(id).server.address
    return tried.first { ends($0).client.address == proxy }
      ?? tried.first { flow($0).serverName.map { authority.hasPrefix($0.name) } ?? false }
      ?? (tried.count == 1 ? tried[0] : nil)
  }

  /// The connections that failed before TLS, by the server's port.
  fileprivate func unreachedByPort(limit: Int) -> [UInt16: [Int]] {
    var unreached: [UInt16: [Int]] = [:]
    for id in allIDs where isUnreached(id) {
      let port = ends(id).server.port
      if unreached[port, default: []].count < limit { unreached[port, default: []].append(id) }
    }
    return unreached
  }

  private func isUnreached(_ id: Int) -> Bool {
    let verdict = judgement(id).verdict
    return verdict == .connectionRefused || verdict == .connectTimeout
  }
}
