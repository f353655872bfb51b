/// One direction of a connection: what its sender has sent, and what it has acknowledged.
///
/// Kept small, 48 bytes, because there are two for each connection; what waits behind a hole is in
/// ``OutOfOrderQueues``.
struct HalfStream {
  /// Payload bytes, each counted once, also those that the snap length cut off.
  var bytes: UInt64 = 0
  /// The next byte to deliver; behind the FIN once that was delivered.
  var next = SequenceNumber(0)
  /// The first byte of the stream: the one after the SYN, where that is known.
  var start = SequenceNumber(0)
  /// The sequence number that tells a reused pair of end points: see ``StreamNumbering``.
  var base = SequenceNumber(0)
  /// The highest acknowledgement this side has sent.
  var acknowledged = SequenceNumber(0)
  /// The first byte behind the window that this side has offered.
  var windowEnd = SequenceNumber(0)
  /// Segments of this side, all of them.
  var packets: UInt32 = 0
  /// Segments of this side whose bytes, SYN or FIN had been seen before.
  var retransmissions: UInt32 = 0
  /// The number of this side's queue of early segments; 0 for none.
  var queue: UInt32 = 0
  var seen: Seen = []
  /// The shift of the window scale option; see ``WindowShift``.
  var windowShift = WindowShift.unknown

  struct Seen: OptionSet {
    let rawValue: UInt16

    static let syn = Seen(rawValue: 1 << 0)
    static let synAck = Seen(rawValue: 1 << 1)
    /// A FIN that ends this side's bytes, perhaps behind a hole.
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

    static let anySyn: Seen = [.syn, .synAck]
  }

  var highestAcknowledged: SequenceNumber? { seen.contains(.acknowledgement) ? acknowledged : nil }
}

/// The window scale of a side in one byte: 0 to 14 as offered (RFC 7323, section 2.2), or why not.
enum WindowShift {
  static let none: UInt8 = 254
  /// The SYN was not captured.
  static let unknown: UInt8 = 255
  /// The largest that is allowed: taken where the shift is unknown, so that no window is too small.
  static let largest: UInt8 = 14
}
