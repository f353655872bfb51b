/// What a trace holds beside its packets.
struct TraceCounts {
  /// That the system could not write.
  var lost: UInt64 = 0
  private var events = 0
  private var damaged = 0
  private var dropped = 0
  private var reasons: [UInt32] = []

  /// Reasons that a note names: a trace seldom has more than two.
  private static let namedReasons = 8

  mutating func add(_ found: FoundPackets) {
    events += found.events
    damaged += found.damaged
    dropped += found.dropReasons.count
    for reason in found.dropReasons where reasons.count < Self.namedReasons && !reasons.contains(reason) {
      reasons.append(reason)
    }
  }

  /// - Parameter lostParts: parts of packets whose other parts are not in the trace.
  func notes(frames: UInt32, lostParts: Int) -> [CaptureNote] {
    var notes: [CaptureNote] = []
    // The first event is the header of the trace.
    if frames == 0, events > 1 { notes.append(.noPacketEvents(events: events)) }
    if lost > 0 { notes.append(.eventsLost(lost)) }
    if dropped > 0 { notes.append(.droppedByWindows(packets: dropped, reasons: reasons)) }
    if damaged + lostParts > 0 { notes.append(.unreadableEvents(damaged + lostParts)) }
    return notes
  }
}

/// The network interfaces of a trace, or the components that saw its packets, as they appear.
struct TraceInterfaces {
  private struct Key: Hashable {
    let linkType: UInt32
    let number: UInt32
  }

  private var numbers: [Key: Int32] = [:]
  private(set) var interfaces: [CaptureInterface] = []

  /// A computer has some ten, and some hundred components.
  private static let limit = 4096

  /// - Returns: the place of the interface.
  mutating func note(_ linkType: UInt32, _ number: UInt32) -> Int32 {
    let key = Key(linkType: linkType, number: number)
    if let known = numbers[key] {
      interfaces[Int(known)].packets += 1
      return known
    }
    guard interfaces.count < Self.limit else { return 0 }
    let place = Int32(interfaces.count)
    numbers[key] = place
    interfaces.append(
      CaptureInterface(
        name: "\(number)", linkType: linkType, snapLength: 0, timeDigits: TraceClock.digits, packets: 1))
    return place
  }
}
