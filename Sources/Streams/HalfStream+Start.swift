/// Where the bytes of a side begin.
extension HalfStream {
  /// Takes the SYN. True when it had been seen before.
  ///
  /// A SYN sets the start as long as nothing was delivered, also over one that was guessed.
  mutating func takeSyn(_ sequence: SequenceNumber, kind: Seen, isStartAcknowledged: Bool) -> Bool {
    let isRepeated = seen.contains(kind) && start == sequence + 1
    let isFixed = !seen.isDisjoint(with: .anySyn) && isStartAcknowledged
    if !seen.contains(.content), queue == 0, !isFixed { setStart(sequence + 1, isSure: true) }
    if start == sequence + 1 { seen.remove(.missingStart) }
    seen.insert(kind)
    return isRepeated
  }

  /// Sets the start from the first acknowledgement of the receiver, whose SYN was seen.
  mutating func takeStart(acknowledged: SequenceNumber, bySynAck isSure: Bool) {
    guard !seen.contains(.start) || (isSure && !seen.contains(.sureStart) && canMove) else { return }
    setStart(acknowledged, isSure: isSure)
    seen.remove(.missingStart)
  }

  /// Sets the start from a segment of the middle, or corrects a guess that proves too high.
  mutating func takeStart(_ text: SegmentText, receiverAcknowledged: SequenceNumber?) {
    guard seen.contains(.start) else {
      let isKeepAlive = text.length <= 1 && receiverAcknowledged == text.sequence + 1
      setStart(isKeepAlive ? text.sequence + 1 : text.sequence, isSure: false)
      seen.insert(.missingStart)
      return
    }
    guard canMove, !seen.contains(.sureStart), text.length > 1 else { return }
    // A keep-alive that opened the capture stands one byte before the stream: RFC 9293, section 3.8.4.
    let isBehindKeepAlive = seen.contains(.missingStart) && text.sequence == next + 1
    let isEarlier =
      text.sequence.isBefore(next)
      && next.distance(from: text.sequence) < HalfStream.farthestBack
    if isBehindKeepAlive || isEarlier { setStart(text.sequence, isSure: false) }
  }

  /// How far frames at the start of a capture can be out of order: the largest window without scaling.
  private static let farthestBack: UInt32 = 65535

  private var canMove: Bool { !seen.contains(.content) && !seen.contains(.finDelivered) && queue == 0 }

  private mutating func setStart(_ sequence: SequenceNumber, isSure: Bool) {
    start = sequence
    next = sequence
    seen.insert(isSure ? [.start, .sureStart] : .start)
  }
}
