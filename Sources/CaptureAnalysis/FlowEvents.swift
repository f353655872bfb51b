import Diagnosis

/// The events of all flows in one place, each flow's as a chain from its last to its first.
///
/// Most flows have some ten events, and an array for each would cost more than what it holds.
struct FlowEvents: Sendable {
  private struct Link: Sendable {
    let event: FlowEvent
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
