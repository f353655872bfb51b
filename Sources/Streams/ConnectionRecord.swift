import Bytes
import Packets

/// What the table keeps of one connection: 168 bytes, whatever its length.
struct ConnectionRecord {
  private let addressOne: IPAddress
  private let addressOther: IPAddress
  var one = HalfStream(.one)
  var other = HalfStream(.other)
  private let firstTime: Int64
  private var lastTime: Int64
  private let firstNumber: UInt32
  private var lastNumber: UInt32
  private let portOne: UInt16
  private let portOther: UInt16
  var notes: Notes = .isReading
  /// Bytes that the side which speaks had sent before its turn began, modulo 2 to the power of 32.
  private var bytesBeforeTurn: UInt32 = 0
  /// When its turn began, in milliseconds after the first frame.
  private var turnStart: UInt32 = 0

  struct Notes: OptionSet {
    let rawValue: UInt8

    /// The bytes are still wanted.
    static let isReading = Notes(rawValue: 1 << 0)
    /// The handshake was completed.
    static let handshake = Notes(rawValue: 1 << 1)
    static let initiatorIsOne = Notes(rawValue: 1 << 2)
    static let initiatorIsOther = Notes(rawValue: 1 << 3)
    /// Segments wait in ``ConnectionTable/held``.
    static let holds = Notes(rawValue: 1 << 4)
    /// The order of the file counts from now on.
    static let inFileOrder = Notes(rawValue: 1 << 5)
    /// The side that sent new bytes last.
    static let speakerIsOne = Notes(rawValue: 1 << 6)
    static let speakerIsOther = Notes(rawValue: 1 << 7)
  }

  init(from source: EndPoint, to destination: EndPoint, stamp: FrameStamp) {
    (addressOne, portOne) = (source.address, source.port)
    (addressOther, portOther) = (destination.address, destination.port)
    (firstTime, firstNumber) = (stamp.time, stamp.number)
    (lastTime, lastNumber) = (stamp.time, stamp.number)
  }

  var endOne: EndPoint { EndPoint(address: addressOne, port: portOne) }
  var endOther: EndPoint { EndPoint(address: addressOther, port: portOther) }
  var first: FrameStamp { FrameStamp(number: firstNumber, time: firstTime) }
  var last: FrameStamp {
    get { FrameStamp(number: lastNumber, time: lastTime) }
    set { (lastNumber, lastTime) = (newValue.number, newValue.time) }
  }

  /// Inlined: a call would copy the record.
  @inline(__always)
  func side(of source: EndPoint, to destination: EndPoint) -> Side? {
    if source == endOne, destination == endOther { return .one }
    return source == endOther && destination == endOne ? .other : nil
  }

  subscript(side: Side) -> HalfStream {
    get { side == .one ? one : other }
    _modify { if side == .one { yield &one } else { yield &other } }
  }
}

extension ConnectionRecord {
  /// What became of a segment.
  enum Arrival {
    case processed
    /// The capture has it twice.
    case copy
    /// Its content was not processed: something waits for it, or it may have to wait. `isRepeated` where it repeats a
    /// SYN: see ``SegmentStep``.
    case deferred(isRepeated: Bool)
  }

  /// Processes a segment, except for the content of one that may have to wait: see ``HeldSegments``.
  ///
  /// All in one call: each access from the table finds the record again.
  mutating func receive(
    _ segment: TCPSegment, in frame: Span<UInt8>, of number: Int, from side: Side, _ stamp: FrameStamp,
    _ copies: inout PacketCopies, _ queues: inout OutOfOrderQueues, _ sink: inout EventSink
  ) -> Arrival {
    last = stamp
    let peerPackets = side == .one ? other.packets : one.packets
    if segment.isSentAgain,
      copies.isCopy(segment, of: number, side, peerPackets: peerPackets, time: stamp.time)
    {
      if side == .one { one.packets &+= 1 } else { other.packets &+= 1 }
      return .copy
    }
    sink.begin(number, stamp, isReading: notes.contains(.isReading))
    // A constant: a variable would be copied for the next call.
    let step = SegmentStep(segment, from: side, in: frame)
    let known =
      side == .one
      ? step.receive(&one, &other, &notes, &sink) : step.receive(&other, &one, &notes, &sink)
    guard let isRepeated = known else { return .processed }
    if step.hasContent {
      if notes.contains(.holds) || notes.mayHold && mayWait(step, frame) {
        return .deferred(isRepeated: isRepeated)
      }
    } else if !isRepeated, one.queue == 0, other.queue == 0 {
      return .processed
    }
    receiveContent(step, in: frame, isRepeated: isRepeated, &queues, &sink)
    return .processed
  }

