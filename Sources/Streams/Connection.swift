package import Bytes
package import Packets

/// What was counted and seen on one connection.
package struct Connection: Sendable {
  /// One end, and what it sent.
  package struct End: Sendable {
    package let endPoint: EndPoint
    /// Segments, retransmissions and copies included.
    package let packets: Int
    /// Payload bytes, each counted once, also those that the snap length cut off.
    package let bytes: Int
    /// Segments whose payload, SYN or FIN had been seen before; keep-alives are none.
    package let retransmissions: Int
    package let sentSyn: Bool
    package let sentSynAck: Bool
    package let sentFin: Bool
    /// It sent an RST that lay in the receiver's window.
    package let sentReset: Bool
    package let sentOutOfWindowReset: Bool
    /// Its first captured segment came from the middle of its stream.
    package let isMissingStart: Bool
    /// The other end acknowledged bytes, or a FIN, of which the capture holds nothing.
    package let lacksReceived: Bool
    fileprivate let seen: HalfStream.Seen

    init(_ endPoint: EndPoint, _ half: HalfStream, peer: HalfStream) {
      self.endPoint = endPoint
      packets = Int(half.packets)
      bytes = Int(clamping: half.bytes)
      retransmissions = Int(half.retransmissions)
      seen = half.seen
      sentSyn = seen.contains(.syn)
      sentSynAck = seen.contains(.synAck)
      sentFin = seen.contains(.fin)
      sentReset = seen.contains(.reset)
      sentOutOfWindowReset = seen.contains(.outOfWindowReset)
      isMissingStart = seen.contains(.missingStart)
      lacksReceived =
        seen.contains(.lacksReceived)
        || seen.contains(.start) && (peer.highestAcknowledged.map { half.next.isBefore($0) } ?? false)
    }
  }

  /// The end that sent the first captured segment.
  package let one: End
  package let other: End
  /// Who sent the SYN, or was answered with a SYN/ACK. Nil when neither was captured.
  package let initiator: Side?
  /// Both SYNs were seen, or answered, and the last was acknowledged.
  package let didHandshake: Bool
  package let first: FrameStamp
  package let last: FrameStamp

  init(_ record: ConnectionRecord) {
    one = End(record.endOne, record.one, peer: record.other)
    other = End(record.endOther, record.other, peer: record.one)
    initiator = record.notes.initiator
    didHandshake = record.notes.contains(.handshake)
    first = record.first
    last = record.last
  }

  package subscript(side: Side) -> End { side == .one ? one : other }

  /// Two copies of the same bytes differed where both were at hand; the first one counts.
  package var sawConflictingOverlap: Bool { one.seen.union(other.seen).contains(.conflict) }
  /// Bytes were given up that might still have come, because a budget was spent.
  package var spentBudget: Bool { one.seen.union(other.seen).contains(.budgetSpent) }
  /// The capture began in the middle of it.
  package var wasMissingStart: Bool { one.isMissingStart || other.isMissingStart }
}
