import Bytes

/// What one side sent ahead of a hole: segments in sequence order that do not overlap, and the FIN.
struct OutOfOrderQueue {
  let connection: Int
  let side: Side
  /// The neighbours by age in ``OutOfOrderQueues``, as numbers of queues; 0 for none.
  var older: UInt32 = 0
  var newer: UInt32 = 0

  /// Those from `head` on wait; the ones before were taken already.
  var segments: [OutOfOrderSegment] = []
  private(set) var head = 0
  var cost = AssemblyBudget.costPerSide
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
  var first: OutOfOrderSegment? { head < segments.count ? segments[head] : nil }
  /// Where the hole ends.
  var holeEnd: SequenceNumber? {
    guard let fin else { return first?.sequence }
    guard let first, first.sequence.isBefore(fin.sequence) else { return fin.sequence }
    return first.sequence
  }
  /// Where the last early segment ends.
  private var end: SequenceNumber? { count > 0 ? segments[segments.count &- 1].end : fin?.sequence }

  /// Takes the first segment out.
  mutating func takeFirst() -> OutOfOrderSegment? {
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

  mutating func removeTaken() {
    segments.removeFirst(head)
    head = 0
  }
}

extension OutOfOrderQueue {
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
