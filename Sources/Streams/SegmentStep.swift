import Bytes
import Packets

struct SegmentStep {
  let side: Side
  let flags: TCPFlags
  /// The sequence number of the segment itself: that of the SYN, if it has one.
  let sequence: SequenceNumber
  let acknowledgement: SequenceNumber?
  let window: UInt16
  let windowScale: UInt8?
  let hopLimit: UInt8
  let payload: SegmentPayload

  @inline(__always)
  init(_ segment: TCPSegment, from side: Side, in frame: Span<UInt8>) {
    self.side = side
    flags = segment.flags
    window = segment.window
    windowScale = segment.windowScale
    hopLimit = segment.hopLimit
    sequence = SequenceNumber(segment.sequence)
    acknowledgement = flags.contains(.ack) ? SequenceNumber(segment.acknowledgement) : nil
    let length = min(max(segment.payloadLength, 0), Self.longestPayload)
    let captured = segment.payload.clamped(to: 0..<frame.count)
    let start = captured.lowerBound
    payload = SegmentPayload(
      sequence: flags.contains(.syn) ? sequence + 1 : sequence,
      length: UInt32(truncatingIfNeeded: length), captured: start..<start &+ min(captured.count, length))
  }

  /// No segment is longer than what its sender can be ahead.
  private static let longestPayload = Int(ReassemblyBudget.farthestAhead)

  /// Processes what a segment says of itself and of the other side, without its content.
  /// - Returns: Whether it repeats a SYN; nil when it belongs to an older connection and says nothing.
  func receive(
    _ sender: inout HalfStream, _ receiver: inout HalfStream, _ notes: inout ConnectionRecord.Notes,
    _ sink: inout EventSink
  ) -> Bool? {
    sender.packets &+= 1
    StreamNumbering.note(
      sequence, acknowledgement, isSyn: flags.contains(.syn), from: &sender, to: &receiver)
    if StreamNumbering.isOlder(flags, acknowledgement, from: sender, to: receiver) { return nil }
    sender.hopLimits.note(hopLimit, flags)
    if flags.contains(.rst) { return false }
    var isRepeated = false
    if flags.contains(.syn) {
      isRepeated = processSyn(&sender, &receiver, &notes, &sink)
    } else if !sender.seen.contains(.content) {
      sender.seen.insert(.wentOn)
      sender.setStart(payload, receiverAcknowledged: receiver.highestAcknowledged)
    }
    processAcknowledgement(&sender, &receiver)
    if !notes.contains(.handshake) { noteHandshake(sender, receiver, &notes, &sink) }
    return isRepeated
  }

  var hasContent: Bool { payload.length > 0 || flags.contains(.fin) || flags.contains(.rst) }

  /// Whether the payload may be padding of a short Ethernet frame, which some capture tools count into the packet:
  /// zeros in a bare ACK. A frame has 46 bytes at least (IEEE 802.3, clause 3.2.8), the headers 40.
  @inline(__always)
  func mayBePadding(_ frame: Span<UInt8>) -> Bool {
    guard payload.length &- 1 < Self.longestPadding, flags == .ack,
      payload.captured.count == Int(payload.length)
    else { return false }
    return isZero(frame)
  }

  private func isZero(_ frame: Span<UInt8>) -> Bool { payload.captured.allSatisfy { frame[$0] == 0 } }

  private static let longestPadding: UInt32 = 6

  /// Processes the content: bytes, FIN, RST.
  func processContent(
    _ frame: Span<UInt8>, isRepeated: Bool, _ sender: inout HalfStream, _ receiver: inout HalfStream,
    _ queues: inout OutOfOrderQueues, _ sink: inout EventSink
  ) {
    if flags.contains(.rst) { return processReset(&sender, &receiver, &queues, &sink) }
    if let acknowledgement, receiver.seen.contains(.start) {
      sink.noteAcknowledged(acknowledgement.distance(from: receiver.start))
    }
    var isRepeated = isRepeated
    if receiver.queue != 0 { reviewHoles(of: &receiver, peer: sender, &queues, &sink) }
    if payload.length > 0,
      sender.receive(
        payload, in: frame, receiverAcknowledged: receiver.highestAcknowledged, &queues, &sink)
    {
      isRepeated = true
    }
    if flags.contains(.fin), processFin(&sender, receiver, &queues, &sink) { isRepeated = true }
    if isRepeated { sender.retransmissions &+= 1 }
    if sender.queue != 0 { reviewHoles(of: &sender, peer: receiver, &queues, &sink) }
  }

