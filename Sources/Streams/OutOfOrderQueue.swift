import Bytes

/// Bytes that came before the ones in front of them: a copy that waits until the hole is filled.
struct OutOfOrderSegment {
  let sequence: SequenceNumber
  /// How many bytes were sent; more than `bytes.count` when the frame is truncated, or when the connection is
  /// no longer read.
  var length: UInt32
  var bytes: [UInt8]
  let origin: FrameStamp

  var end: SequenceNumber { sequence + length }
  var cost: Int { bytes.count &+ ReassemblyBudget.costPerSegment }

  func conflicts(with payload: SegmentPayload, in frame: Span<UInt8>) -> Bool {
    let start = sequence.isBefore(payload.sequence) ? payload.sequence : sequence
    let last = end.isBefore(payload.end) ? end : payload.end
    guard start.isBefore(last) else { return false }
    let theirs = payload.captured(from: start, to: last)
    let mine = Int(start.distance(from: sequence))
    let length = min(theirs.count, bytes.count &- mine)
    guard length > 0 else { return false }
    return (0..<length).contains { bytes[mine &+ $0] != frame[theirs.lowerBound &+ $0] }
  }
}

/// A FIN or RST behind bytes that have not come.
struct OutOfOrderEnd {
  let sequence: SequenceNumber
  let isReset: Bool
  let segment: EndSegment
  let origin: FrameStamp
  /// What its sender had acknowledged by then; nil for nothing.
  var acknowledged: SequenceNumber?
  /// Its sender sent new bytes after it, in front of it.
  var isPassed = false
}

/// What one side sent ahead of a hole: segments in sequence order that do not overlap, and the FIN or RST.
struct OutOfOrderQueue {
  var connection: Int
  let side: Side
  /// The neighbours by age in ``OutOfOrderQueues``, as numbers of queues; 0 for none.
  var older: UInt32 = 0
  var newer: UInt32 = 0

  /// Those from `head` on wait; the ones before were removed already.
  private var segments: [OutOfOrderSegment] = []
  private var head = 0
  private(set) var cost = ReassemblyBudget.costPerSide
  /// The first FIN or RST that came out of order.
  private(set) var end: OutOfOrderEnd?
  private var acknowledged: Acknowledgement?

  /// The moment from which a hole is known to be a loss of the capture.
  private struct Acknowledgement {
    /// Everything before this point had arrived by then.
    let point: SequenceNumber
    let time: Int64
    /// How many segments the sender has sent since.
    var segments = 0
  }

  init(connection: Int, side: Side) {
    self.connection = connection
    self.side = side
  }

  var count: Int { segments.count &- head }
  var isEmpty: Bool { count == 0 && end == nil }
  var first: OutOfOrderSegment? { head < segments.count ? segments[head] : nil }
  var holeEnd: SequenceNumber? {
    guard let end else { return first?.sequence }
    guard let first, first.sequence.isBefore(end.sequence) else { return end.sequence }
    return first.sequence
  }
  private var lastByte: SequenceNumber? { count > 0 ? segments[segments.count &- 1].end : end?.sequence }

  mutating func removeFirst() -> OutOfOrderSegment? {
    guard let first else { return nil }
    segments[head].bytes = []
    cost &-= first.cost
    head &+= 1
    if head == segments.count { dropRemoved() }
    return first
  }

  private mutating func dropRemoved() {
    segments.removeFirst(head)
    head = 0
  }

  /// False when another end came before it.
  mutating func keep(_ end: OutOfOrderEnd) -> Bool {
    guard self.end == nil else { return false }
    self.end = end
    return true
  }

  /// Removes an RST whose sender goes on behind it.
  mutating func removeReset(before point: SequenceNumber) -> OutOfOrderEnd? {
    guard let end, end.isReset, end.sequence.isBefore(point) else { return nil }
    self.end = nil
    return end
  }

  /// Notes that the sender of an RST that waits sends new bytes.
  mutating func passReset() {
    if end?.isReset == true { end?.isPassed = true }
  }

  /// The same, where another RST of it acknowledges more.
  mutating func passReset(before other: EndSegment) {
    guard let end, let point = other.acknowledged, point > end.segment.acknowledged ?? 0 else { return }
    passReset()
  }

