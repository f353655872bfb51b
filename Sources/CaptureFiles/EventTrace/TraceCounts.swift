/// What a trace holds beside its packets.
struct TraceCounts {
  /// That the system could not write.
  private let lost: UInt64
  private var events = 0
  private var damaged = 0
  private var dropped = 0
  private var reasons: [UInt32] = []

  /// Reasons that a note names: a trace seldom has more than two.
  private static let namedReasons = 8

  init(lost: UInt64) { self.lost = lost }

  mutating func noteEvent() { events += 1 }

  mutating func noteDamage() { damaged += 1 }

  mutating func noteDrop(_ reason: UInt32) {
    dropped += 1
    if reasons.count < Self.namedReasons, !reasons.contains(reason) { reasons.append(reason) }
  }

  /// - Parameters:
  ///   - lostParts: parts of packets whose other parts are not in the trace.
  ///   - unordered: packets that come behind a later one.
  func notes(frames: UInt32, lostParts: Int, unordered: Int) -> [CaptureNote] {
    var notes: [CaptureNote] = []
    // The first event is the header of the trace.
    if frames == 0, events > 1 { notes.append(.noPacketEvents(events: events)) }
    if lost > 0 { notes.append(.eventsLost(lost)) }
    if dropped > 0 { notes.append(.droppedByWindows(packets: dropped, reasons: reasons)) }
    if damaged + lostParts > 0 { notes.append(.unreadableEvents(damaged + lostParts)) }
    if unordered > 0 { notes.append(.unorderedPackets(unordered)) }
    return notes
  }
}

/// The network interfaces of a trace, or the components that saw its packets, as they appear.
struct TraceInterfaces {
  private struct Key: Hashable {
    let linkType: UInt32
    let origin: PacketOrigin
  }

  private var numbers: [Key: Int32] = [:]
  private(set) var interfaces: [CaptureInterface] = []
  /// Most packets come from where the one before did.
  private var last: (key: Key, place: Int32)?

  /// A computer has some ten, and some hundred components.
  private static let limit = 4096

  /// - Returns: the place of the interface.
  mutating func note(_ linkType: UInt32, _ origin: PacketOrigin) -> Int32 {
    let key = Key(linkType: linkType, origin: origin)
    if let last, last.key == key {
      interfaces[Int(last.place)].packets += 1
      return last.place
    }
    guard let place = place(of: key) else { return 0 }
    last = (key, place)
    interfaces[Int(place)].packets += 1
    return place
  }

  private mutating func place(of key: Key) -> Int32? {
    if let known = numbers[key] { return known }
    guard interfaces.count < Self.limit else { return nil }
    let place = Int32(interfaces.count)
    numbers[key] = place
    interfaces.append(
      CaptureInterface(
        name: key.origin.name, linkType: key.linkType, snapLength: 0, timeDigits: TraceClock.digits))
    return place
  }
}