  mutating func receiveContent(
    _ step: SegmentStep, in frame: Span<UInt8>, isRepeated: Bool, _ queues: inout OutOfOrderQueues,
    _ sink: inout EventSink
  ) {
    if step.side == .one {
      let before = one.bytes
      step.processContent(frame, isRepeated: isRepeated, &one, &other, &queues, &sink)
      if one.bytes != before { noteTurn(.speakerIsOne, before, sink.stamp.time) }
    } else {
      let before = other.bytes
      step.processContent(frame, isRepeated: isRepeated, &other, &one, &queues, &sink)
      if other.bytes != before { noteTurn(.speakerIsOther, before, sink.stamp.time) }
    }
  }

  private mutating func noteTurn(_ speaker: Notes, _ bytesBefore: UInt64, _ time: Int64) {
    if notes.contains(speaker) { return }
    notes.remove([.speakerIsOne, .speakerIsOther])
    notes.insert(speaker)
    bytesBeforeTurn = UInt32(truncatingIfNeeded: bytesBefore)
    turnStart = UInt32(clamping: (time &- firstTime) / Self.turnUnit)
  }

  private static let turnUnit: Int64 = 1_000_000

  var turn: Connection.Turn? {
    guard !notes.isDisjoint(with: [.speakerIsOne, .speakerIsOther]) else { return nil }
    let side: Side = notes.contains(.speakerIsOne) ? .one : .other
    let (half, peer) = side == .one ? (one, other) : (other, one)
    let end = half.seen.contains(.finDelivered) ? half.next - 1 : half.next
    return Connection.Turn(
      side: side, start: firstTime &+ Int64(turnStart) &* Self.turnUnit,
      bytes: UInt32(truncatingIfNeeded: half.bytes) &- bytesBeforeTurn,
      isAcknowledged: peer.highestAcknowledged.map { !$0.isBefore(end) } ?? false)
  }

  // Inlined, as those that it asks: a call would copy the record for each segment with data.
  @inline(__always)
  private func mayWait(_ step: SegmentStep, _ frame: Span<UInt8>) -> Bool {
    isAhead(step.acknowledgement, from: step.side) || mayBePadding(step, frame)
  }

  /// Whether the payload may be padding: see ``SegmentStep/mayBePadding(_:)``.
  @inline(__always)
  func mayBePadding(_ step: SegmentStep, _ frame: Span<UInt8>) -> Bool {
    step.mayBePadding(frame) && !step.payload.sequence.isBefore(step.side == .one ? one.next : other.next)
  }

  /// Whether a segment acknowledges bytes of the other side that have not come.
  @inline(__always)
  func isAhead(_ acknowledgement: SequenceNumber?, from side: Side) -> Bool {
    guard let acknowledgement else { return false }
    let next = side == .one ? other.next : one.next
    guard next.isBefore(acknowledgement) else { return false }
    let (own, peer) = side == .one ? (one.seen, other.seen) : (other.seen, one.seen)
    let packets = side == .one ? other.packets : one.packets
    guard peer.contains(.start),
      packets > 0 || peer.contains(.sureStart) || !own.isDisjoint(with: HalfStream.Seen.anySyn)
    else { return false }
    return acknowledgement.distance(from: next) < ReassemblyBudget.farthestAhead
  }

