import Packets

/// Recognizes packets that the capture contains twice: taken at two interfaces of a host, from both ports of a switch, or
/// on both sides of a router. A copy tells nothing new, and it is no retransmission.
///
/// A packet is a copy of one before it that has:
/// 1. the same connection, direction, sequence number, length, control bits, acknowledgement and window,
/// 2. the same IPv4 identification, because a sender gives a new one to what it sends again,
/// 3. the same time to live, or one that differs by one: a router lies between them,
/// 4. a time at most ``distance`` earlier.
///
/// IPv6 has no identification, and some senders set it to 0. There only the time tells: without a packet of
/// the other side in between a sender waits for its retransmission timer, of which the shortest in use is 200 ms. With some it
/// may be a fast retransmission, which needs three of them (RFC 5681, section 3.2): fewer within ``shortDistance`` make a
/// copy. An RST is no copy there: a host may send the same one to each packet that it gets.
///
/// Not recognized are copies that come later, behind ``count`` other packets with content or more, and those that another device
/// divided differently or translated. Taken for copies are probes for a lost tail that come this early without an identification
/// (RFC 8985, section 7).
struct PacketCopies {
  /// What is kept of a packet with content: 32 bytes.
  fileprivate struct Packet {
    var time = Int64.min
    var connection = UInt32.max
    var sequence: UInt32 = 0
    var acknowledgement: UInt32 = 0
    var identification: UInt16 = 0
    var window: UInt16 = 0
    var length: UInt16 = 0
    /// How many packets of the other side had come.
    var peerPackets: UInt16 = 0
    var flags: TCPFlags = []
    var hopLimit: UInt8 = 0
    var side = Side.one
  }

  /// In nanoseconds.
  static let distance: Int64 = 100_000_000
  /// The same where packets of the other side came in between.
  static let shortDistance: Int64 = 10_000_000
  fileprivate static let fewestDuplicateAcks: UInt16 = 3
  /// How many packets are kept: 8 KiB, which stay in the processor's nearest cache. A table of 24 KiB took 1.5 percent of
  /// the time of mixed traffic, waiting for memory.
  static let count = 256
  private static let slotBits: UInt32 = 9

  /// The latest packets, as a ring.
  private var packets = [Packet](repeating: Packet(), count: PacketCopies.count)
  private var next: UInt8 = 0
  /// The latest packets by a hash of their numbers: 24 other bits of it, which mostly tell that the packet is another,
  /// and the place in the ring.
  private var slots = [UInt32](repeating: 0, count: 1 << Int(slotBits))

  /// Whether a packet is a copy; keeps it if it is none.
  /// - Parameter peerPackets: how many packets of the other side have come.
  mutating func isCopy(
    _ segment: TCPSegment, of number: Int, _ side: Side, peerPackets: UInt32, time: Int64
  ) -> Bool {
    let connection = UInt32(truncatingIfNeeded: number)
    let hash = Self.hash(segment.sequence, connection)
    let slot = Int(hash &>> (32 &- Self.slotBits))
    let tag = hash &<< 8
    let packet = Packet(segment, connection, side, peerPackets: peerPackets, time: time)
    let known = slots[slot]
    if known & ~0xff == tag, packet.isCopy(of: packets[Int(known & 0xff)]) { return true }
    packets[Int(next)] = packet
    slots[slot] = tag | UInt32(next)
    next &+= 1
    return false
  }

  /// Gives the connections their new numbers, by the old ones.
  mutating func renumber(_ numbers: [UInt32]) {
    slots = [UInt32](repeating: 0, count: slots.count)
    // The newest last: of two packets in one slot it counts.
    for age in 0..<packets.count {
      let place = next &+ UInt8(truncatingIfNeeded: age)
      let number = packets[Int(place)].connection
      guard number < numbers.count else { continue }
      packets[Int(place)].connection = numbers[Int(number)]
      guard numbers[Int(number)] != ConnectionTable.leftOut else { continue }
      let hash = Self.hash(packets[Int(place)].sequence, numbers[Int(number)])
      slots[Int(hash &>> (32 &- Self.slotBits))] = hash &<< 8 | UInt32(place)
    }
  }

  /// The same packet always has the same. Both numbers spread, as flows may begin with the same sequence number.
  private static func hash(_ sequence: UInt32, _ connection: UInt32) -> UInt32 {
    (sequence &+ connection &* 0x85eb_ca6b) &* 0x9e37_79b1
  }
}

extension PacketCopies.Packet {
  fileprivate init(
    _ segment: TCPSegment, _ connection: UInt32, _ side: Side, peerPackets: UInt32, time: Int64
  ) {
    self.init(
      time: time, connection: connection, sequence: segment.sequence,
      acknowledgement: segment.acknowledgement, identification: segment.identification,
      window: segment.window, length: UInt16(truncatingIfNeeded: segment.payloadLength),
      peerPackets: UInt16(truncatingIfNeeded: peerPackets), flags: segment.flags,
      hopLimit: segment.hopLimit, side: side)
  }

  fileprivate func isCopy(of earlier: Self) -> Bool {
    guard sequence == earlier.sequence, connection == earlier.connection, side == earlier.side,
      identification == earlier.identification, length == earlier.length, flags == earlier.flags,
      acknowledgement == earlier.acknowledgement, window == earlier.window,
      max(hopLimit, earlier.hopLimit) &- min(hopLimit, earlier.hopLimit) <= 1
    else { return false }
    return isSoon(after: earlier)
  }

  /// Times of a capture may go back by some microseconds.
  private func isSoon(after earlier: Self) -> Bool {
    let passed = abs(time &- earlier.time)
    if identification == 0, flags.contains(.rst) { return false }
    let answers = peerPackets &- earlier.peerPackets
    if identification != 0 || answers == 0 { return passed <= PacketCopies.distance }
    return answers < PacketCopies.fewestDuplicateAcks && passed <= PacketCopies.shortDistance
  }
}

extension TCPSegment {
  /// Whether it would be sent again if it were lost.
  var isSentAgain: Bool { payloadLength > 0 || !flags.isDisjoint(with: [.syn, .fin, .rst]) }
}