  private func processFin(
    _ sender: inout HalfStream, _ receiver: HalfStream, _ queues: inout OutOfOrderQueues,
    _ sink: inout EventSink
  ) -> Bool {
    let end = endSegment(from: sender, to: receiver)
    return sender.receiveFin(at: payload.end, end, &queues, &sink)
  }

  private func endSegment(from sender: HalfStream, to receiver: HalfStream) -> EndSegment {
    EndSegment(
      hopLimit: hopLimit, hasAcknowledgement: acknowledgement != nil,
      isNumbered: sequence != SequenceNumber(0),
      acknowledged: receiver.seen.contains(.start)
        ? acknowledged(by: sender, from: receiver.start) : nil)
  }

  private func acknowledged(by sender: HalfStream, from start: SequenceNumber) -> UInt32? {
    let own = acknowledgement.map { $0.isBefore(start) ? 0 : $0.distance(from: start) }
    let earlier = sender.highestAcknowledged.map { $0.isBefore(start) ? 0 : $0.distance(from: start) }
    guard let own, let earlier else { return own ?? earlier }
    // A FIN may have waited, and what its sender acknowledged meanwhile came after it.
    return flags.contains(.fin) ? own : max(own, earlier)
  }

  private func processSyn(
    _ sender: inout HalfStream, _ receiver: inout HalfStream, _ notes: inout ConnectionRecord.Notes,
    _ sink: inout EventSink
  ) -> Bool {
    let isAnswer = acknowledgement != nil
    // A refused SYN that is tried again with its number, as Windows does: the refusal ended nothing.
    if !isAnswer, receiver.seen.isDisjoint(with: .anySyn) { receiver.seen.remove(.reset) }
    let isRepeated = sender.receiveSyn(
      sequence, kind: isAnswer ? .synAck : .syn,
      isStartAcknowledged: receiver.highestAcknowledged == sender.start)
    sender.windowShift = windowScale.map { min($0, WindowShift.largest) } ?? WindowShift.none
    notes.noteInitiator(isAnswer ? side.opposite : side)
    sink.send(isAnswer ? .synAck(isRetransmission: isRepeated) : .syn(isRetransmission: isRepeated), side)
    return isRepeated
  }

  /// Sends the ACK that completes the handshake: it acknowledges the other side's SYN, and its
  /// sender's own SYN is known. When that ACK was captured before the SYN/ACK, the latter completes.
  private func noteHandshake(
    _ sender: HalfStream, _ receiver: HalfStream, _ notes: inout ConnectionRecord.Notes,
    _ sink: inout EventSink
  ) {
    let isLate = flags.contains(.syn)
    let (half, peer) = isLate ? (receiver, sender) : (sender, receiver)
    let completing = isLate ? side.opposite : side
    let isKnown = isLate ? notes.initiator == completing : !half.seen.isDisjoint(with: .anySyn)
    guard isKnown || notes.initiator == completing, !peer.seen.isDisjoint(with: .anySyn),
      let point = half.highestAcknowledged, !point.isBefore(peer.start)
    else { return }
    notes.insert(.handshake)
    sink.send(.handshakeAck, completing)
  }

  private func reviewHoles(
    of half: inout HalfStream, peer: HalfStream, _ queues: inout OutOfOrderQueues, _ sink: inout EventSink
  ) {
    var countsSegment = half.side == side
    while half.queue != 0 {
      let budget = queues.budget
      let isLost = queues[half.queue].isHoleLost(
        acknowledged: peer.highestAcknowledged, isReceiverSilent: peer.packets == 0,
        countsSegment: countsSegment, time: sink.stamp.time, budget: budget)
      guard isLost else { return }
      half.giveUpHole(received: peer.highestAcknowledged, &queues, &sink)
      countsSegment = false
    }
  }
}

