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
  var mayBePadding: Bool

  init(
    _ segment: TCPSegment, from side: Side, in frame: Span<UInt8>, stamp: FrameStamp, isRepeated: Bool,
    mayBePadding: Bool
  ) {
    let range = segment.payload.clamped(to: 0..<frame.count)
    bytes = [UInt8](copying: frame.extracting(range))
    var held = segment
    held.payload = 0..<bytes.count
    self.segment = held
    self.side = side
    self.stamp = stamp
    self.isRepeated = isRepeated
    self.mayBePadding = mayBePadding
  }

  var cost: Int { bytes.count &+ ReassemblyBudget.costPerSegment }
}

/// The segments of one connection whose content waits, so that both sides are read in the order of TCP and not
/// of the file.
///
/// A capture at two taps, of a queue per direction or of several processors has answers before what they
/// answer. A segment that acknowledges bytes of the other side comes after those bytes. What may be padding waits for
/// the next bytes of its side.
struct HeldSegments {
  private(set) var segments: [HeldSegment] = []
  private(set) var cost = 0
  /// Since both sides wait for each other: bytes of both are missing.
  private var deadlock: (segments: Int, time: Int64)?

  var isEmpty: Bool { segments.isEmpty }
  var count: Int { segments.count }

  mutating func append(_ segment: HeldSegment) {
    cost &+= segment.cost
    segments.append(segment)
  }

  mutating func remove(at index: Int) -> HeldSegment {
    deadlock = nil
    let segment = segments.remove(at: index)
    cost &-= segment.cost
    return segment
  }

  /// Removes what the next bytes of a side show to be padding; what stays is content.
  mutating func settlePadding(of side: Side, before sequence: UInt32) {
    for index in segments.indices.reversed()
    where segments[index].side == side && segments[index].mayBePadding {
      if segments[index].segment.sequence == sequence {
        cost &-= segments.remove(at: index).cost
      } else {
        segments[index].mayBePadding = false
      }
    }
  }

  /// Whether both sides have waited for each other for so long that what they wait for was not captured.
  mutating func isDeadlocked(at time: Int64, _ budget: ReassemblyBudget) -> Bool {
    let waiting = segments.filter { !$0.mayBePadding }
    guard waiting.contains(where: { $0.side == .one }), waiting.contains(where: { $0.side == .other }) else {
      return false
    }
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
