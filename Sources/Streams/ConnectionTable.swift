package import Bytes
package import Packets

/// All connections of one capture: processes segments in capture order and delivers streams.
///
/// Connections are numbered from 0 by their first segment, as Wireshark's `tcp.stream`. Pass it `inout`; do
/// not copy it.
package struct ConnectionTable {
  var connections = ConnectionStorage()
  var index = ConnectionIndex()
  var queues: OutOfOrderQueues
  var held: [Int: HeldSegments] = [:]
  var heldBytes = 0
  /// Of the segment before.
  var latest = 0
  var copies = PacketCopies()

  package private(set) var contentSegments = 0
  /// Those of them that are copies, not retransmissions: see ``PacketCopies``.
  package private(set) var contentCopies = 0

  /// Holes that were given up because the budget of the capture was spent.
  package private(set) var holesGivenUp = 0

  package init(budget: ReassemblyBudget = .standard) {
    queues = OutOfOrderQueues(budget: budget)
  }

  package var count: Int { connections.count }

  /// The memory of out-of-order segments in bytes.
  package var keptBytes: Int { queues.cost &+ heldBytes }

  /// What was seen on a connection so far. The number must be less than ``count``.
  package subscript(connection: Int) -> Connection { Connection(connections[connection]) }

  package func endPoints(of connection: Int) -> (one: EndPoint, other: EndPoint) {
    (connections[connection].endOne, connections[connection].endOther)
  }

  package func firstFrame(of connection: Int) -> UInt32 { connections[connection].first.number }

  package func lastFrame(of connection: Int) -> UInt32 { connections[connection].last.number }

  /// Both ends of a connection sent a FIN, or one an RST that lay in the window.
  package func isClosed(_ connection: Int) -> Bool {
    let (one, other) = (connections[connection].one.seen, connections[connection].other.seen)
    return one.contains(.fin) && other.contains(.fin) || one.contains(.reset) || other.contains(.reset)
  }

  /// Nothing but a SYN was seen, sent once or again.
  package func isUnanswered(_ connection: Int) -> Bool {
    let (one, other) = (connections[connection].one, connections[connection].other)
    return one.seen.contains(.syn) && !one.seen.contains(.wentOn) && one.bytes == 0 && other.packets == 0
  }

  /// Bytes of a connection wait for others, or to be put in order: what they are is not known yet.
  package func isWaiting(_ connection: Int) -> Bool {
    let record = connections[connection]
    return record.notes.contains(.holds) || record.one.queue != 0 || record.other.queue != 0
  }

  /// The number of the newest connection between two end points, whichever of them sends; nil when there is none.
  package func newest(from source: EndPoint, to destination: EndPoint) -> Int? {
    index.find(from: source, to: destination, in: connections).connection
  }

  /// Processes one segment and collects its events in order.
  ///
  /// The payload range is in `frame`. Events of an older connection can be among them when it is dropped: its
  /// end points begin a new one, or the budget is used up.
  package mutating func receive(
    _ segment: TCPSegment, in frame: Span<UInt8>, stamp: FrameStamp, into sink: inout EventSink
  ) {
    let (number, side) = connection(
      from: segment.source, to: segment.destination, SequenceNumber(segment.sequence), segment.flags,
      stamp, &sink)
    let arrival = connections[number].receive(
      segment, in: frame, of: number, from: side, stamp, &copies, &queues, &sink)
    if segment.payloadLength > 0 { contentSegments &+= 1 }
    switch arrival {
    case .processed: break
    case .copy:
      if segment.payloadLength > 0 { contentCopies &+= 1 }
      return
    case .deferred(let isRepeated):
      holdOrRead(segment, in: frame, from: side, number, isRepeated: isRepeated, &sink)
    }
    if !held.isEmpty, connections.holds(number) { releaseHeld(number, stamp, &sink) }
    while queues.isOverBudget { giveUpOldestHole(stamp, &sink) }
  }

  /// Processes a segment that an ICMP "destination unreachable" quotes.
  ///
  /// It may be a connection's first sign, as in Wireshark, if the quote includes the control bits. One from
  /// before the connection's SYN is ignored.
  package mutating func receive(
    _ quoted: QuotedSegment, stamp: FrameStamp, into sink: inout EventSink
  ) {
    let known = index.find(from: quoted.source, to: quoted.destination, in: connections).connection
    guard known != nil || quoted.flags != nil else { return }
    let sequence = SequenceNumber(quoted.sequence)
    let flags = quoted.flags ?? []
    let (number, side) = connection(
      from: quoted.source, to: quoted.destination, sequence, flags, stamp, &sink)
    sink.begin(number, stamp, isReading: connections.isReading(number))
    connections[number].receiveQuoted(quoted, from: side, &sink)
  }

  /// At the end of the capture: delivers the out-of-order data of one connection, with gap events.
  /// - Returns: False when no data is left.
  package mutating func finishNext(into sink: inout EventSink) -> Bool {
    if let number = held.keys.min() {
      releaseAllHeld(number, connections[number].last, &sink)
      return true
    }
    guard queues.oldest != 0 else { return false }
    let number = queues[queues.oldest].connection
    giveUpAllHoles(of: number, connections[number].last, &sink)
    return true
  }

  /// Ends the `data`, `gap` and `retransmission` events of a connection and frees its queues; counts and
  /// other events continue.
  ///
  /// Events in the sink stay. Unknown numbers are ignored.
  package mutating func stopReading(_ connection: Int) {
    guard (0..<connections.count).contains(connection) else { return }
    connections[connection].stopReading(&queues)
  }

  /// Mostly that of the segment before, which need not be looked up; only a SYN can begin another.
  @inline(__always)
  private mutating func connection(
    from source: EndPoint, to destination: EndPoint, _ sequence: SequenceNumber, _ flags: TCPFlags,
    _ stamp: FrameStamp, _ sink: inout EventSink
  ) -> (number: Int, side: Side) {
    if !flags.contains(.syn), latest < connections.count,
      let side = connections.side(latest, of: source, to: destination)
    {
      return (latest, side)
    }
    return findConnection(from: source, to: destination, sequence, flags, stamp, &sink)
  }

  @inline(never)
  private mutating func findConnection(
    from source: EndPoint, to destination: EndPoint, _ sequence: SequenceNumber, _ flags: TCPFlags,
    _ stamp: FrameStamp, _ sink: inout EventSink
  ) -> (number: Int, side: Side) {
    let slot = index.find(from: source, to: destination, in: connections)
    if let number = slot.connection {
      latest = number
      let isReuse = StreamNumbering.isReuse(sequence, flags, of: connections[number][slot.side])
      guard isReuse else { return (number, slot.side) }
      releaseAllHeld(number, stamp, &sink)
      giveUpAllHoles(of: number, stamp, &sink)
    }
    let number = connections.append(ConnectionRecord(from: source, to: destination, stamp: stamp))
    index.set(slot, to: number)
    latest = number
    sink.begin(number, stamp, isReading: true)
    sink.send(.opened, .one)
    return (number, .one)
  }

  private mutating func giveUpAllHoles(of number: Int, _ stamp: FrameStamp, _ sink: inout EventSink) {
    sink.begin(number, stamp, isReading: connections.isReading(number))
    connections[number].giveUpAllHoles(&queues, &sink)
  }

  private mutating func giveUpOldestHole(_ stamp: FrameStamp, _ sink: inout EventSink) {
    holesGivenUp &+= 1
    let (number, side) = (queues[queues.oldest].connection, queues[queues.oldest].side)
    sink.begin(number, stamp, isReading: connections.isReading(number))
    connections[number][side].giveUpForBudget(&queues, &sink)
  }
}