extension SegmentStep {
  /// Inlined: a call would copy the step.
  @inline(__always)
  private func processAcknowledgement(_ sender: inout HalfStream, _ receiver: inout HalfStream) {
    guard let acknowledgement else { return }
    let isSyn = flags.contains(.syn)
    if !sender.seen.isDisjoint(with: .anySyn) {
      receiver.setStart(acknowledged: acknowledgement, bySynAck: isSyn)
    } else if receiver.packets == 0 {
      receiver.setBaseline(acknowledgement)
    }
    let shift = isSyn ? 0 : WindowShift.effective(of: sender, with: receiver)
    let end = acknowledgement + UInt32(window) &<< UInt32(shift)
    guard sender.seen.contains(.acknowledgement) else {
      (sender.acknowledged, sender.windowEnd) = (acknowledgement, end)
      sender.seen.insert(.acknowledgement)
      return
    }
    if sender.acknowledged.isBefore(acknowledgement) {
      sender.acknowledged = acknowledgement
      if sender.seen.contains(.reset) { sender.seen.insert(.wentOnAfterReset) }
    }
    if sender.windowEnd.isBefore(end) { sender.windowEnd = end }
  }
}

extension SegmentStep {
  private func processReset(
    _ sender: inout HalfStream, _ receiver: inout HalfStream, _ queues: inout OutOfOrderQueues,
    _ sink: inout EventSink
  ) {
    guard acceptsReset(from: sender, to: receiver) else {
      sender.seen.insert(.outOfWindowReset)
      return sink.send(.outOfWindowReset, side)
    }
    receiver.giveUpAllHoles(received: sender.highestAcknowledged, &queues, &sink)
    noteAcknowledgedByReset(&sender, receiver)
    let end = endSegment(from: sender, to: receiver)
    sender.receiveReset(at: sequence, end, received: receiver.highestAcknowledged, &queues, &sink)
  }

  /// An RST counts when the receiver would accept it:
  /// 1. Its sequence number is the sender's next one,
  /// 2. or in the receiver's window after its highest acknowledgement (RFC 9293, section 3.10.7.4, without
  ///    RFC 5961, which not every receiver follows),
  /// 3. or it acknowledges the SYN of a receiver that acknowledged nothing yet (section 3.10.7.3),
  /// 4. or nothing of the receiver is known, and the sender's own number is unknown too.
  private func acceptsReset(from sender: HalfStream, to receiver: HalfStream) -> Bool {
    if sender.seen.contains(.start), sequence == sender.next { return true }
    if receiver.seen.contains(.acknowledgement) {
      let window = receiver.windowEnd.distance(from: receiver.acknowledged)
      let distance = sequence.distance(from: receiver.acknowledged)
      return distance == 0 || distance < window
    }
    guard !receiver.seen.isDisjoint(with: .anySyn) else { return !sender.seen.contains(.sureStart) }
    guard let acknowledgement else { return false }
    return !acknowledgement.isBefore(receiver.start) && !receiver.next.isBefore(acknowledgement)
  }

  /// An RST that acknowledges tells what its sender has received, too.
  private func noteAcknowledgedByReset(_ sender: inout HalfStream, _ receiver: HalfStream) {
    guard let acknowledgement, receiver.seen.contains(.start), receiver.next.isBefore(acknowledgement),
      !sender.seen.contains(.acknowledgement) || sender.acknowledged.isBefore(acknowledgement)
    else { return }
    sender.acknowledged = acknowledgement
    if !sender.seen.contains(.acknowledgement) || sender.windowEnd.isBefore(acknowledgement) {
      sender.windowEnd = acknowledgement
    }
    sender.seen.insert(.acknowledgement)
  }
}
