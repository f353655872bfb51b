package import Bytes

/// One of the two ends of a connection: `one` sent its first captured segment.
///
/// A side is no role. Who is the client follows from the SYN, or from what the sides say.
package enum Side: UInt8, Sendable {
  case one = 0
  case other = 1

  package var opposite: Side { self == .one ? .other : .one }
}

/// One thing that happened on a connection, in stream order.
///
/// Data of one side is delivered in sequence order and each byte once: the first copy wins.
/// `stamp` is the frame that made the event happen. `origin` is the frame that carries the bytes;
/// the two differ for bytes that waited until a hole before them was filled.
package struct StreamEvent: Sendable {
  package enum Kind: Sendable, Equatable {
    /// A connection that the table had not seen: the first event of each, of side `one`. A segment
    /// opens it, or an ICMP message that quotes one; then no packet is counted yet.
    case opened
    /// A SYN without ACK. A second one is a retransmission and says so.
    case syn(isRetransmission: Bool)
    /// A SYN with ACK.
    case synAck(isRetransmission: Bool)
    /// The ACK that completes the three-way handshake; its segment can carry data. Once a connection.
    /// Where the initiator's own ACK was not captured, the first segment that proves it.
    case handshakeAck
    /// New bytes, directly after the last ones of this side: the span handed over with the event.
    case data
    /// So many bytes of this side that the capture does not hold and no longer can.
    ///
    /// `isCut` when the frames are there, but the snap length cut their end off. `origin` is the
    /// frame that was cut, else the one that waited behind the hole.
    case gap(UInt32, isCut: Bool)
    /// A segment that carried only bytes seen before; `sequenceOffset` counts from this side's first
    /// byte (modulo 2³²). The span handed over is the copy, as far as it was captured. Keep-alives
    /// and bytes from before a missing start are no retransmission.
    case retransmission(sequenceOffset: UInt32, length: UInt32)
    /// The first FIN of this side, once all bytes before it were delivered.
    case fin
    /// An RST whose sequence number lies in the receiver's window.
    case reset
    /// An RST outside the window: noted, and nothing ends.
    case outOfWindowReset
    /// An ICMP unreachable that quotes a segment of this side.
    case unreachable
  }

  /// The connection's number: Wireshark's `tcp.stream`.
  package var connection: Int
  package var side: Side
  package var kind: Kind
  package var stamp: FrameStamp
  package var origin: FrameStamp

  package init(connection: Int, side: Side, kind: Kind, stamp: FrameStamp, origin: FrameStamp) {
    self.connection = connection
    self.side = side
    self.kind = kind
    self.stamp = stamp
    self.origin = origin
  }
}
