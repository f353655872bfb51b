import Diagnosis

/// The events of all flows in one place, each flow's as a chain from its last to its first.
///
/// Most flows have some ten events, and an array for each would cost more than what it holds.
struct FlowEvents: Sendable {
  private struct Link: Sendable {
    var event: FlowEvent
    /// The place of the flow's event before this one.
    let previous: UInt32
  }

  private var chunks: [[Link]] = []
  private var count: UInt32 = 0

  /// Stands for "no event".
  static let none = UInt32.max
  /// Events in a chunk, as a power of two: chunks are never copied to grow, and one is 256 KiB.
  private static let chunkBits: UInt32 = 13

  /// Keeps an event behind the one at `previous` and returns its place; `previous` when there is no room
  /// for more than 2³² events.
  mutating func add(_ event: FlowEvent, after previous: UInt32) -> UInt32 {
    guard count < Self.none else { return previous }
    if count & (1 << Self.chunkBits - 1) == 0 {
      chunks.append([])
      chunks[chunks.count - 1].reserveCapacity(1 << Self.chunkBits)
    }
    chunks[chunks.count - 1].append(Link(event: event, previous: previous))
    count += 1
    return count - 1
  }

  /// Adds to the detail of a role's last event when that is of a kind; false when it is not, or lies further
  /// back than ``lookBack``.
  mutating func widen(_ kind: FlowEvent.Kind, of role: Role, by amount: UInt32, endingAt last: UInt32) -> Bool
  {
    var place = last
    for _ in 0..<Self.lookBack where place != Self.none {
      let (chunk, index) = (Int(place >> Self.chunkBits), Int(place & (1 << Self.chunkBits - 1)))
      if chunks[chunk][index].event.from == role {
        guard chunks[chunk][index].event.kind == kind else { return false }
        chunks[chunk][index].event.detail &+= amount
        return true
      }
      place = chunks[chunk][index].previous
    }
    return false
  }

  /// How many events are looked through for a role's last: one of the other role comes between, seldom two.
  private static let lookBack = 4

  /// The events of the chain that ends at a place, in their order. `turned` exchanges client and server.
  func chain(endingAt last: UInt32, length: Int, turned: Bool) -> [FlowEvent] {
    var events: [FlowEvent] = []
    events.reserveCapacity(length)
    var place = last
    while place != Self.none, events.count < length {
      let link = chunks[Int(place >> Self.chunkBits)][Int(place & (1 << Self.chunkBits - 1))]
      events.append(turned ? link.event.turned : link.event)
      place = link.previous
    }
    events.reverse()
    return events
  }
}

extension FlowEvent {
  /// The same event when the other side is the client.
  fileprivate var turned: FlowEvent {
    var event = self
    event.from = from.opposite
    return event
  }
}
