import Bytes
import Packets

/// A segment that waits for what it answers.
struct HeldSegment {
  let segment: TCPSegment
  let side: Side
  /// The captured payload.
  let bytes: [UInt8]
  let stamp: FrameStamp
  /// Whether it repeats a SYN: see ``SegmentStep``.
  let isRepeated: Bool

  init(_ segment: TCPSegment, from side: Side, in frame: Span<UInt8>, stamp: FrameStamp, isRepeated: Bool) {
    let range = segment.payload.clamped(to: 0..<frame.count)
    bytes = [UInt8](copying: frame.extracting(range))
    var held = segment
    held.payload = 0..<bytes.count
    self.segment = held
    self.side = side
    self.stamp = stamp
    self.isRepeated = isRepeated
  }

  var cost: Int { bytes.count &+ ReassemblyBudget.costPerSegment }
}

/// The segments of one connection whose content waits, so that both sides are read in the order of TCP and not
/// of the file.
///
/// A capture at two taps, of a queue per direction or of several processors has answers before what they
/// answer. A segment that acknowledges bytes of the other side comes after those bytes.
struct HeldSegments {
  private var one: [HeldSegment] = []
  private var other: [HeldSegment] = []
  private(set) var cost = 0
  /// Since both sides wait for each other: bytes of both are missing.
  private var deadlock: (segments: Int, time: Int64)?

  var isEmpty: Bool { one.isEmpty && other.isEmpty }
  var count: Int { max(one.count, other.count) }

  func has(_ side: Side) -> Bool { side == .one ? !one.isEmpty : !other.isEmpty }
  func hasNext(_ side: Side) -> Bool { side == .one ? one.count > 1 : other.count > 1 }
  func first(_ side: Side) -> HeldSegment? { side == .one ? one.first : other.first }

  mutating func append(_ segment: HeldSegment) {
    cost &+= segment.cost
    if segment.side == .one { one.append(segment) } else { other.append(segment) }
  }

  mutating func removeFirst(_ side: Side) -> HeldSegment {
    deadlock = nil
    let segment = side == .one ? one.removeFirst() : other.removeFirst()
    cost &-= segment.cost
    return segment
  }

  /// The side whose first segment was captured first.
  var earliest: Side? {
    guard let first = one.first else { return other.isEmpty ? nil : .other }
    guard let second = other.first else { return .one }
    return second.stamp.number < first.stamp.number ? .other : .one
  }

  /// Whether both sides have waited for each other for so long that what they wait for was not captured.
  mutating func isDeadlocked(at time: Int64, _ budget: ReassemblyBudget) -> Bool {
    guard !one.isEmpty, !other.isEmpty else { return false }
    guard let known = deadlock else {
      deadlock = (0, time)
      return false
    }
    deadlock = (known.segments &+ 1, known.time)
    return known.segments >= budget.segmentsPastHole || time &- known.time >= budget.nanosecondsPastHole
  }
}

extension ReassemblyBudget {
  func allows(_ held: HeldSegments) -> Bool {
    held.cost <= bytesPerSide && held.count <= segmentsPerSide
  }
}
