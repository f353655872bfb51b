import Bytes
import Packets

/// Acknowledgements: what they say about the handshake, the window and the holes.
extension SegmentStep {
  func takeAcknowledgement(
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
  mutating func noteHandshake(
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
  mutating func reviewHoles(
    of half: inout HalfStream, _ owner: Side, _ peer: HalfStream, _ early: inout OutOfOrderQueues,
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
      half.giveUpHole(owner, received: peer.highestAcknowledged, &early, &delivery, deliver)
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
