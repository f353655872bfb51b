import Diagnosis
import ProtocolParsing

/// Hellos that were read before: a client sends the same offer again and again, but for its random, its
/// session id, and the name it asks for.
struct HelloCache: Sendable {
  private var offers = KnownBytes(byteLimit: HelloCache.byteLimit)
  private var choices = KnownBytes(byteLimit: HelloCache.byteLimit)
  /// The recurring bytes of the hello at hand; kept so that none is allocated for each.
  private var recurring: [UInt8] = []

  /// How many bytes are kept to compare with: some ten thousand offers. Those beyond are read each time.
  static let byteLimit = 4 << 20

  /// The sighting of a whole ClientHello whose offer is known, and where its session id stands; nil when
  /// it has to be read.
  mutating func sighting(
    of message: Span<UInt8>, recordVersion: ProtocolVersion, store: inout EvidenceStore
  ) -> (sighting: UInt32, sessionID: Range<Int>)? {
    guard let hello = recur(message, recordVersion),
      let offer = offers.number(of: recurring.span),
      let name = Self.name(hello, message, &store)
    else { return nil }
    return (store.add(EvidenceStore.Sighting(hello: offer, serverName: name)), hello.sessionID)
  }

  /// Remembers the offer of a hello that was read; `sighting` is its index in the store.
  mutating func remember(
    _ message: Span<UInt8>, recordVersion: ProtocolVersion, sighting: UInt32, store: EvidenceStore
  ) {
    guard recur(message, recordVersion) != nil, offers.number(of: recurring.span) == nil else { return }
    offers.add(recurring, number: store.sightings[Int(sighting)].hello)
  }

  /// The store's index of a whole ServerHello that is known; nil when it has to be read.
  mutating func choice(
    of message: Span<UInt8>, recordVersion: ProtocolVersion, resuming session: SessionMark
  ) -> UInt32? {
    recall(message, recordVersion, session) ? choices.number(of: recurring.span) : nil
  }

  /// Remembers a ServerHello that was read.
  mutating func remember(
    _ message: Span<UInt8>, recordVersion: ProtocolVersion, resuming session: SessionMark, choice: UInt32
  ) {
    guard recall(message, recordVersion, session), choices.number(of: recurring.span) == nil else { return }
    choices.add(recurring, number: choice)
  }

  /// Empties the recurring bytes but for the record's version, which is a part of what a hello says.
  private mutating func begin(_ version: ProtocolVersion) {
    recurring.removeAll(keepingCapacity: true)
    recurring.append(UInt8(truncatingIfNeeded: version.rawValue >> 8))
    recurring.append(UInt8(truncatingIfNeeded: version.rawValue))
  }

  private mutating func recur(_ message: Span<UInt8>, _ version: ProtocolVersion) -> RecurringHello? {
    begin(version)
    return RecurringHello(client: message, appendingTo: &recurring)
  }

  /// Whether a session was resumed is a part of the choice, so it becomes one of the bytes.
  private mutating func recall(
    _ message: Span<UInt8>, _ version: ProtocolVersion, _ session: SessionMark
  ) -> Bool {
    begin(version)
    guard let hello = RecurringHello(server: message, appendingTo: &recurring) else { return false }
    recurring.append(session.isPresent && session == SessionMark(message, hello.sessionID) ? 1 : 0)
    return true
  }

  /// The store's index of the name that a hello asks for; nil when its extension has to be read with care.
  private static func name(
    _ hello: RecurringHello, _ message: Span<UInt8>, _ store: inout EvidenceStore
  ) -> UInt32? {
    guard let data = hello.serverName else { return EvidenceStore.noName }
    guard let name = ClientHello.serverName(in: data, of: message),
      name.allSatisfy({ message[$0] < 0x80 })
    else { return nil }
    return store.add(name: message.extracting(name))
  }
}
