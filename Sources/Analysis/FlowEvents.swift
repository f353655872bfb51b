import Diagnosis

/// The events of all flows in one array, each flow's as a chain from its last to its first: an array per flow
/// would cost more than its events.
struct FlowEvents: Sendable {
  private var chunks: [[PackedEvent]] = []
  private var newest: [PackedEvent] = []
  private var count: UInt32 = 0
  private var base: Int64 = 0

  static let none = UInt32.max
  /// Events in a chunk, as a power of two: chunks are never copied to grow, and one is 160 KiB.
  private static let chunkBits: UInt32 = 13

  /// Adds an event to a flow, or notes that there are too many: for the flow, or for the capture, which has
  /// at most 2³².
  mutating func add(_ event: FlowEvent, to state: inout FlowState) {
    // One place for the event, and perhaps one for what does not fit there.
    guard state.eventCount < FlowEvidence.eventLimit, count < Self.none - 1 else {
      state.hasMoreEvents = true
      return
    }
    if count == 0, base == 0 { base = event.time }
    state.eventCount &+= 1
    if let kept = PackedEvent(event, base: base, previous: state.lastEvent) {
      state.lastEvent = append(kept)
    } else {
      let rest = append(PackedEvent(restOf: event, previous: state.lastEvent))
      state.lastEvent = append(PackedEvent(long: event, rest: rest))
    }
  }

  @inline(__always)
  private mutating func append(_ event: PackedEvent) -> UInt32 {
    if count & (1 << Self.chunkBits &- 1) == 0 { beginChunk() }
    newest.append(event)
    count &+= 1
    return count &- 1
  }

  private mutating func beginChunk() {
    if !newest.isEmpty { chunks.append(newest) }
    newest = []
    newest.reserveCapacity(1 << Self.chunkBits)
  }

  private func at(_ place: UInt32) -> PackedEvent {
    let (chunk, index) = Self.split(place)
    return chunk < chunks.count ? chunks[chunk][index] : newest[index]
  }

  private static func split(_ place: UInt32) -> (chunk: Int, index: Int) {
    (Int(place >> chunkBits), Int(place & (1 << chunkBits - 1)))
  }

  private mutating func replace(_ place: UInt32, with payload: FlowEvent.Payload) {
    let (chunk, index) = Self.split(place)
    if chunk < chunks.count {
      chunks[chunk][index].payload = payload
    } else {
      newest[index].payload = payload
    }
  }

  /// Widens a role's last event by missing bytes of the same kind; false when it is another or further back
  /// than ``lookBack``.
  mutating func widen(_ missing: FlowEvent.Payload, of role: Role, endingAt last: UInt32) -> Bool {
    var place = last
    for _ in 0..<Self.lookBack where place != Self.none {
      let kept = at(place)
      if kept.from == role {
        guard let joined = kept.payload.joined(with: missing) else { return false }
        replace(place, with: joined)
        return true
      }
      place = kept.isLong ? at(kept.previous).previous : kept.previous
    }
    return false
  }

  private static let lookBack = 4

  /// `turned` exchanges client and server.
  func read(_ events: inout [FlowEvent], endingAt last: UInt32, length: Int, turned: Bool) {
    if events.count > length { events.removeLast(events.count - length) }
    let missing = length - events.count
    if missing > 0 { events.append(contentsOf: repeatElement(Self.blank, count: missing)) }
    let free = fill(events.mutableSpan, endingAt: last, turned: turned)
    // There are fewer than were counted when the limit was reached.
    if free > 0 { events.removeFirst(free) }
  }

  /// Fills entries from the last to the first. A span, because an array checks uniqueness for each event.
  /// - Returns: how many entries stay free.
  private func fill(_ events: consuming MutableSpan<FlowEvent>, endingAt last: UInt32, turned: Bool) -> Int {
    var (place, free) = (last, events.count)
    while place != Self.none, free > 0 {
      free -= 1
      let kept = at(place)
      if kept.isLong {
        let rest = at(kept.previous)
        kept.write(to: &events[free], rest: rest, turned: turned)
        place = rest.previous
      } else {
        kept.write(to: &events[free], base: base, turned: turned)
        place = kept.previous
      }
    }
    return free
  }

  /// The events of some flows alone.
  /// - Parameter move: gives each payload that of another store.
  func keeping(
    _ places: [UInt32], _ states: inout [FlowState], move: (FlowEvent.Payload) -> FlowEvent.Payload
  ) -> FlowEvents {
    var kept = FlowEvents()
    kept.base = base
    var events: [FlowEvent] = []
    for place in places {
      let state = states[Int(place)]
      read(&events, endingAt: state.lastEvent, length: Int(state.eventCount), turned: false)
      (states[Int(place)].lastEvent, states[Int(place)].eventCount) = (Self.none, 0)
      for var event in events {
        event.payload = move(event.payload)
        kept.add(event, to: &states[Int(place)])
      }
    }
    return kept
  }

  private static let blank = FlowEvent(.syn, from: .client, frame: 0, reassembledIn: 0, time: 0)
}
