import ByteReading
import PacketDecoding

/// One segment on its way through a connection: from the acknowledgement it carries to its FIN.
struct SegmentStep {
  let side: Side
  let bits: ControlBits
  /// The sequence number of the segment itself: that of the SYN, if it has one.
  let sequence: SequenceNumber
  let acknowledgement: SequenceNumber?
  let text: SegmentText
  var notes: ConnectionRecord.Notes
  var delivery: Delivery

  init(
    _ segment: TCPSegment, from side: Side, _ notes: ConnectionRecord.Notes, _ delivery: Delivery
  ) {
    self.side = side
    bits = ControlBits(segment.flags)
    sequence = SequenceNumber(segment.sequence)
    acknowledgement = bits.isAck ? SequenceNumber(segment.acknowledgement) : nil
    text = SegmentText(
      sequence: bits.isSyn ? sequence + 1 : sequence,
      length: UInt32(truncatingIfNeeded: min(max(segment.payloadLength, 0), Self.longestText)))
    self.notes = notes
    self.delivery = delivery
  }

  /// No segment is longer than what its sender can be ahead.
  private static let longestText = Int(AssemblyBudget.farthestAhead)

  mutating func take(
    _ segment: TCPSegment, _ payload: Span<UInt8>, _ sender: inout HalfStream,
    _ receiver: inout HalfStream, _ early: inout EarlySegments, _ deliver: StreamEvent.Handler
  ) {
    sender.packets &+= 1
    StreamNumbering.note(sequence, acknowledgement, isSyn: bits.isSyn, from: &sender, to: &receiver)
    if bits.isReset { return takeReset(&sender, &receiver, &early, deliver) }
    var isRepeated = false
    if bits.isSyn {
      isRepeated = takeSyn(segment, &sender, receiver, deliver)
    } else {
      sender.takeStart(text, receiverAcknowledged: receiver.highestAcknowledged)
    }
    takeAcknowledgement(window: segment.window, &sender, &receiver)
    if !notes.contains(.handshake) { noteHandshake(sender, receiver, deliver) }
    if receiver.queue != 0 { reviewHoles(of: &receiver, side.opposite, sender, &early, deliver) }
    if takeContent(payload, &sender, receiver, &early, deliver) { isRepeated = true }
    if isRepeated { sender.retransmissions &+= 1 }
    if sender.queue != 0 { reviewHoles(of: &sender, side, receiver, &early, deliver) }
  }

  /// Takes payload and FIN. True when one of them had been seen before.
  private mutating func takeContent(
    _ payload: Span<UInt8>, _ sender: inout HalfStream, _ receiver: HalfStream,
    _ early: inout EarlySegments, _ deliver: StreamEvent.Handler
  ) -> Bool {
    var isRepeated = false
    if text.length > 0 {
      let captured = payload.extracting(first: Int(text.length))
      isRepeated = sender.take(
        text, captured, from: side, receiverAcknowledged: receiver.highestAcknowledged, early: &early,
        &delivery, deliver)
    }
    if bits.isFin {
      let isOldFin = sender.takeFin(at: text.end, from: side, early: &early, &delivery, deliver)
      isRepeated = isRepeated || isOldFin
    }
    return isRepeated
  }

  private mutating func takeSyn(
    _ segment: TCPSegment, _ sender: inout HalfStream, _ receiver: HalfStream,
    _ deliver: StreamEvent.Handler
  ) -> Bool {
    let isAnswer = acknowledgement != nil
    let isRepeated = sender.takeSyn(
      sequence, kind: isAnswer ? .synAck : .syn,
      isStartAcknowledged: receiver.highestAcknowledged == sender.start)
    sender.windowShift = segment.windowScale.map { min($0, WindowShift.largest) } ?? WindowShift.none
    notes.noteInitiator(isAnswer ? side.opposite : side)
    delivery.send(
      isAnswer ? .synAck(isRetransmission: isRepeated) : .syn(isRetransmission: isRepeated), side,
      to: deliver)
    return isRepeated
  }