  /// An ICMP message about a segment of this side. One from before its SYN is of an older connection.
  mutating func receiveQuoted(
    _ quoted: QuotedSegment, from side: Side, _ sink: inout EventSink
  ) {
    let sequence = SequenceNumber(quoted.sequence)
    let flags = quoted.flags ?? []
    StreamNumbering.noteQuoted(sequence, flags, from: &self[side])
    let half = self[side]
    let isOlder =
      half.seen.contains(.sureStart) && half.bytes < 1 << 31 && (sequence + 1).isBefore(half.start)
    if isOlder { return }
    sink.send(quoted.needsFragmentation ? .packetTooBig : .unreachable(code: quoted.code), side)
  }

  mutating func giveUpAllHoles(_ queues: inout OutOfOrderQueues, _ sink: inout EventSink) {
    one.giveUpAllHoles(received: other.highestAcknowledged, &queues, &sink)
    other.giveUpAllHoles(received: one.highestAcknowledged, &queues, &sink)
  }

  /// Gives up the holes in front of what a segment that need not wait any longer acknowledges: their bytes were
  /// received, and not captured.
  mutating func giveUpHoles(
    before acknowledgement: SequenceNumber?, from side: Side, _ queues: inout OutOfOrderQueues,
    _ sink: inout EventSink
  ) {
    guard let acknowledgement, isAhead(acknowledgement, from: side) else { return }
    while self[side.opposite].queue != 0 {
      let hole = queues[self[side.opposite].queue].holeEnd
      if let hole, acknowledgement.isBefore(hole) { return }
      self[side.opposite].giveUpHole(received: acknowledgement, &queues, &sink)
    }
  }

  mutating func stopReading(_ queues: inout OutOfOrderQueues) {
    notes.remove(.isReading)
    one.freeBytes(&queues)
    other.freeBytes(&queues)
  }
}

extension ConnectionRecord.Notes {
  /// Whether segments may wait for what they answer.
  var mayHold: Bool { contains(.isReading) && !contains(.inFileOrder) }

  var initiator: Side? {
    if contains(.initiatorIsOne) { return .one }
    return contains(.initiatorIsOther) ? .other : nil
  }

  mutating func noteInitiator(_ side: Side) {
    if initiator == nil { insert(side == .one ? .initiatorIsOne : .initiatorIsOther) }
  }
}

/// The connections of a capture by number, in chunks: a new one never moves those that are there.
struct ConnectionStorage {
  private static let chunkBits = 10
  private static let chunkMask = (1 << chunkBits) - 1
  private var chunks: [[ConnectionRecord]] = []
  private(set) var count = 0

  subscript(number: Int) -> ConnectionRecord {
    _read { yield chunks[number &>> Self.chunkBits][number & Self.chunkMask] }
    _modify { yield &chunks[number &>> Self.chunkBits][number & Self.chunkMask] }
  }

  func isReading(_ number: Int) -> Bool {
    chunks[number &>> Self.chunkBits][number & Self.chunkMask].notes.contains(.isReading)
  }

  func holds(_ number: Int) -> Bool {
    chunks[number &>> Self.chunkBits][number & Self.chunkMask].notes.contains(.holds)
  }

  /// Not through the subscript, which would copy the record. Inlined: asked for each segment.
  @inline(__always)
  func side(_ number: Int, of source: EndPoint, to destination: EndPoint) -> Side? {
    chunks[number &>> Self.chunkBits][number & Self.chunkMask].side(of: source, to: destination)
  }

  /// Removes the last connections, so that so many stay.
  mutating func truncate(to count: Int) {
    let full = count &>> Self.chunkBits
    let rest = count & Self.chunkMask
    chunks.removeLast(chunks.count - full - (rest == 0 ? 0 : 1))
    if rest > 0 { chunks[full].removeLast(chunks[full].count - rest) }
    self.count = count
  }

  mutating func append(_ record: ConnectionRecord) -> Int {
    if count & Self.chunkMask == 0 {
      var chunk: [ConnectionRecord] = []
      chunk.reserveCapacity(Self.chunkMask &+ 1)
      chunks.append(chunk)
    }
    chunks[count &>> Self.chunkBits].append(record)
    count &+= 1
    return count &- 1
  }
}
