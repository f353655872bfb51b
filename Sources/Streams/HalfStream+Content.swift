import Bytes

struct SegmentPayload {
  let sequence: SequenceNumber
  let length: UInt32
  /// The captured bytes as a range of the frame: fewer than `length` when truncated.
  let captured: Range<Int>

  var end: SequenceNumber { sequence + length }

  func captured(from start: SequenceNumber, to end: SequenceNumber) -> Range<Int> {
    let upper = min(Int(end.distance(from: sequence)), captured.count)
    let lower = min(Int(start.distance(from: sequence)), upper)
    return captured.lowerBound &+ lower..<captured.lowerBound &+ upper
  }
}

extension HalfStream {
  /// True when all of its bytes had been seen before.
  mutating func receive(
    _ payload: SegmentPayload, in frame: Span<UInt8>, receiverAcknowledged: SequenceNumber?,
    _ queues: inout OutOfOrderQueues, _ sink: inout EventSink
  ) -> Bool {
    if !next.isBefore(payload.end) { return receiveOld(payload, receiverAcknowledged, &sink) }
    // Behind the sender's own end nothing is data any more.
    guard seen.isDisjoint(with: [.finDelivered, .reset]) else { return false }
    if next.isBefore(payload.sequence) { return keep(payload, in: frame, &queues, &sink) }
    if queue == 0 {
      deliver(payload, upTo: payload.end, &sink)
    } else {
      fillHole(with: payload, in: frame, &queues, &sink)
    }
    return false
  }

  /// Processes a FIN. True when it had been seen before.
  mutating func receiveFin(
    at sequence: SequenceNumber, _ queues: inout OutOfOrderQueues, _ sink: inout EventSink
  ) -> Bool {
    if seen.contains(.finDelivered) { return sequence + 1 == next }
    guard !seen.contains(.reset) else { return false }
    if sequence == next {
      deliverFin(origin: sink.stamp, &queues, &sink)
      return false
    }
    guard next.isBefore(sequence), isNear(sequence) else { return false }
    if queue == 0 { queue = queues.open(connection: sink.connection, side: side) }
    seen.insert(.fin)
    return !queues[queue].keepFin(at: sequence, origin: sink.stamp)
  }

  mutating func deliver(_ payload: SegmentPayload, upTo end: SequenceNumber, _ sink: inout EventSink) {
    let range = payload.captured(from: next, to: end)
    let length = end.distance(from: next)
    bytes &+= UInt64(length)
    if !range.isEmpty { sink.send(.data, side, .frame(range)) }
    advance(by: length, captured: range.count, origin: sink.stamp, &sink)
  }

  mutating func deliver(_ segment: OutOfOrderSegment, _ sink: inout EventSink) {
    if !segment.bytes.isEmpty { sink.sendCopy(segment.bytes, side, origin: segment.origin) }
    advance(by: segment.length, captured: segment.bytes.count, origin: segment.origin, &sink)
  }

  /// Moves past delivered bytes. What the snap length removed is a gap.
  private mutating func advance(
    by length: UInt32, captured: Int, origin: FrameStamp, _ sink: inout EventSink
  ) {
    next = next + length
    seen.insert(.content)
    let missing = length &- UInt32(truncatingIfNeeded: captured)
    if missing > 0 { sink.send(.gap(missing, isCut: true), side, origin: origin) }
  }

  mutating func deliverFin(
    origin: FrameStamp, _ queues: inout OutOfOrderQueues, _ sink: inout EventSink
  ) {
    next = next + 1
    seen.insert([.fin, .finDelivered])
    closeQueue(&queues)
    sink.send(.fin, side, origin: origin)
  }

  /// Processes a segment without new bytes. A keep-alive repeats one acknowledged byte (RFC 9293, section
  /// 3.8.4): not a retransmission, nor are bytes from before the start.
  private func receiveOld(
    _ payload: SegmentPayload, _ receiverAcknowledged: SequenceNumber?, _ sink: inout EventSink
  ) -> Bool {
    let isLastByte = payload.length == 1 && payload.end == next
    if isLastByte, receiverAcknowledged.map({ !$0.isBefore(next) }) ?? true { return false }
    let passed = next.distance(from: start)
    if bytes < 1 << 31, next.distance(from: payload.sequence) > passed { return false }
    sendRetransmission(payload, &sink)
    return true
  }

  func sendRetransmission(_ payload: SegmentPayload, _ sink: inout EventSink) {
    let offset = payload.sequence.distance(from: start)
    sink.send(
      .retransmission(sequenceOffset: offset, length: payload.length), side, .frame(payload.captured))
  }

  func isNear(_ sequence: SequenceNumber) -> Bool {
    sequence.distance(from: next) <= ReassemblyBudget.farthestAhead
  }
}
