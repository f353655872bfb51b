package import Bytes

/// The ends of a connection: `one` sent its first captured segment. The client is known from the SYN, or from
/// the data.
package enum Side: UInt8, Sendable {
  case one = 0
  case other = 1

  @inlinable package var opposite: Side {
    switch self {
    case .one: .other
    case .other: .one
    }
  }

  /// Inlined: other modules compare sides for each event, and would call this through `Equatable`.
  @inlinable package static func == (left: Side, right: Side) -> Bool {
    switch (left, right) {
    case (.one, .one), (.other, .other): true
    case (.one, .other), (.other, .one): false
    }
  }
}

/// One event of a connection, in stream order. Each side's data is delivered in sequence order, each byte
/// once: the first copy counts.
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
    /// New bytes, directly after the last ones of this side.
    case data
    /// This many bytes of the side are missing for good.
    ///
    /// `isCut` when the snap length removed them. `origin` is the truncated frame, else the one after the
    /// hole. Also after reading was stopped, except for truncated segments that waited behind a hole.
    case gap(UInt32, isCut: Bool)
    /// A segment with only known bytes; `sequenceOffset` counts from this side's first byte (modulo 2³²).
    /// Keep-alives and bytes from before a missing start do not count.
    case retransmission(sequenceOffset: UInt32, length: UInt32)
    /// The first FIN of this side, once all bytes before it were delivered.
    case fin
    /// An RST that the receiver accepts: after all bytes before it, or a gap.
    case reset
    /// An RST outside the window, or one that its own side contradicts: noted, and nothing ends.
    case outOfWindowReset
    /// An ICMP unreachable, with its code, that quotes a segment of this side.
    case unreachable(code: UInt8)
    /// An ICMP message that a segment of this side needs fragmentation (RFC 1191, section 4).
    case packetTooBig
  }

  package enum Content: Sendable {
    case none
    /// In the frame being processed: those of a `data` event, or the second copy that a
    /// `retransmission` brought, as far as it was captured.
    case frame(Range<Int>)
    /// A part of a copy that waited: an index in ``EventSink/copies``.
    case copy(Int32, Range<Int32>)
    /// Of a FIN or RST.
    case end(EndSegment)
  }

  package let connection: Int
  package let side: Side
  package let kind: Kind
  package let stamp: FrameStamp
  /// The frame with the bytes; not that of `stamp` for out-of-order data.
  package let origin: FrameStamp
  package let content: Content
  /// How many bytes of the other side its segment acknowledges; `.max` where that is unknown.
  package let acknowledged: UInt32
}

extension Range<Int32> {
  /// Of a frame, which has some hundred kilobytes at most.
  fileprivate init(_ range: Range<Int>) {
    self = Int32(truncatingIfNeeded: range.lowerBound)..<Int32(truncatingIfNeeded: range.upperBound)
  }
}

extension Range<Int> {
  package init(_ range: Range<Int32>) {
    self = Int(range.lowerBound)..<Int(range.upperBound)
  }
}

/// What the segment of a FIN or RST shows besides the end.
package struct EndSegment: Hashable, Sendable {
  /// The time to live or hop limit.
  package var hopLimit: UInt8
  /// Whether the segment itself acknowledges something.
  package var hasAcknowledgement: Bool
  /// Whether its sequence number is not 0, which is that of an RST that refuses a SYN (RFC 9293, section 3.5.2).
  package var isNumbered: Bool
  /// How many bytes of the other side its sender has acknowledged, with this segment or before it; nil when the
  /// start of the other side is unknown.
  package var acknowledged: UInt32?

  package init(hopLimit: UInt8, hasAcknowledgement: Bool, isNumbered: Bool, acknowledged: UInt32?) {
    self.hopLimit = hopLimit
    self.hasAcknowledgement = hasAcknowledgement
    self.isNumbered = isNumbered
    self.acknowledged = acknowledged
  }
}

extension StreamEvent.Kind {
  /// Whether the event brings bytes of the stream: these end when reading was stopped.
  package var isContent: Bool {
    switch self {
    case .data, .retransmission: true
    case .opened, .gap, .syn, .synAck, .handshakeAck, .fin, .reset, .outOfWindowReset, .unreachable,
      .packetTooBig:
      false
    }
  }
}

/// Collects the events of one call of the table, in order. The caller handles and removes them before the
/// next call.
package struct EventSink: Sendable {
  package private(set) var events: [StreamEvent] = []
  package private(set) var copies: [[UInt8]] = []
  private(set) var connection = 0
  private(set) var stamp = FrameStamp(number: 0, time: 0)
  private(set) var isReading = true
  private var acknowledged = UInt32.max
  /// The copy that contains the segment being processed, where it waited; nil for the frame itself.
  private var source: Int?

  package init() {}

  package mutating func removeAll() {
    // A few events at most: a third of the time of `removeAll(keepingCapacity:)`.
    while events.popLast() != nil {}
    if !copies.isEmpty { copies = [] }
  }

  package func bytes(of event: StreamEvent, in frame: Span<UInt8>) -> [UInt8] {
    switch event.content {
    case .none, .end: []
    case .frame(let range): [UInt8](copying: frame.extracting(range))
    case .copy(let index, let range): Array(copies[Int(index)][Range(range)])
    }
  }

  mutating func begin(_ connection: Int, _ stamp: FrameStamp, isReading: Bool) {
    self.connection = connection
    self.stamp = stamp
    self.isReading = isReading
    source = nil
    acknowledged = .max
  }

  mutating func noteAcknowledged(_ bytes: UInt32) { acknowledged = bytes }

  /// Begins a segment that waited; its payload is all of `bytes`.
  mutating func begin(_ connection: Int, _ stamp: FrameStamp, isReading: Bool, held bytes: [UInt8]) {
    begin(connection, stamp, isReading: isReading)
    if bytes.isEmpty { return }
    copies.append(bytes)
    source = copies.count &- 1
  }

  mutating func send(
    _ kind: StreamEvent.Kind, _ side: Side, origin: FrameStamp, _ content: StreamEvent.Content = .none
  ) {
    guard isReading || !kind.isContent else { return }
    events.append(
      StreamEvent(
        connection: connection, side: side, kind: kind, stamp: stamp, origin: origin,
        content: placed(content),
        acknowledged: acknowledged))
  }

  private func placed(_ content: StreamEvent.Content) -> StreamEvent.Content {
    guard let source, case .frame(let range) = content else { return content }
    return .copy(Int32(source), Range(range))
  }

  mutating func send(_ kind: StreamEvent.Kind, _ side: Side, _ content: StreamEvent.Content = .none) {
    send(kind, side, origin: stamp, content)
  }

  mutating func sendCopy(_ bytes: [UInt8], _ side: Side, origin: FrameStamp) {
    guard isReading else { return }
    copies.append(bytes)
    send(.data, side, origin: origin, .copy(Int32(copies.count &- 1), 0..<Int32(bytes.count)))
  }
}
