import Packets

/// One direction of a connection: what its sender has sent and acknowledged.
///
/// 48 bytes, because each connection has two; out-of-order data is in ``OutOfOrderQueues``.
struct HalfStream {
  /// Payload bytes, each counted once, including those that the snap length removed.
  var bytes: UInt64 = 0
  /// The next byte to deliver; the one after the FIN once that was delivered.
  var next = SequenceNumber(0)
  /// The first byte of the stream: the one after the SYN, where that is known.
  var start = SequenceNumber(0)
  /// The sequence number that tells a reused pair of end points: see ``StreamNumbering``.
  var base = SequenceNumber(0)
  /// The highest acknowledgement this side has sent.
  var acknowledged = SequenceNumber(0)
  /// The end of the window that this side has offered.
  var windowEnd = SequenceNumber(0)
  var packets: UInt32 = 0
  var retransmissions: UInt32 = 0
  var queue: UInt32 = 0
  var seen: Seen
  /// The shift of the window scale option; see ``WindowShift``.
  var windowShift = WindowShift.unknown
  var hopLimits = HopLimits()

  struct Seen: OptionSet {
    let rawValue: UInt32

    static let syn = Seen(rawValue: 1 << 0)
    static let synAck = Seen(rawValue: 1 << 1)
    /// A FIN that ends this side's bytes, perhaps after a hole.
    static let fin = Seen(rawValue: 1 << 2)
    /// The FIN, and that all before it was delivered.
    static let finDelivered = Seen(rawValue: 1 << 3)
    /// An RST in the receiver's window.
    static let reset = Seen(rawValue: 1 << 4)
    static let outOfWindowReset = Seen(rawValue: 1 << 5)
    /// `start` and `next` are set.
    static let start = Seen(rawValue: 1 << 6)
    /// `start` is what a SYN, or the SYN/ACK that answers it, says.
    static let sureStart = Seen(rawValue: 1 << 7)
    /// The first segment came from the middle of the stream.
    static let missingStart = Seen(rawValue: 1 << 8)
    /// Bytes or a gap were delivered.
    static let content = Seen(rawValue: 1 << 9)
    /// `acknowledged` and `windowEnd` are set.
    static let acknowledgement = Seen(rawValue: 1 << 10)
    /// `base` is set.
    static let base = Seen(rawValue: 1 << 11)
    /// Two copies of a byte differed.
    static let conflict = Seen(rawValue: 1 << 12)
    /// A hole was given up because a budget was spent.
    static let budgetSpent = Seen(rawValue: 1 << 13)
    /// A hole was given up of which the receiver had acknowledged something.
    static let lacksReceived = Seen(rawValue: 1 << 14)
    /// This is the half of the side `other`.
    static let isOther = Seen(rawValue: 1 << 15)
    /// After its RST the side sent new bytes or acknowledged more: it did not send that RST.
    static let wentOnAfterReset = Seen(rawValue: 1 << 16)

    /// The side sent a segment other than SYN and RST.
    static let wentOn = Seen(rawValue: 1 << 17)

    static let anySyn: Seen = [.syn, .synAck]
  }

  init(_ side: Side) {
    seen = side == .one ? [] : .isOther
  }

  var side: Side { seen.contains(.isOther) ? .other : .one }
  var highestAcknowledged: SequenceNumber? { seen.contains(.acknowledgement) ? acknowledged : nil }
}

/// The window scale of a side in one byte: 0 to 14 as offered (RFC 7323, section 2.2), or why not.
enum WindowShift {
  static let none: UInt8 = 254
  static let unknown: UInt8 = 255
  /// The largest that is allowed: assumed where the shift is unknown, so that no window is too small.
  static let largest: UInt8 = 14

  /// Both sides must have offered scaling for it to be used (RFC 7323, section 2.2).
  static func effective(of sender: HalfStream, with receiver: HalfStream) -> UInt8 {
    if sender.windowShift == unknown { return receiver.windowShift == none ? 0 : largest }
    return sender.windowShift == none || receiver.windowShift == none ? 0 : sender.windowShift
  }
}

extension HalfStream {
  /// Processes a SYN. True when it had been seen before. A SYN sets the start until data was delivered, also
  /// over a guessed one.
  mutating func receiveSyn(_ sequence: SequenceNumber, kind: Seen, isStartAcknowledged: Bool) -> Bool {
    let isRepeated = seen.contains(kind) && start == sequence + 1
    let isFixed = !seen.isDisjoint(with: .anySyn) && isStartAcknowledged
    if !seen.contains(.content), queue == 0, !isFixed { setStart(sequence + 1, isSure: true) }
    if start == sequence + 1 { seen.remove(.missingStart) }
    seen.insert(kind)
    return isRepeated
  }

  /// Sets the start from the first acknowledgement of the receiver, whose SYN was seen.
  mutating func setStart(acknowledged: SequenceNumber, bySynAck isSure: Bool) {
    guard !seen.contains(.start) || (isSure && !seen.contains(.sureStart) && canMove) else { return }
    setStart(acknowledged, isSure: isSure)
    seen.remove(.missingStart)
  }

  /// Sets the start of a side whose start is missing from what the other side has first acknowledged.
  mutating func setBaseline(_ acknowledgement: SequenceNumber) {
    guard !seen.contains(.start) else { return }
    setStart(acknowledgement, isSure: false)
    seen.insert(.missingStart)
  }

  /// Sets the start from a segment of the middle, or corrects a guess that proves too high.
  mutating func setStart(_ payload: SegmentPayload, receiverAcknowledged: SequenceNumber?) {
    guard seen.contains(.start) else {
      let isKeepAlive = payload.length <= 1 && receiverAcknowledged == payload.sequence + 1
      setStart(isKeepAlive ? payload.sequence + 1 : payload.sequence, isSure: false)
      seen.insert(.missingStart)
      return
    }
    guard canMove, !seen.contains(.sureStart), payload.length > 1 else { return }
    // A keep-alive that opened the capture lies one byte before the stream: RFC 9293, section 3.8.4.
    let isBehindKeepAlive = seen.contains(.missingStart) && payload.sequence == next + 1
    let isEarlier =
      payload.sequence.isBefore(next)
      && next.distance(from: payload.sequence) < HalfStream.farthestBack
    if isBehindKeepAlive || isEarlier { setStart(payload.sequence, isSure: false) }
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

// Here and not in `Packets`: once a segment, where a call of another module is not inlined.
extension HopLimits {
  @inline(__always)
  mutating func note(_ hopLimit: UInt8, _ flags: TCPFlags) {
    if flags.contains(.rst) || flags.contains(.fin) { return }
    if flags.contains(.syn) { return syn = hopLimit }
    if most == 0 { least = hopLimit }
    if hopLimit < least { least = hopLimit }
    if hopLimit > most { most = hopLimit }
  }
}
