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
    // Behind the sender's FIN nothing is data any more.
    if seen.contains(.finDelivered) { return false }
    if queue != 0 || seen.contains(.reset) { noteBytesBehindReset(payload, &queues, &sink) }
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
    at sequence: SequenceNumber, _ segment: EndSegment, _ queues: inout OutOfOrderQueues,
    _ sink: inout EventSink
  ) -> Bool {
    if seen.contains(.finDelivered) { return sequence + 1 == next }
    let fin = OutOfOrderEnd(sequence: sequence, isReset: false, segment: segment, origin: sink.stamp)
    if sequence == next {
      deliver(fin, &queues, &sink)
      return false
    }
    guard next.isBefore(sequence), isNear(sequence) else { return false }
    seen.insert(.fin)
    return !keep(fin, &queues, &sink)
  }

  private mutating func keep(
    _ end: OutOfOrderEnd, _ queues: inout OutOfOrderQueues, _ sink: inout EventSink
  ) -> Bool {
    if queue == 0 { queue = queues.open(connection: sink.connection, side: side) }
    return queues[queue].keep(end)
  }

  /// Processes an RST that the receiver accepts. One ahead of bytes that have not come waits for them: when its
  /// sender goes on behind it, it ended nothing (RFC 5961, section 3.2). One ahead of an RST that ended the stream
  /// guesses the number: no bytes are missing between them.
  mutating func receiveReset(
    at sequence: SequenceNumber, _ segment: EndSegment, received: SequenceNumber?,
    _ queues: inout OutOfOrderQueues, _ sink: inout EventSink
  ) {
    let end = OutOfOrderEnd(
      sequence: sequence, isReset: true, segment: segment, origin: sink.stamp,
      acknowledged: highestAcknowledged)
    let isMissingKnown = received.map { !$0.isBefore(sequence) } ?? false
    if seen.contains(.reset), next.isBefore(sequence), !isMissingKnown {
      seen.insert(.outOfWindowReset)
      return sink.send(.outOfWindowReset, side)
    }
    let mayWait = sink.isReading && seen.contains(.start) && !isMissingKnown
    if mayWait, next.isBefore(sequence), isNear(sequence), waits(end, &queues, &sink) { return }
    if queue != 0 { queues[queue].passReset(before: segment) }
    giveUpAllHoles(received: received, &queues, &sink)
    skip(to: sequence, &sink)
    deliver(end, &queues, &sink)
  }

  /// Whether an RST ahead of the next byte waits, or another one does already.
  private mutating func waits(
    _ end: OutOfOrderEnd, _ queues: inout OutOfOrderQueues, _ sink: inout EventSink
  ) -> Bool {
    if keep(end, &queues, &sink) { return true }
    guard let first = queues[queue].end, first.isReset else { return false }
    if first.sequence == end.sequence { return true }
    seen.insert(.outOfWindowReset)
    sink.send(.outOfWindowReset, side)
    return true
  }

  private mutating func noteBytesBehindReset(
    _ payload: SegmentPayload, _ queues: inout OutOfOrderQueues, _ sink: inout EventSink
  ) {
    if seen.contains(.reset) { seen.insert(.wentOnAfterReset) }
    guard queue != 0 else { return }
    guard let reset = queues[queue].removeReset(before: payload.end) else {
      return queues[queue].passReset()
    }
    seen.insert(.outOfWindowReset)
    sink.send(.outOfWindowReset, side, origin: reset.origin)
    if queues[queue].isEmpty { closeQueue(&queues) }
  }

  mutating func deliver(_ payload: SegmentPayload, upTo end: SequenceNumber, _ sink: inout EventSink) {
    let range = payload.captured(from: next, to: end)
    let length = end.distance(from: next)
    bytes &+= UInt64(length)
    if !range.isEmpty { sink.send(.data, side, .frame(range)) }
    advance(by: length)
    noteTruncation(length, captured: range.count, origin: sink.stamp, &sink)
  }

  mutating func deliver(_ segment: OutOfOrderSegment, _ sink: inout EventSink) {
    if !segment.bytes.isEmpty { sink.sendCopy(segment.bytes, side, origin: segment.origin) }
    advance(by: segment.length)
    // Of a connection that is no longer read, nobody knows what was captured.
    if sink.isReading {
      noteTruncation(segment.length, captured: segment.bytes.count, origin: segment.origin, &sink)
    }
  }

  /// Moves past delivered bytes.
  private mutating func advance(by length: UInt32) {
    next = next + length
    seen.insert(.content)
  }

  /// What the snap length removed is a gap.
  private func noteTruncation(
    _ length: UInt32, captured: Int, origin: FrameStamp, _ sink: inout EventSink
  ) {
    let missing = length &- UInt32(truncatingIfNeeded: captured)
    if missing > 0 { sink.send(.gap(missing, isCut: true), side, origin: origin) }
  }

  mutating func deliver(
    _ end: OutOfOrderEnd, _ queues: inout OutOfOrderQueues, _ sink: inout EventSink
  ) {
    closeQueue(&queues)
    if end.isReset {
      seen.insert(.reset)
    } else {
      next = next + 1
      seen.insert([.fin, .finDelivered])
    }
    sink.send(end.isReset ? .reset : .fin, side, origin: end.origin, .end(end.segment))
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
