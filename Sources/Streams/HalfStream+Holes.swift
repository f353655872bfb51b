import Bytes

/// Holes: what waits behind them, and when they are filled or given up.
extension HalfStream {
  /// Keeps an early segment. True when all of it was kept already.
  mutating func keep(
    _ text: SegmentText, _ payload: Span<UInt8>, _ side: Side, _ early: inout OutOfOrderQueues,
    _ delivery: inout EventSink, _ deliver: StreamEvent.Handler
  ) -> Bool {
    guard isNear(text.end) else { return false }
    if queue == 0 { queue = early.open(connection: delivery.connection, side: side) }
    if let fin = early[queue].fin, !text.sequence.isBefore(fin.sequence) { return false }
    let (stamp, isReading) = (delivery.stamp, delivery.isReading)
    let kept = early.with(queue) { $0.keep(text, payload, origin: stamp, withBytes: isReading) }
    bytes &+= UInt64(kept.new)
    if kept.conflicts { seen.insert(.conflict) }
    if kept.new == 0 { sendRetransmission(text, payload, side, &delivery, deliver) }
    while queue != 0, early.isOverBudget(queue) {
      giveUpForBudget(side, &early, &delivery, deliver)
    }
    return kept.new == 0
  }

  /// Delivers a segment that fills a hole, around the early segments that it overlaps.
  mutating func weave(
    _ text: SegmentText, _ payload: Span<UInt8>, _ side: Side, _ early: inout OutOfOrderQueues,
    _ delivery: inout EventSink, _ deliver: StreamEvent.Handler
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
    _ side: Side, _ early: inout OutOfOrderQueues, _ delivery: inout EventSink, _ deliver: StreamEvent.Handler
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

  /// Gives up the first hole: a gap, and what waited behind it. `received`: what the receiver acknowledged, which
  /// tells a frame that the capture missed from one that the network lost.
  mutating func giveUpHole(
    _ side: Side, received: SequenceNumber? = nil, _ early: inout OutOfOrderQueues,
    _ delivery: inout EventSink,
    _ deliver: StreamEvent.Handler
  ) {
    guard queue != 0, let hole = early[queue].holeEnd else { return closeQueue(&early) }
    let origin = early[queue].first?.origin ?? early[queue].fin?.origin ?? delivery.stamp
    let missing = hole.distance(from: next)
    if let received, next.isBefore(received) { seen.insert(.lacksReceived) }
    next = hole
    seen.insert(.content)
    delivery.send(.gap(missing, isCut: false), side, origin: origin, to: deliver)
    drain(side, &early, &delivery, deliver)
  }

  mutating func giveUpForBudget(
    _ side: Side, _ early: inout OutOfOrderQueues, _ delivery: inout EventSink, _ deliver: StreamEvent.Handler
  ) {
    if delivery.isReading { seen.insert(.budgetSpent) }
    giveUpHole(side, &early, &delivery, deliver)
  }

  mutating func giveUpAllHoles(
    _ side: Side, received: SequenceNumber?, _ early: inout OutOfOrderQueues, _ delivery: inout EventSink,
    _ deliver: StreamEvent.Handler
  ) {
    while queue != 0 { giveUpHole(side, received: received, &early, &delivery, deliver) }
  }

  /// An RST stands behind all that its sender sent: what is missing before it will not come any more.
  mutating func passOver(
    to sequence: SequenceNumber, _ side: Side, _ delivery: inout EventSink,
    _ deliver: StreamEvent.Handler
  ) {
    guard seen.contains(.start), next.isBefore(sequence) else { return }
    let missing = sequence.distance(from: next)
    next = sequence
    delivery.send(.gap(missing, isCut: false), side, to: deliver)
  }

  /// An RST that acknowledges tells what its sender has received, too.
  mutating func noteAcknowledged(byReset point: SequenceNumber?, of receiver: HalfStream) {
    guard let point, receiver.seen.contains(.start), receiver.next.isBefore(point),
      !seen.contains(.acknowledgement) || acknowledged.isBefore(point)
    else { return }
    acknowledged = point
    if !seen.contains(.acknowledgement) || windowEnd.isBefore(point) { windowEnd = point }
    seen.insert(.acknowledgement)
  }

  mutating func deliverFin(
    origin: FrameStamp, _ side: Side, _ early: inout OutOfOrderQueues, _ delivery: inout EventSink,
    _ deliver: StreamEvent.Handler
  ) {
    next = next + 1
    seen.insert([.fin, .finDelivered])
    closeQueue(&early)
    delivery.send(.fin, side, origin: origin, to: deliver)
  }

  private mutating func closeQueue(_ early: inout OutOfOrderQueues) {
    early.close(queue)
    queue = 0
  }
}
