import Bytes

/// The bytes of a side, in order and each once.
extension HalfStream {
  /// Takes a segment's payload. True when it held nothing but bytes that had been seen before.
  mutating func take(
    _ text: SegmentText, _ payload: Span<UInt8>, from side: Side, receiverAcknowledged: SequenceNumber?,
    early: inout OutOfOrderQueues, _ delivery: inout EventSink, _ deliver: StreamEvent.Handler
  ) -> Bool {
    if !next.isBefore(text.end) {
      return noteOld(text, payload, side, receiverAcknowledged, &delivery, deliver)
    }
    // Behind the sender's own end nothing is data any more.
    guard seen.isDisjoint(with: [.finDelivered, .reset]) else { return false }
    if next.isBefore(text.sequence) { return keep(text, payload, side, &early, &delivery, deliver) }
    if queue == 0 {
      advance(to: text.end, text, payload, side, &delivery, deliver)
    } else {
      weave(text, payload, side, &early, &delivery, deliver)
    }
    return false
  }

  /// Takes a FIN. True when it had been seen before.
  mutating func takeFin(
    at sequence: SequenceNumber, from side: Side, early: inout OutOfOrderQueues, _ delivery: inout EventSink,
    _ deliver: StreamEvent.Handler
  ) -> Bool {
    if seen.contains(.finDelivered) { return sequence + 1 == next }
    guard !seen.contains(.reset) else { return false }
    if sequence == next {
      deliverFin(origin: delivery.stamp, side, &early, &delivery, deliver)
      return false
    }
    guard next.isBefore(sequence), isNear(sequence) else { return false }
    if queue == 0 { queue = early.open(connection: delivery.connection, side: side) }
    seen.insert(.fin)
    let stamp = delivery.stamp
    return !early.with(queue) { $0.keepFin(at: sequence, origin: stamp) }
  }

  /// Delivers the bytes from `next` to a point of the text. What the snap length cut off is a gap.
  mutating func advance(
    to end: SequenceNumber, _ text: SegmentText, _ payload: Span<UInt8>, _ side: Side,
    _ delivery: inout EventSink, _ deliver: StreamEvent.Handler
  ) {
    let range = text.part(of: payload, from: next, to: end)
    let length = end.distance(from: next)
    bytes &+= UInt64(length)
    pass(length, payload.extracting(range), side, origin: delivery.stamp, &delivery, deliver)
  }

  /// Moves on by `length` bytes, of which the first are there and the rest was cut.
  mutating func pass(
    _ length: UInt32, _ bytes: Span<UInt8>, _ side: Side, origin: FrameStamp, _ delivery: inout EventSink,
    _ deliver: StreamEvent.Handler
  ) {
    next = next + length
    seen.insert(.content)
    if bytes.count > 0 { delivery.send(.data, side, origin: origin, bytes: bytes, to: deliver) }
    let missing = length &- UInt32(truncatingIfNeeded: bytes.count)
    if missing > 0 { delivery.send(.gap(missing, isCut: true), side, origin: origin, to: deliver) }
  }

  /// Notes a segment that brings nothing new. A keep-alive repeats one byte that was acknowledged
  /// (RFC 9293, section 3.8.4) and is no retransmission, nor is what lies before the start.
  private mutating func noteOld(
    _ text: SegmentText, _ payload: Span<UInt8>, _ side: Side, _ receiverAcknowledged: SequenceNumber?,
    _ delivery: inout EventSink, _ deliver: StreamEvent.Handler
  ) -> Bool {
    let isLastByte = text.length == 1 && text.end == next
    if isLastByte, receiverAcknowledged.map({ !$0.isBefore(next) }) ?? true { return false }
    let passed = next.distance(from: start)
    if bytes < 1 << 31, next.distance(from: text.sequence) > passed { return false }
    sendRetransmission(text, payload, side, &delivery, deliver)
    return true
  }

  func sendRetransmission(
    _ text: SegmentText, _ payload: Span<UInt8>, _ side: Side, _ delivery: inout EventSink,
    _ deliver: StreamEvent.Handler
  ) {
    let offset = text.sequence.distance(from: start)
    delivery.send(
      .retransmission(sequenceOffset: offset, length: text.length), side, origin: delivery.stamp,
      bytes: payload, to: deliver)
  }

  func isNear(_ sequence: SequenceNumber) -> Bool {
    sequence.distance(from: next) <= AssemblyBudget.farthestAhead
  }
}
