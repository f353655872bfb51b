package import Bytes
package import Packets

/// All connections of one capture: takes segments as they were captured, delivers streams.
///
/// Connections are numbered from 0 in the order of their first segment, as Wireshark's `tcp.stream`.
/// One task owns a table; pass it `inout` and do not copy it.
package struct ConnectionTable {
  private var connections = ConnectionStorage()
  private var index = ConnectionIndex()
  private var early: OutOfOrderQueues
  /// The connection of the last segment: the newest between its end points.
  private var latest = 0

  /// Segments with payload.
  package private(set) var contentSegments = 0
  /// Those of them that repeat others so soon that they are copies and not retransmissions: a capture at two
  /// places of one host holds every frame twice. See ``ConnectionRecord/copyDistance``.
  package private(set) var contentCopies = 0

  package init(budget: AssemblyBudget = .standard) {
    early = OutOfOrderQueues(budget: budget)
  }

  /// How many connections there are; their numbers are `0..<count`.
  package var count: Int { connections.count }

  /// What the segments that wait behind holes cost now, in bytes.
  package var keptBytes: Int { early.cost }

  /// What was seen on a connection so far. The number must be less than ``count``.
  package subscript(connection: Int) -> Connection { Connection(connections[connection]) }

  /// The number of a connection's last frame so far, without making the whole of what was seen of it.
  package func lastFrame(of connection: Int) -> UInt32 { connections[connection].last.number }

  /// Both ends of a connection sent a FIN, or one an RST that lay in the window.
  package func isClosed(_ connection: Int) -> Bool {
    let (one, other) = (connections[connection].one.seen, connections[connection].other.seen)
    return one.contains(.fin) && other.contains(.fin) || one.contains(.reset) || other.contains(.reset)
  }

  /// The number of the newest connection between two end points, whichever of them sends; nil when there is none.
  package func newest(from source: EndPoint, to destination: EndPoint) -> Int? {
    index.find(from: source, to: destination, in: connections).connection
  }

  /// Takes one segment and delivers what follows from it, in order.
  ///
  /// `bytes` is the span that the segment's payload range counts in. Mostly all events belong to
  /// the segment's connection; an older one can appear among them when it is given up, because its
  /// end points begin anew or because the budget is spent.
  package mutating func receive(
    _ segment: TCPSegment, bytes: Span<UInt8>, stamp: FrameStamp, deliver: StreamEvent.Handler
  ) {
    let (number, side) = place(
      from: segment.source, to: segment.destination, SequenceNumber(segment.sequence),
      ControlBits(segment.flags), stamp, deliver)
    let range = segment.payload.clamped(to: 0..<bytes.count)
    let isCopy = connections[number].receive(
      segment, bytes.extracting(range), number, side, stamp, early: &early, deliver)
    if segment.payloadLength > 0 {
      contentSegments &+= 1
      if isCopy { contentCopies &+= 1 }
    }
    while early.isOverBudget { giveUpOldestHole(stamp, deliver) }
  }

  /// Takes a segment that an ICMP "destination unreachable" quotes.
  ///
  /// Of a connection that was not seen before it is the first sign, as in Wireshark, if it is quoted
  /// far enough to hold the control bits. One from before the connection's SYN is passed over.
  package mutating func receive(
    _ quoted: QuotedSegment, stamp: FrameStamp, deliver: StreamEvent.Handler
  ) {
    let slot = index.find(from: quoted.source, to: quoted.destination, in: connections)
    guard slot.connection != nil || quoted.flags != nil else { return }
    let sequence = SequenceNumber(quoted.sequence)
    let bits = ControlBits(quoted.flags ?? TCPFlags(rawValue: 0))
    let (number, side) = place(
      from: quoted.source, to: quoted.destination, sequence,
      bits, stamp, deliver)
    connections[number].receiveQuoted(sequence, bits, number, side, stamp, early: &early, deliver)
  }

  /// The capture is over: what still waits behind holes is delivered behind gap events.
  package mutating func finish(deliver: StreamEvent.Handler) {
    while early.oldest != 0 {
      let number = early[early.oldest].connection
      let stamp = connections[number].last
      connections[number].giveUpAllHoles(number, stamp, early: &early, deliver)
    }
  }

  /// Ends the `data`, `gap` and `retransmission` events of a connection and frees what is kept of it.
  ///
  /// The same as the answer `.stopReading`. Numbers that are not in the table do nothing.
  package mutating func stopReading(_ connection: Int) {
    guard (0..<connections.count).contains(connection) else { return }
    connections[connection].stopReading(early: &early)
  }

  /// The connection of a segment, which is a new one when the rules of ``StreamNumbering`` say so.
  private mutating func place(
    from source: EndPoint, to destination: EndPoint, _ sequence: SequenceNumber, _ bits: ControlBits,
    _ stamp: FrameStamp, _ deliver: StreamEvent.Handler
  ) -> (number: Int, side: Side) {
    // Mostly the one of the segment before, which need not be looked for; only a SYN can begin another.
    if !bits.isSyn, latest < connections.count,
      let side = connections.side(latest, of: source, to: destination)
    {
      return (latest, side)
    }
    let slot = index.find(from: source, to: destination, in: connections)
    if let number = slot.connection {
      latest = number
      let isReuse = StreamNumbering.isReuse(sequence, bits, of: connections[number][slot.side])
      guard isReuse else { return (number, slot.side) }
      connections[number].giveUpAllHoles(number, stamp, early: &early, deliver)
    }
    let number = connections.append(ConnectionRecord(from: source, to: destination, stamp: stamp))
    index.set(slot, to: number)
    latest = number
    connections[number].open(number, stamp, early: &early, deliver)
    return (number, .one)
  }

  private mutating func giveUpOldestHole(_ stamp: FrameStamp, _ deliver: StreamEvent.Handler) {
    let queue = early[early.oldest]
    connections[queue.connection].giveUpHole(
      of: queue.side, queue.connection, stamp, early: &early, deliver)
  }
}
