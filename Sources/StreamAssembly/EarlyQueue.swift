import ByteReading

/// What one side sent ahead of a hole: segments in sequence order that do not overlap, and the FIN.
struct EarlyQueue {
  let connection: Int
  let side: Side
  /// The neighbours by age in ``EarlySegments``, as numbers of queues; 0 for none.
  var older: UInt32 = 0
  var newer: UInt32 = 0

  private var segments: [EarlySegment] = []
  /// Segments before this one were taken already.
  private var head = 0
  private(set) var cost = AssemblyBudget.costPerSide
  /// The first FIN that came early, and its frame.
  private(set) var fin: (sequence: SequenceNumber, origin: FrameStamp)?
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
  var isEmpty: Bool { count == 0 && fin == nil }
  var first: EarlySegment? { head < segments.count ? segments[head] : nil }
  /// Where the hole ends.
  var holeEnd: SequenceNumber? {
    guard let fin else { return first?.sequence }
    guard let first, first.sequence.isBefore(fin.sequence) else { return fin.sequence }
    return first.sequence
  }
  /// Where the last early segment ends.
  private var end: SequenceNumber? { count > 0 ? segments[segments.count &- 1].end : fin?.sequence }

  /// Takes the first segment out.
  mutating func takeFirst() -> EarlySegment? {
    guard head < segments.count else { return nil }
    let taken = segments[head]
    segments[head].bytes = []
    cost &-= taken.cost
    head &+= 1
    if head == segments.count { removeTaken() }
    return taken
  }

  /// Keeps the place of the first FIN. False when there was one before.
  mutating func keepFin(at sequence: SequenceNumber, origin: FrameStamp) -> Bool {
    guard fin == nil else { return false }
    fin = (sequence, origin)
    return true
  }

  mutating func takeFin() {
    fin = nil
  }

  /// Frees the bytes that are kept; their places stay.
  mutating func dropBytes() {
    for index in head..<segments.count {
      cost &-= segments[index].bytes.count
      segments[index].bytes = []
    }
  }

  private mutating func removeTaken() {
    segments.removeFirst(head)
    head = 0
  }
}

extension EarlyQueue {
  /// What became of a segment that was kept.
  struct Kept {
    /// How many of its bytes were new.
    var new: UInt32 = 0
    /// Whether bytes that were there already differ.
    var conflicts = false
  }

  /// Keeps what is new of a text; of bytes that are there already the first copy stays.
  mutating func keep(
    _ text: SegmentText, _ payload: Span<UInt8>, origin: FrameStamp, withBytes: Bool
  ) -> Kept {
    if head > 0 { removeTaken() }
    var kept = Kept()
    var position = text.sequence
    var index = firstIndex(endingAfter: position)
    while position.isBefore(text.end) {
      guard index < segments.count, segments[index].sequence.isBefore(text.end) else {
        _ = insert(text, payload, from: position, to: text.end, at: index, origin, withBytes, &kept)
        break
      }
      if position.isBefore(segments[index].sequence) {
        let hole = segments[index].sequence
        index = insert(text, payload, from: position, to: hole, at: index, origin, withBytes, &kept)
      }
      kept.conflicts = kept.conflicts || segments[index].conflicts(with: text, payload)
      position = segments[index].end
      index &+= 1
    }
    return kept
  }

  /// Searched from the end, as early segments mostly come in order.
  private func firstIndex(endingAfter position: SequenceNumber) -> Int {
    var index = segments.count
    while index > 0, position.isBefore(segments[index &- 1].end) { index &-= 1 }
    return index
  }

  /// Puts a part of the text before the segment at `index`, and says where that is then.
  ///
  /// Places without bytes that touch become one.
  private mutating func insert(
    _ text: SegmentText, _ payload: Span<UInt8>, from start: SequenceNumber, to end: SequenceNumber,
    at index: Int, _ origin: FrameStamp, _ withBytes: Bool, _ kept: inout Kept
  ) -> Int {
    let length = end.distance(from: start)
    kept.new &+= length
    if !withBytes, index > 0, segments[index &- 1].bytes.isEmpty, segments[index &- 1].end == start {
      segments[index &- 1].length &+= length
      return index
    }
    let range = withBytes ? text.part(of: payload, from: start, to: end) : 0..<0
    let segment = EarlySegment(
      sequence: start, length: length, bytes: [UInt8](copying: payload.extracting(range)), origin: origin)
    segments.insert(segment, at: index)
    cost &+= segment.cost
    return index &+ 1
  }
}

extension EarlySegment {
  /// Whether both copies were captured somewhere and differ there.
  func conflicts(with text: SegmentText, _ payload: Span<UInt8>) -> Bool {
    let start = sequence.isBefore(text.sequence) ? text.sequence : sequence
    let last = end.isBefore(text.end) ? end : text.end
    guard start.isBefore(last) else { return false }
    let mine = Int(start.distance(from: sequence))
    let theirs = Int(start.distance(from: text.sequence))
    let length = min(
      Int(last.distance(from: start)), bytes.count &- mine, payload.count &- theirs)
    guard length > 0 else { return false }
    return (0..<length).contains { bytes[mine &+ $0] != payload[theirs &+ $0] }
  }
}

extension EarlyQueue {
  /// Whether the first hole should be given up: it was acknowledged, or nothing was ever captured of
  /// the receiver, and since then enough segments or time went by.
  mutating func isHoleLost(
    acknowledged point: SequenceNumber?, isReceiverSilent: Bool, countsSegment: Bool, time: Int64,
    budget: AssemblyBudget
  ) -> Bool {
    guard let holeEnd, let end else { return false }
    if let known = acknowledged, known.point.isBefore(holeEnd) { acknowledged = nil }
    guard var known = acknowledged else {
      if let point, !point.isBefore(holeEnd) {
        acknowledged = Acknowledgement(point: point, time: time)
      } else if isReceiverSilent {
        acknowledged = Acknowledgement(point: end, time: time)
      }
      return false
    }
    if countsSegment { known.segments &+= 1 }
    acknowledged = known
    return known.segments >= budget.segmentsPastHole
      || time &- known.time >= budget.nanosecondsPastHole
  }
}