// The order of TCP: see ``HeldSegments``.
extension ConnectionTable {
  private mutating func holdOrRead(
    _ segment: TCPSegment, in frame: Span<UInt8>, from side: Side, _ number: Int,
    isRepeated: Bool, _ sink: inout EventSink
  ) {
    let step = SegmentStep(segment, from: side, in: frame)
    settlePadding(number, side, before: segment.sequence)
    let mayHold = connections[number].notes.mayHold
    let mayBePadding = mayHold && connections[number].mayBePadding(step, frame)
    if mayBePadding || mayHold && connections[number].isAhead(step.acknowledgement, from: side) {
      let waiting = HeldSegment(
        segment, from: side, in: frame, stamp: sink.stamp, isRepeated: isRepeated,
        mayBePadding: mayBePadding)
      return hold(waiting, number)
    }
    connections[number].receiveContent(step, in: frame, isRepeated: isRepeated, &queues, &sink)
  }

  private mutating func settlePadding(_ number: Int, _ side: Side, before sequence: UInt32) {
    let cost = held[number]?.cost ?? 0
    held[number]?.settlePadding(of: side, before: sequence)
    heldBytes &-= cost &- (held[number]?.cost ?? 0)
  }

  private mutating func hold(_ segment: HeldSegment, _ number: Int) {
    held[number, default: HeldSegments()].append(segment)
    heldBytes &+= segment.cost
    connections[number].notes.insert(.holds)
  }

  private mutating func releaseHeld(_ number: Int, _ stamp: FrameStamp, _ sink: inout EventSink) {
    while let index = readyIndex(number, stamp) { release(index, number, &sink) }
    guard let waiting = held[number] else { return }
    if waiting.isEmpty { return forget(number) }
    let isTooMuch = !queues.budget.allows(waiting) || heldBytes > queues.budget.bytesPerCapture
    guard isTooMuch || !connections.isReading(number) else { return }
    connections[number].notes.insert(.inFileOrder)
    releaseAllHeld(number, stamp, isLast: false, &sink)
  }

