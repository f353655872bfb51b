package import Bytes
package import Packets

package struct Connection: Sendable {
  package struct End: Sendable {
    package let endPoint: EndPoint
    /// Segments, retransmissions and copies included.
    package let packets: Int
    /// Payload bytes, each counted once, including those that the snap length removed.
    package let bytes: Int
    /// Segments whose payload, SYN or FIN had been seen before; keep-alives and copies by the capture are none.
    package let retransmissions: Int
    /// The other end acknowledged bytes, or a FIN, that are missing from the capture.
    package let lacksReceived: Bool
    package let hopLimits: HopLimits
    /// After its RST it sent new bytes, or acknowledged more.
    package var wentOnAfterReset: Bool { seen.contains(.wentOnAfterReset) }
    /// It sent a segment other than SYN and RST.
    package var wentOn: Bool { seen.contains(.wentOn) }
    /// The number before its first byte, from its SYN or else the first acknowledgement of it; nil where neither was
    /// captured.
    package let initialSequence: UInt32?
    let seen: HalfStream.Seen

    init(_ endPoint: EndPoint, _ half: HalfStream, peer: HalfStream) {
      self.endPoint = endPoint
      packets = Int(half.packets)
      bytes = Int(clamping: half.bytes)
      retransmissions = Int(half.retransmissions)
      seen = half.seen
      hopLimits = half.hopLimits
      initialSequence = half.seen.contains(.base) ? half.base.value : nil
      lacksReceived =
        seen.contains(.lacksReceived)
        || seen.contains(.start) && (peer.highestAcknowledged.map { half.next.isBefore($0) } ?? false)
    }
  }

  package let one: End
  package let other: End
  /// Nil when neither SYN nor SYN/ACK was captured.
  package let initiator: Side?
  package let first: FrameStamp
  package let last: FrameStamp
  /// Nil without data.
  package let turn: Turn?

  /// What the side that sent new bytes last has sent since the other one did.
  package struct Turn: Sendable {
    package let side: Side
    /// When the first of these bytes came, in nanoseconds; as exact as a millisecond.
    package let start: Int64
    package let bytes: UInt32
    /// The other side has acknowledged all that this side has sent.
    package let isAcknowledged: Bool
  }

  init(_ record: ConnectionRecord) {
    one = End(record.endOne, record.one, peer: record.other)
    other = End(record.endOther, record.other, peer: record.one)
    initiator = record.notes.initiator
    first = record.first
    last = record.last
    turn = record.turn
  }

  package subscript(side: Side) -> End { side == .one ? one : other }

  private var seen: HalfStream.Seen { one.seen.union(other.seen) }

  /// Two copies of the same bytes differed where both were at hand; the first one counts.
  package var sawConflictingOverlap: Bool { seen.contains(.conflict) }
  /// Bytes were given up that might still have come, because a budget was spent.
  package var spentBudget: Bool { seen.contains(.budgetSpent) }
  /// The capture began in the middle of it: the first captured segment of an end is not its first.
  package var wasMissingStart: Bool { seen.contains(.missingStart) }
}
