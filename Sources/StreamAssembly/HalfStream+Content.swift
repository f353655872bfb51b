import ByteReading

/// The bytes of a side, in order and each once.
extension HalfStream {
  /// Takes a segment's payload. True when it held nothing but bytes that had been seen before.
  mutating func take(
    _ text: SegmentText, _ payload: Span<UInt8>, from side: Side, receiverAcknowledged: SequenceNumber?,
    early: inout EarlySegments, _ delivery: inout Delivery, _ deliver: StreamEvent.Handler
  ) -> Bool {
    if !next.isBefore(text.end) {
      return noteOld(text, side, receiverAcknowledged, &delivery, deliver)
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
    at sequence: SequenceNumber, from side: Side, early: inout EarlySegments, _ delivery: inout Delivery,
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
  private mutating func advance(
    to end: SequenceNumber, _ text: SegmentText, _ payload: Span<UInt8>, _ side: Side,
    _ delivery: inout Delivery, _ deliver: StreamEvent.Handler
  ) {
    let range = text.part(of: payload, from: next, to: end)
    let length = end.distance(from: next)
    bytes &+= UInt64(length)
    pass(length, payload.extracting(range), side, origin: delivery.stamp, &delivery, deliver)
  }

  /// Moves on by `length` bytes, of which the first are there and the rest was cut.
  private mutating func pass(
    _ length: UInt32, _ bytes: Span<UInt8>, _ side: Side, origin: FrameStamp, _ delivery: inout Delivery,
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
    _ text: SegmentText, _ side: Side, _ receiverAcknowledged: SequenceNumber?,
    _ delivery: inout Delivery, _ deliver: StreamEvent.Handler
  ) -> Bool {
    let isLastByte = text.length == 1 && text.end == next
    if isLastByte, receiverAcknowledged.map({ !$0.isBefore(next) }) ?? true { return false }
    let passed = next.distance(from: start)
    if bytes < 1 << 31, next.distance(from: text.sequence) > passed { return false }
    let offset = text.sequence.distance(from: start)
    delivery.send(
      .retransmission(sequenceOffset: offset, length: text.length), side, to: deliver)
    return true
  }

  private func isNear(_ sequence: SequenceNumber) -> Bool {
    sequence.distance(from: next) <= AssemblyBudget.farthestAhead
  }
}

/// Holes: what waits behind them, and when they are filled or given up.
extension HalfStream {
  /// Keeps an early segment. True when all of it was kept already.
  private mutating func keep(
    _ text: SegmentText, _ payload: Span<UInt8>, _ side: Side, _ early: inout EarlySegments,
    _ delivery: inout Delivery, _ deliver: StreamEvent.Handler
  ) -> Bool {
    guard isNear(text.end) else { return false }
    if queue == 0 { queue = early.open(connection: delivery.connection, side: side) }
    if let fin = early[queue].fin, !text.sequence.isBefore(fin.sequence) { return false }
    let (stamp, isReading) = (delivery.stamp, delivery.isReading)
    let kept = early.with(queue) { $0.keep(text, payload, origin: stamp, withBytes: isReading) }
    bytes &+= UInt64(kept.new)
    if kept.conflicts { seen.insert(.conflict) }
    if kept.new == 0 {
      let offset = text.sequence.distance(from: start)
      delivery.send(.retransmission(sequenceOffset: offset, length: text.length), side, to: deliver)
    }
    while queue != 0, early.isOverBudget(queue) {
      giveUpForBudget(side, &early, &delivery, deliver)
    }
    return kept.new == 0
  }

  /// Delivers a segment that fills a hole, around the early segments that it overlaps.
  private mutating func weave(
    _ text: SegmentText, _ payload: Span<UInt8>, _ side: Side, _ early: inout EarlySegments,
    _ delivery: inout Delivery, _ deliver: StreamEvent.Handler
  ) {
    while queue != 0, next.isBefore(text.end) {
      guard let hole = early[queue].holeEnd, hole.isBefore(text.end) else { break }
      if let first = early[queue].first, first.conflicts(with: text, payload) { seen.insert(.conflict) }
      if next.isBefore(hole) { advance(to: hole, text, payload, side, &delivery, deliver) }
      drain(side, &early, &delivery, deliver)
    }
    if next.isBefore(text.end), !seen.contains(.finDelivered) {
      advance(to: text.end, text, payload, side, &delivery, deliver)
    }
    drain(side, &early, &delivery, deliver)
  }

  /// Delivers the early segments, and the FIN, that are now in order.
  private mutating func drain(
    _ side: Side, _ early: inout EarlySegments, _ delivery: inout Delivery, _ deliver: StreamEvent.Handler
  ) {
    while queue != 0, let hole = early[queue].holeEnd, !next.isBefore(hole) {
      if let fin = early[queue].fin, !next.isBefore(fin.sequence) {
        return deliverFin(origin: fin.origin, side, &early, &delivery, deliver)
      }
      guard let segment = early.with(queue, { $0.takeFirst() }) else { break }
      pass(segment.length, segment.bytes.span, side, origin: segment.origin, &delivery, deliver)
    }
    if queue != 0, early[queue].isEmpty { closeQueue(&early) }
  }

  /// Gives up the first hole: a gap, and what waited behind it.
  mutating func giveUpHole(
    _ side: Side, _ early: inout EarlySegments, _ delivery: inout Delivery, _ deliver: StreamEvent.Handler
  ) {
    guard queue != 0, let hole = early[queue].holeEnd else { return closeQueue(&early) }
    let origin = early[queue].first?.origin ?? early[queue].fin?.origin ?? delivery.stamp
    let missing = hole.distance(from: next)
    next = hole
    seen.insert(.content)
    delivery.send(.gap(missing, isCut: false), side, origin: origin, to: deliver)
    drain(side, &early, &delivery, deliver)
  }

  mutating func giveUpForBudget(
    _ side: Side, _ early: inout EarlySegments, _ delivery: inout Delivery, _ deliver: StreamEvent.Handler
  ) {
    if delivery.isReading { seen.insert(.budgetSpent) }
    giveUpHole(side, &early, &delivery, deliver)
  }

  mutating func giveUpAllHoles(
    _ side: Side, _ early: inout EarlySegments, _ delivery: inout Delivery, _ deliver: StreamEvent.Handler
  ) {
    while queue != 0 { giveUpHole(side, &early, &delivery, deliver) }
  }

  private mutating func deliverFin(
    origin: FrameStamp, _ side: Side, _ early: inout EarlySegments, _ delivery: inout Delivery,
    _ deliver: StreamEvent.Handler
  ) {
    next = next + 1
    seen.insert([.fin, .finDelivered])
    closeQueue(&early)
    delivery.send(.fin, side, origin: origin, to: deliver)
  }

  private mutating func closeQueue(_ early: inout EarlySegments) {
    early.close(queue)
    queue = 0
  }
}
