import Bytes

/// Holes: out-of-order data, and when a hole is filled or given up.
extension HalfStream {
  /// Stores a segment after a hole. True when all of it had been stored.
  mutating func keep(
    _ payload: SegmentPayload, in frame: Span<UInt8>, _ queues: inout OutOfOrderQueues,
    _ sink: inout EventSink
  ) -> Bool {
    guard isNear(payload.end) else { return false }
    if queue == 0 { queue = queues.open(connection: sink.connection, side: side) }
    if let end = queues[queue].end, !payload.sequence.isBefore(end.sequence) { return false }
    let kept = queues[queue].keep(payload, in: frame, origin: sink.stamp, withBytes: sink.isReading)
    bytes &+= UInt64(kept.new)
    if kept.conflicts { seen.insert(.conflict) }
    if kept.new == 0 { sendRetransmission(payload, &sink) }
    while queue != 0, queues.isOverBudget(queue) { giveUpForBudget(&queues, &sink) }
    return kept.new == 0
  }

  /// Delivers a segment that fills a hole, around the out-of-order segments that it overlaps.
  mutating func fillHole(
    with payload: SegmentPayload, in frame: Span<UInt8>, _ queues: inout OutOfOrderQueues,
    _ sink: inout EventSink
  ) {
    while queue != 0, next.isBefore(payload.end) {
      guard let hole = queues[queue].holeEnd, hole.isBefore(payload.end) else { break }
      if let first = queues[queue].first, first.conflicts(with: payload, in: frame) {
        seen.insert(.conflict)
      }
      if next.isBefore(hole) { deliver(payload, upTo: hole, &sink) }
      deliverReady(&queues, &sink)
    }
    if next.isBefore(payload.end), !seen.contains(.finDelivered) {
      deliver(payload, upTo: payload.end, &sink)
    }
    deliverReady(&queues, &sink)
  }

  /// Delivers the out-of-order segments, and the FIN, that are now in order.
  private mutating func deliverReady(_ queues: inout OutOfOrderQueues, _ sink: inout EventSink) {
    while queue != 0, let hole = queues[queue].holeEnd, !next.isBefore(hole) {
      if let end = queues[queue].end, !next.isBefore(end.sequence) {
        return deliver(end, &queues, &sink)
      }
      guard let segment = queues[queue].removeFirst() else { break }
      deliver(segment, &sink)
    }
    if queue != 0, queues[queue].isEmpty { closeQueue(&queues) }
  }

  /// Gives up the first hole: a gap, then the data after it.
  /// - Parameter received: what the receiver acknowledged, which tells a frame that the capture missed from
  ///   one that the network lost.
  mutating func giveUpHole(
    received: SequenceNumber? = nil, _ queues: inout OutOfOrderQueues, _ sink: inout EventSink
  ) {
    guard queue != 0, let hole = queues[queue].holeEnd else { return closeQueue(&queues) }
    if dropPassedReset(received: received, &queues, &sink) { return }
    let origin = queues[queue].first?.origin ?? queues[queue].end?.origin ?? sink.stamp
    let missing = hole.distance(from: next)
    if let received, next.isBefore(received) { seen.insert(.lacksReceived) }
    next = hole
    seen.insert(.content)
    sink.send(.gap(missing, isCut: false), side, origin: origin)
    deliverReady(&queues, &sink)
  }

  /// An RST that is ahead of the next byte, and after which its sender went on, ended nothing (RFC 5961, section 3.2): no
  /// bytes are missing in front of it.
  private mutating func dropPassedReset(
    received: SequenceNumber?, _ queues: inout OutOfOrderQueues, _ sink: inout EventSink
  ) -> Bool {
    let reset = queues[queue].removePassedReset(acknowledged: highestAcknowledged, received: received)
    guard let reset else { return false }
    seen.insert(.outOfWindowReset)
    sink.send(.outOfWindowReset, side, origin: reset.origin)
    if queues[queue].isEmpty { closeQueue(&queues) }
    return true
  }

  mutating func giveUpForBudget(_ queues: inout OutOfOrderQueues, _ sink: inout EventSink) {
    if sink.isReading { seen.insert(.budgetSpent) }
    giveUpHole(&queues, &sink)
  }

  mutating func giveUpAllHoles(
    received: SequenceNumber?, _ queues: inout OutOfOrderQueues, _ sink: inout EventSink
  ) {
    while queue != 0 { giveUpHole(received: received, &queues, &sink) }
  }

  /// An accepted RST follows all that its sender sent: missing bytes before it will not come.
  mutating func skip(to sequence: SequenceNumber, _ sink: inout EventSink) {
    guard seen.contains(.start), next.isBefore(sequence) else { return }
    let missing = sequence.distance(from: next)
    next = sequence
    sink.send(.gap(missing, isCut: false), side)
  }

  func freeBytes(_ queues: inout OutOfOrderQueues) {
    if queue != 0 { queues[queue].freeBytes() }
  }

  mutating func closeQueue(_ queues: inout OutOfOrderQueues) {
    queues.close(queue)
    queue = 0
  }
}