  private mutating func readyIndex(_ number: Int, _ stamp: FrameStamp) -> Int? {
    guard let waiting = held[number] else { return nil }
    if let ready = waiting.segments.firstIndex(where: { isReady($0, number) }) { return ready }
    guard held[number]?.isDeadlocked(at: stamp.time, queues.budget) == true else { return nil }
    return waiting.segments.firstIndex { !$0.mayBePadding }
  }

  private func isReady(_ waiting: HeldSegment, _ number: Int) -> Bool {
    let acknowledgement = waiting.segment.flags.contains(.ack) ? waiting.segment.acknowledgement : nil
    return !waiting.mayBePadding
      && !connections[number].isAhead(acknowledgement.map { SequenceNumber($0) }, from: waiting.side)
  }

  /// - Parameter isLast: nothing of the connection follows, so that what a segment acknowledges is known or missing.
  private mutating func release(
    _ index: Int, _ number: Int, isLast: Bool = false, _ sink: inout EventSink
  ) {
    guard let first = held[number]?.remove(at: index) else { return }
    heldBytes &-= first.cost
    let step = SegmentStep(first.segment, from: first.side, in: first.bytes.span)
    // What the receiver acknowledged is no padding.
    let peer = connections[number][first.side.opposite]
    if first.mayBePadding, peer.highestAcknowledged.map({ $0.isBefore(step.payload.end) }) ?? true { return }
    sink.begin(number, first.stamp, isReading: connections.isReading(number), held: first.bytes)
    let isKept = held[number]?.segments.contains { $0.side == first.side.opposite } ?? false
    if isLast, !isKept {
      connections[number].giveUpHoles(before: step.acknowledgement, from: first.side, &queues, &sink)
    }
    connections[number].receiveContent(
      step, in: first.bytes.span, isRepeated: first.isRepeated, &queues, &sink)
  }

  private mutating func releaseAllHeld(
    _ number: Int, _ stamp: FrameStamp, isLast: Bool = true, _ sink: inout EventSink
  ) {
    while held[number]?.isEmpty == false { release(0, number, isLast: isLast, &sink) }
    forget(number)
    sink.begin(number, stamp, isReading: connections.isReading(number))
  }

  private mutating func forget(_ number: Int) {
    held[number] = nil
    connections[number].notes.remove(.holds)
  }
}

/// When a segment between known end points begins a new connection: Wireshark's `tcp.stream` (checked against
/// tshark 4.0).
///
/// Each direction has a base: the sequence number of its SYN, or one less than that of another first segment
/// or of the first acknowledgement. A SYN whose number differs begins a new connection; a SYN/ACK only moves
/// the base. An ICMP quote follows both rules but never sets a base first.
enum StreamNumbering {
  static func isReuse(_ sequence: SequenceNumber, _ flags: TCPFlags, of sender: HalfStream) -> Bool {
    flags.contains(.syn) && !flags.contains(.ack) && sender.seen.contains(.base) && sender.base != sequence
  }

  static func note(
    _ sequence: SequenceNumber, _ acknowledgement: SequenceNumber?, isSyn: Bool,
    from sender: inout HalfStream, to receiver: inout HalfStream
  ) {
    if !sender.seen.contains(.base) {
      sender.base = isSyn ? sequence : sequence - 1
      sender.seen.insert(.base)
    } else if isSyn, acknowledgement != nil {
      sender.base = sequence
    }
    if let acknowledgement, !receiver.seen.contains(.base) {
      receiver.base = acknowledgement - 1
      receiver.seen.insert(.base)
    }
  }

  /// Whether a segment from before the SYN/ACK belongs to an older connection of the same ports: a challenge ACK,
  /// a late FIN, an older SYN/ACK (RFC 9293, section 3.10.7.3; RFC 5961, section 4). It acknowledges nothing that
  /// the SYN, or what may have been lost after it, explains.
  static func isOlder(
    _ flags: TCPFlags, _ acknowledgement: SequenceNumber?, from sender: HalfStream, to receiver: HalfStream
  ) -> Bool {
    guard receiver.seen.contains(.syn), receiver.seen.contains(.sureStart), !flags.contains(.rst),
      sender.seen.isDisjoint(with: .anySyn), !sender.seen.contains(.content)
    else { return false }
    guard let acknowledgement else { return !flags.contains(.syn) }
    return acknowledgement.distance(from: receiver.start) > farthestAcknowledgement
  }

  /// What a client may have sent that the capture lost, before the first segment of the server was captured.
  private static let farthestAcknowledgement: UInt32 = 1 << 20

  static func noteQuoted(_ sequence: SequenceNumber, _ flags: TCPFlags, from sender: inout HalfStream) {
    if flags.contains(.syn), flags.contains(.ack), sender.seen.contains(.base) { sender.base = sequence }
  }
}