  /// Removes an RST that ended nothing, because its sender went on, from behind a hole that nobody else shows.
  mutating func removePassedReset(
    acknowledged: SequenceNumber?, received: SequenceNumber?
  ) -> OutOfOrderEnd? {
    guard let end, end.isReset, holeEnd == end.sequence else { return nil }
    if let received, !received.isBefore(end.sequence) { return nil }
    let hasAcknowledgedMore = acknowledged.map { end.acknowledged?.isBefore($0) ?? true } ?? false
    guard end.isPassed || hasAcknowledgedMore else { return nil }
    self.end = nil
    return end
  }

  mutating func freeBytes() {
    for index in head..<segments.count {
      cost &-= segments[index].bytes.count
      segments[index].bytes = []
    }
  }

  /// Whether the first hole should be given up: it was acknowledged, or nothing was ever captured of
  /// the receiver, and since then enough segments or time went by.
  mutating func isHoleLost(
    acknowledged point: SequenceNumber?, isReceiverSilent: Bool, countsSegment: Bool, time: Int64,
    budget: ReassemblyBudget
  ) -> Bool {
    guard let holeEnd, let lastByte else { return false }
    if let known = acknowledged, known.point.isBefore(holeEnd) { acknowledged = nil }
    guard var known = acknowledged else {
      if let point, !point.isBefore(holeEnd) {
        acknowledged = Acknowledgement(point: point, time: time)
      } else if isReceiverSilent {
        acknowledged = Acknowledgement(point: lastByte, time: time)
      }
      return false
    }
    if countsSegment { known.segments &+= 1 }
    acknowledged = known
    return known.segments >= budget.segmentsPastHole
      || time &- known.time >= budget.nanosecondsPastHole
  }
}

extension OutOfOrderQueue {
  struct Kept {
    /// How many of its bytes were new.
    var new: UInt32 = 0
    /// Whether bytes that were there already differ.
    var conflicts = false
  }

  mutating func keep(
    _ payload: SegmentPayload, in frame: Span<UInt8>, origin: FrameStamp, withBytes: Bool
  ) -> Kept {
    if head > 0 { dropRemoved() }
    var kept = Kept()
    var position = payload.sequence
    var index = firstIndex(endingAfter: position)
    while position.isBefore(payload.end) {
      let isLast = index == segments.count || !segments[index].sequence.isBefore(payload.end)
      let hole = isLast ? payload.end : segments[index].sequence
      if position.isBefore(hole) {
        kept.new &+= hole.distance(from: position)
        let range = withBytes ? payload.captured(from: position, to: hole) : 0..<0
        index = insert(position, to: hole, frame.extracting(range), origin, withBytes, at: index)
      }
      if isLast { break }
      kept.conflicts = kept.conflicts || segments[index].conflicts(with: payload, in: frame)
      position = segments[index].end
      index &+= 1
    }
    return kept
  }

  /// Searched from the end, as out-of-order segments mostly follow each other.
  private func firstIndex(endingAfter position: SequenceNumber) -> Int {
    var index = segments.count
    while index > 0, position.isBefore(segments[index &- 1].end) { index &-= 1 }
    return index
  }

  /// Inserts bytes before the segment at `index` and returns its new index. Adjacent extents without bytes
  /// are merged.
  private mutating func insert(
    _ start: SequenceNumber, to end: SequenceNumber, _ bytes: Span<UInt8>, _ origin: FrameStamp,
    _ withBytes: Bool, at index: Int
  ) -> Int {
    let length = end.distance(from: start)
    if !withBytes, index > 0, segments[index &- 1].bytes.isEmpty, segments[index &- 1].end == start {
      segments[index &- 1].length &+= length
      return index
    }
    let segment = OutOfOrderSegment(
      sequence: start, length: length, bytes: [UInt8](copying: bytes), origin: origin)
    segments.insert(segment, at: index)
    cost &+= segment.cost
    return index &+ 1
  }
}

extension [UInt8] {
  init(copying bytes: Span<UInt8>) {
    self.init(capacity: bytes.count) { (output: inout OutputSpan<UInt8>) in
      for index in bytes.indices { output.append(bytes[index]) }
    }
  }
}
