import Diagnosis
import Protocols

/// Hellos that were read before.
///
/// Programs repeat their hellos, except for the parts of the ``HelloLayout``. A message that is equal in
/// every other byte is compared and not parsed.
struct HelloCache: Sendable {
  private var offers = RecentHellos()
  private var choices = RecentHellos()

  /// Nil when the message has to be read.
  mutating func reference(
    to message: Span<UInt8>, recordVersion: ProtocolVersion, store: inout EvidenceStore
  ) -> (index: UInt32, sessionID: Range<Int>)? {
    guard let known = offers.index(of: message, recordVersion) else { return nil }
    var name = EvidenceStore.noName
    if let range = offers.hellos[known].serverName {
      guard isASCII(message.extracting(range)) else { return nil }
      name = store.add(name: message.extracting(range))
    }
    let reference = EvidenceStore.HelloReference(hello: offers.hellos[known].number, serverName: name)
    return (store.add(reference), offers.hellos[known].sessionID)
  }

  mutating func remember(
    _ message: Span<UInt8>, _ layout: HelloLayout, recordVersion: ProtocolVersion, offer: UInt32
  ) {
    offers.remember(message, layout, recordVersion, number: offer)
  }

  /// Nil when the message has to be read.
  mutating func choice(
    of message: Span<UInt8>, recordVersion: ProtocolVersion, resuming session: SessionIDHash
  ) -> UInt32? {
    // The random of a HelloRetryRequest is read.
    guard !ServerHello.isHelloRetryRequest(message),
      let known = choices.index(of: message, recordVersion, resuming: session)
    else { return nil }
    return choices.hellos[known].number
  }

  mutating func remember(
    _ message: Span<UInt8>, _ layout: HelloLayout, recordVersion: ProtocolVersion,
    resuming session: SessionIDHash, choice: UInt32
  ) {
    choices.remember(message, layout, recordVersion, resuming: session, number: choice)
  }

  private func isASCII(_ name: Span<UInt8>) -> Bool {
    // Without an early exit the loop is vectorised.
    var bits: UInt8 = 0
    for index in 0..<name.count { bits |= name[index] }
    return bits < 0x80
  }
}

private struct RecentHellos: Sendable {
  private(set) var hellos: [KnownHello] = []
  private var oldest = 0

  private static let limit = 64

  /// 1 MiB in all. Hellos have some hundred bytes, with a post-quantum key two thousand.
  private static let maximumMessage = 8 << 10

  /// An index, because a hello that is returned is retained and released.
  func index(
    of message: Span<UInt8>, _ version: ProtocolVersion, resuming session: SessionIDHash = SessionIDHash()
  ) -> Int? {
    for index in hellos.indices where hellos[index].isRepeated(by: message, version) {
      if hellos[index].isResumed == session.matches(message, hellos[index].sessionID) { return index }
    }
    return nil
  }

  /// Stores a hello, in place of the oldest when there are enough.
  mutating func remember(
    _ message: Span<UInt8>, _ layout: HelloLayout, _ version: ProtocolVersion,
    resuming session: SessionIDHash = SessionIDHash(), number: UInt32
  ) {
    guard message.count <= Self.maximumMessage else { return }
    let isResumed = session.matches(message, layout.sessionID)
    let hello = KnownHello(message, layout, recordVersion: version, isResumed: isResumed, number: number)
    if hellos.count < Self.limit {
      hellos.append(hello)
    } else {
      hellos[oldest] = hello
      oldest = (oldest + 1) % Self.limit
    }
  }
}

private struct KnownHello: Sendable {
  let recordVersion: ProtocolVersion
  let sessionID: Range<Int>
  let serverName: Range<Int>?
  let isResumed: Bool
  let number: UInt32
  private let message: [UInt8]
  private var compared: [Range<Int>] = []

  init(
    _ message: Span<UInt8>, _ layout: HelloLayout, recordVersion: ProtocolVersion, isResumed: Bool,
    number: UInt32
  ) {
    self.recordVersion = recordVersion
    (sessionID, serverName) = (layout.sessionID, layout.serverName)
    self.isResumed = isResumed
    self.number = number
    self.message = message.copy()
    var start = 0
    for part in layout.varying {
      compared.append(start..<part.lowerBound)
      start = part.upperBound
    }
    compared.append(start..<message.count)
  }

  /// Every length is among the compared ranges.
  func isRepeated(by other: Span<UInt8>, _ version: ProtocolVersion) -> Bool {
    guard message.count == other.count, recordVersion.rawValue == version.rawValue else { return false }
    for range in compared where !message.span.extracting(range).hasSameBytes(as: other.extracting(range)) {
      return false
    }
    return true
  }
}

/// A TLS session id in eight bytes, with a random seed against prepared collisions.
struct SessionIDHash: Hashable, Sendable {
  private var hash: UInt64 = 0

  private static let seed = UInt64.random(in: 1 ... .max)

  init() {}

  /// The session id in a part of a message; nil when empty.
  init(_ message: Span<UInt8>, _ part: Range<Int>) {
    if part.isEmpty { return }
    hash = Self.seed
    for index in part {
      hash = (hash ^ UInt64(message[index])) &* 0x9e37_79b9_7f4a_7c15
      hash ^= hash &>> 29
    }
  }

  init(_ session: [UInt8]) {
    self.init(session.span, 0..<session.count)
  }

  var isPresent: Bool { hash != 0 }

  func matches(_ message: Span<UInt8>, _ part: Range<Int>) -> Bool {
    isPresent && self == SessionIDHash(message, part)
  }
}
