import Bytes
import Packets

/// One segment on its way through a connection: from the acknowledgement it carries to its FIN.
struct SegmentStep {
  let side: Side
  let bits: ControlBits
  /// The sequence number of the segment itself: that of the SYN, if it has one.
  let sequence: SequenceNumber
  let acknowledgement: SequenceNumber?
  let text: SegmentText
  var notes: ConnectionRecord.Notes
  var delivery: EventSink

  init(
    _ segment: TCPSegment, from side: Side, _ notes: ConnectionRecord.Notes, _ delivery: EventSink
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
    _ receiver: inout HalfStream, _ early: inout OutOfOrderQueues, _ deliver: StreamEvent.Handler
  ) {
    sender.packets &+= 1
    StreamNumbering.note(sequence, acknowledgement, isSyn: bits.isSyn, from: &sender, to: &receiver)
    if bits.isReset { return takeReset(&sender, &receiver, &early, deliver) }
    var isRepeated = false
    if bits.isSyn {
      isRepeated = takeSyn(segment, &sender, receiver, deliver)
    } else if !sender.seen.contains(.content) {
      sender.takeStart(text, receiverAcknowledged: receiver.highestAcknowledged)
    }
    takeAcknowledgement(window: segment.window, &sender, &receiver)
    if !notes.contains(.handshake) { noteHandshake(sender, receiver, deliver) }
    if receiver.queue != 0 { reviewHoles(of: &receiver, side.opposite, sender, &early, deliver) }
    if takeContent(payload, &sender, receiver.highestAcknowledged, &early, deliver) {
      isRepeated = true
    }
    if isRepeated { sender.retransmissions &+= 1 }
    if sender.queue != 0 { reviewHoles(of: &sender, side, receiver, &early, deliver) }
  }

  /// Takes payload and FIN. True when one of them had been seen before.
  private mutating func takeContent(
    _ payload: Span<UInt8>, _ sender: inout HalfStream, _ receiverAcknowledged: SequenceNumber?,
    _ early: inout OutOfOrderQueues, _ deliver: StreamEvent.Handler
  ) -> Bool {
    var isRepeated = false
    if text.length > 0 {
      let captured = payload.extracting(first: Int(text.length))
      isRepeated = sender.take(
        text, captured, from: side, receiverAcknowledged: receiverAcknowledged, early: &early,
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
    _ sender: inout HalfStream, _ receiver: inout HalfStream, _ early: inout OutOfOrderQueues,
    _ deliver: StreamEvent.Handler
  ) {
    guard
      ResetRule.accepts(sequence, acknowledgement: acknowledgement, from: sender, to: receiver)
    else {
      sender.seen.insert(.outOfWindowReset)
      return delivery.send(.outOfWindowReset, side, to: deliver)
    }
    sender.giveUpAllHoles(side, received: receiver.highestAcknowledged, &early, &delivery, deliver)
    receiver.giveUpAllHoles(
      side.opposite, received: sender.highestAcknowledged, &early, &delivery, deliver)
    sender.passOver(to: sequence, side, &delivery, deliver)
    sender.noteAcknowledged(byReset: acknowledgement, of: receiver)
    sender.seen.insert(.reset)
    delivery.send(.reset, side, to: deliver)
  }
}