  private mutating func takeReset(
    _ sender: inout HalfStream, _ receiver: inout HalfStream, _ early: inout EarlySegments,
    _ deliver: StreamEvent.Handler
  ) {
    guard
      ResetRule.accepts(sequence, acknowledgement: acknowledgement, from: sender, to: receiver)
    else {
      sender.seen.insert(.strayReset)
      return delivery.send(.strayReset, side, to: deliver)
    }
    sender.giveUpAllHoles(side, &early, &delivery, deliver)
    receiver.giveUpAllHoles(side.opposite, &early, &delivery, deliver)
    sender.seen.insert(.reset)
    delivery.send(.reset, side, to: deliver)
  }
}

/// Acknowledgements: what they say about the handshake, the window and the holes.
extension SegmentStep {
  private func takeAcknowledgement(
    window: UInt16, _ sender: inout HalfStream, _ receiver: inout HalfStream
  ) {
    guard let acknowledgement else { return }
    if !sender.seen.isDisjoint(with: .anySyn) {
      receiver.takeStart(acknowledged: acknowledgement, bySynAck: bits.isSyn)
    }
    let isSyn = bits.isSyn
    let shift = isSyn ? 0 : WindowShift.effective(of: sender, with: receiver)
    let end = acknowledgement + UInt32(window) &<< UInt32(shift)
    guard sender.seen.contains(.acknowledgement) else {
      (sender.acknowledged, sender.windowEnd) = (acknowledgement, end)
      sender.seen.insert(.acknowledgement)
      return
    }
    if sender.acknowledged.isBefore(acknowledgement) { sender.acknowledged = acknowledgement }
    if sender.windowEnd.isBefore(end) { sender.windowEnd = end }
  }

  /// Delivers the ACK that completes the handshake: it acknowledges the other side's SYN, and its
  /// sender's own SYN is known. When that ACK was captured before the SYN/ACK, the latter completes.
  private mutating func noteHandshake(
    _ sender: HalfStream, _ receiver: HalfStream, _ deliver: StreamEvent.Handler
  ) {
    let isLate = bits.isSyn
    let (half, peer) = isLate ? (receiver, sender) : (sender, receiver)
    let completing = isLate ? side.opposite : side
    let isKnown = isLate ? notes.initiator == completing : !half.seen.isDisjoint(with: .anySyn)
    guard isKnown || notes.initiator == completing, !peer.seen.isDisjoint(with: .anySyn),
      let point = half.highestAcknowledged, !point.isBefore(peer.start)
    else { return }
    notes.insert(.handshake)
    delivery.send(.handshakeAck, completing, to: deliver)
  }

  /// Gives up the holes of a side whose time is over.
  private mutating func reviewHoles(
    of half: inout HalfStream, _ owner: Side, _ peer: HalfStream, _ early: inout EarlySegments,
    _ deliver: StreamEvent.Handler
  ) {
    let (budget, time) = (early.budget, delivery.stamp.time)
    var countsSegment = owner == side
    while half.queue != 0 {
      let isLost = early.with(half.queue) {
        $0.isHoleLost(
          acknowledged: peer.highestAcknowledged, isReceiverSilent: peer.packets == 0,
          countsSegment: countsSegment, time: time, budget: budget)
      }
      guard isLost else { return }
      half.giveUpHole(owner, &early, &delivery, deliver)
      countsSegment = false
    }
  }
}

extension WindowShift {
  /// Both sides must have offered scaling for it to be used (RFC 7323, section 2.2).
  static func effective(of sender: HalfStream, with receiver: HalfStream) -> UInt8 {
    if sender.windowShift == unknown { return receiver.windowShift == none ? 0 : largest }
    return sender.windowShift == none || receiver.windowShift == none ? 0 : sender.windowShift
  }
}
