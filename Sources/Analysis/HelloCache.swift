import Diagnosis
import Protocols

/// Hellos that were read before: a client sends the same offer again and again, but for its random, its
/// session id, and the name it asks for.
struct HelloCache: Sendable {
  private var offers = ByteInterner(byteLimit: HelloCache.byteLimit)
  private var choices = ByteInterner(byteLimit: HelloCache.byteLimit)
  private var recentOffers = RecentHellos()
  private var recentChoices = RecentHellos()
  /// The recurring bytes of the hello at hand; kept so that none is allocated for each.
  private var recurring: [UInt8] = []

  /// How many bytes are kept to compare with: some ten thousand offers. Those beyond are read each time.
  static let byteLimit = 4 << 20

  /// The sighting of a whole ClientHello whose offer is known, and where its session id stands; nil when
  /// it has to be read.
  mutating func sighting(
    of message: Span<UInt8>, recordVersion: ProtocolVersion, store: inout EvidenceStore
  ) -> (sighting: UInt32, sessionID: Range<Int>)? {
    guard let place = recentOffers.place(of: message, recordVersion) ?? offer(message, recordVersion),
      let name = Self.name(recentOffers.patterns[place].serverName, message, &store)
    else { return nil }
    let sighting = EvidenceStore.HelloReference(hello: recentOffers.patterns[place].number, serverName: name)
    return (store.add(sighting), recentOffers.patterns[place].sessionID)
  }

  /// The place of a hello whose offer is known, but was not met lately.
  private mutating func offer(_ message: Span<UInt8>, _ version: ProtocolVersion) -> Int? {
    guard let hello = recur(message, version), let number = offers.number(of: recurring.span) else {
      return nil
    }
    let pattern = HelloPattern(message, hello, recordVersion: version, isResumed: false, number: number)
    return recentOffers.remember(pattern)
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
    of message: Span<UInt8>, recordVersion: ProtocolVersion, resuming session: SessionIDHash
  ) -> UInt32? {
    if let place = recentChoices.place(of: message, recordVersion),
      recentChoices.patterns[place].isResumed
        == Self.resumes(session, message, recentChoices.patterns[place].sessionID)
    {
      return recentChoices.patterns[place].number
    }
    guard let hello = recall(message, recordVersion, session),
      let number = choices.number(of: recurring.span)
    else { return nil }
    let pattern = HelloPattern(
      message, hello, recordVersion: recordVersion,
      isResumed: Self.resumes(session, message, hello.sessionID), number: number)
    _ = recentChoices.remember(pattern)
    return number
  }

  /// Remembers a ServerHello that was read.
  mutating func remember(
    _ message: Span<UInt8>, recordVersion: ProtocolVersion, resuming session: SessionIDHash, choice: UInt32
  ) {
    guard recall(message, recordVersion, session) != nil, choices.number(of: recurring.span) == nil else {
      return
    }
    choices.add(recurring, number: choice)
  }

  /// Empties the recurring bytes but for the record's version, which is a part of what a hello says.
  private mutating func begin(_ version: ProtocolVersion) {
    recurring.removeAll(keepingCapacity: true)
    recurring.append(UInt8(truncatingIfNeeded: version.rawValue >> 8))
    recurring.append(UInt8(truncatingIfNeeded: version.rawValue))
  }

  private mutating func recur(_ message: Span<UInt8>, _ version: ProtocolVersion) -> HelloTemplate? {
    begin(version)
    return HelloTemplate(client: message, appendingTo: &recurring)
  }

  /// Whether a session was resumed is a part of the choice, so it becomes one of the bytes.
  private mutating func recall(
    _ message: Span<UInt8>, _ version: ProtocolVersion, _ session: SessionIDHash
  ) -> HelloTemplate? {
    begin(version)
    guard let hello = HelloTemplate(server: message, appendingTo: &recurring) else { return nil }
    recurring.append(Self.resumes(session, message, hello.sessionID) ? 1 : 0)
    return hello
  }

  private static func resumes(_ session: SessionIDHash, _ message: Span<UInt8>, _ id: Range<Int>) -> Bool {
    session.isPresent && session == SessionIDHash(message, id)
  }

  /// The store's index of the name that a hello asks for; nil when its extension has to be read with care.
  private static func name(
    _ serverName: Range<Int>?, _ message: Span<UInt8>, _ store: inout EvidenceStore
  ) -> UInt32? {
    guard let data = serverName else { return EvidenceStore.noName }
    guard let name = ClientHello.serverName(in: data, of: message),
      isASCII(message.extracting(name))
    else { return nil }
    return store.add(name: message.extracting(name))
  }

  private static func isASCII(_ name: Span<UInt8>) -> Bool {
    // No early end: without a branch in it the loop is vectorised.
    var bits: UInt8 = 0
    for index in 0..<name.count { bits |= name[index] }
    return bits < 0x80
  }
}
