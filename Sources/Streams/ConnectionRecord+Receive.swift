import Bytes
import Packets

/// What one segment, or the end of the wait for others, does to a connection.
extension ConnectionRecord {
  /// Nanoseconds since the connection's last segment within which one that repeats others is taken for a copy
  /// of the capture. A sender waits longer (RFC 6298, section 2.4), but for the few that acknowledgements ask
  /// for (RFC 5681, section 3.2).
  private static let copyDistance: Int64 = 10_000_000

  /// Takes one segment; true when it is a copy of an earlier one.
  mutating func receive(
    _ segment: TCPSegment, _ payload: Span<UInt8>, _ number: Int, _ side: Side, _ stamp: FrameStamp,
    early: inout OutOfOrderQueues, _ deliver: StreamEvent.Handler
  ) -> Bool {
    let isSoon = stamp.time &- last.time < Self.copyDistance
    last = stamp
    let repeated = one.retransmissions &+ other.retransmissions
    var step = SegmentStep(segment, from: side, notes, delivery(number, stamp))
    if side == .one {
      step.take(segment, payload, &one, &other, &early, deliver)
    } else {
      step.take(segment, payload, &other, &one, &early, deliver)
    }
    notes = step.notes
    settle(step.delivery, &early)
    return isSoon && repeated != one.retransmissions &+ other.retransmissions
  }

  /// An ICMP message about a segment of this side. One from before its SYN is of an older connection.
  mutating func receiveQuoted(
    _ sequence: SequenceNumber, _ bits: ControlBits, _ number: Int, _ side: Side, _ stamp: FrameStamp,
    early: inout OutOfOrderQueues, _ deliver: StreamEvent.Handler
  ) {
    if side == .one {
      StreamNumbering.noteQuoted(sequence, bits, from: &one)
    } else {
      StreamNumbering.noteQuoted(sequence, bits, from: &other)
    }
    let half = self[side]
    let isOlder =
      half.seen.contains(.sureStart) && half.bytes < 1 << 31 && (sequence + 1).isBefore(half.start)
    guard !isOlder else { return }
    var delivery = delivery(number, stamp)
    delivery.send(.unreachable, side, to: deliver)
    settle(delivery, &early)
  }

  mutating func open(
    _ number: Int, _ stamp: FrameStamp, early: inout OutOfOrderQueues, _ deliver: StreamEvent.Handler
  ) {
    var delivery = delivery(number, stamp)
    delivery.send(.opened, .one, to: deliver)
    settle(delivery, &early)
  }

  /// Gives up the first hole of a side because the budget of the capture is spent.
  mutating func giveUpHole(
    of side: Side, _ number: Int, _ stamp: FrameStamp, early: inout OutOfOrderQueues,
    _ deliver: StreamEvent.Handler
  ) {
    var delivery = delivery(number, stamp)
    if side == .one {
      one.giveUpForBudget(side, &early, &delivery, deliver)
    } else {
      other.giveUpForBudget(side, &early, &delivery, deliver)
    }
    settle(delivery, &early)
  }

  mutating func giveUpAllHoles(
    _ number: Int, _ stamp: FrameStamp, early: inout OutOfOrderQueues, _ deliver: StreamEvent.Handler
  ) {
    var delivery = delivery(number, stamp)
    one.giveUpAllHoles(.one, received: other.highestAcknowledged, &early, &delivery, deliver)
    other.giveUpAllHoles(.other, received: one.highestAcknowledged, &early, &delivery, deliver)
    settle(delivery, &early)
  }

  mutating func stopReading(early: inout OutOfOrderQueues) {
    notes.remove(.isReading)
    if one.queue != 0 { early.with(one.queue) { $0.dropBytes() } }
    if other.queue != 0 { early.with(other.queue) { $0.dropBytes() } }
  }

  private func delivery(_ number: Int, _ stamp: FrameStamp) -> EventSink {
    EventSink(connection: number, stamp: stamp, isReading: notes.contains(.isReading))
  }

  /// Takes up the answers that the events were given.
  private mutating func settle(_ delivery: EventSink, _ early: inout OutOfOrderQueues) {
    if !delivery.isReading, notes.contains(.isReading) { stopReading(early: &early) }
  }
}
