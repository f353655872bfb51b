import Diagnosis
import Packets

/// The segments of one connection at two points, side by side.
package struct SegmentAlignment: Sendable {
  package struct Row: Hashable, Sendable {
    package var a: FlowSegment?
    package var b: FlowSegment?
  }

  /// In the order of time.
  package private(set) var rows: [Row] = []
  private let a: FlowSegments
  private let b: FlowSegments

  /// - Parameter offset: how far b's clock is ahead, in nanoseconds.
  init(_ a: FlowSegments, _ b: FlowSegments, offset: Int64) {
    (self.a, self.b) = (a, b)
    var partners = Partners(b, offset: offset)
    var timed: [(time: Int64, row: Row)] = a.all.map { segment in
      (segment.time &+ offset, Row(a: segment, b: partners.take(for: segment, of: a)))
    }
    timed += partners.rest.map { ($0.time, Row(a: nil, b: $0)) }
    let order = timed.indices.sorted { (timed[$0].time, $0) < (timed[$1].time, $1) }
    rows = order.map { timed[$0].row }
  }

  /// Segments that are in one capture and that the other shows nothing of.
  func missing(in side: CaptureSide) -> [FlowSegment] {
    let (own, other) = side == .b ? (a, b) : (b, a)
    let known = SentBytes(other)
    let alone = rows.compactMap { side == .b ? ($0.b == nil ? $0.a : nil) : ($0.a == nil ? $0.b : nil) }
    return alone.filter { !known.show($0, of: own) && !(own.hasGap && own.isInGap($0)) }
  }

  /// Segments that occur once in each: what clocks are compared by.
  static func unique(_ a: FlowSegments, _ b: FlowSegments) -> [(a: FlowSegment, b: FlowSegment)] {
    let others = Dictionary(grouping: b.first, by: \.key)
    return Dictionary(grouping: a.first, by: \.key).compactMap { key, segments in
      guard segments.count == 1, let found = others[key], found.count == 1 else { return nil }
      return (segments[0], found[0])
    }
  }
}

/// One of the captures that are compared.
package enum CaptureSide: String, CaseIterable, Hashable, Sendable {
  case a
  case b

  package var opposite: CaptureSide { self == .a ? .b : .a }
}

/// Segments of the other capture, each to be taken once.
private struct Partners {
  private var segments: [FlowSegment.PassingKey: [FlowSegment]] = [:]
  private let offset: Int64

  /// A segment that comes later is another: the shortest repetition of a SYN comes after a second.
  private static let longestWay: Int64 = 500_000_000

  init(_ segments: FlowSegments, offset: Int64) {
    self.offset = offset
    self.segments = Dictionary(grouping: segments.all) { $0.passingKey(in: segments) }
  }

  mutating func take(for segment: FlowSegment, of other: FlowSegments) -> FlowSegment? {
    let key = segment.passingKey(in: other)
    let expected = segment.time &+ offset
    guard let found = segments[key],
      let nearest = found.indices.min(by: {
        found[$0].distance(from: expected) < found[$1].distance(from: expected)
      }), found[nearest].distance(from: expected) <= Self.longestWay
    else { return nil }
    return segments[key]?.remove(at: nearest)
  }

  var rest: [FlowSegment] { segments.values.flatMap { $0 }.sorted { $0.frame < $1.frame } }
}

extension FlowSegment {
  fileprivate func distance(from time: Int64) -> UInt64 { (self.time &- time).magnitude }
}

/// What a capture shows that each side sent, however it was cut into segments: network cards join and split them.
private struct SentBytes {
  private var bytes: [Role: [Range<Int64>]] = [:]
  private var ends: Set<FlowSegment.PassingKey> = []
  private var synSenders: Set<Role> = []
  /// Directions that the capture does not show.
  private let unseenSenders: [Role]
  private let unseen: FlowSegments?

  init(_ segments: FlowSegments) {
    for segment in segments.all {
      if segment.payloadLength > 0 { bytes[segment.from, default: []].append(segment.bytes) }
      if segment.flags.contains(.syn) { synSenders.insert(segment.from) }
      if let end = segment.end(in: segments) { ends.insert(end) }
    }
    unseen = segments.hasGap ? segments : nil
    unseenSenders = [.client, .server].filter { segments.lacksDirection(of: $0) }
  }

  /// Whether the segment, or one that says as much, is there; also where that cannot be told.
  func show(_ segment: FlowSegment, of other: FlowSegments) -> Bool {
    if let unseen, unseen.isInGap(segment) { return true }
    if let end = segment.end(in: other) { return ends.contains(end) }
    if unseenSenders.contains(segment.from) { return true }
    if segment.flags.contains(.syn) { return synSenders.contains(segment.from) }
    if segment.payloadLength == 0 { return true }
    return bytes[segment.from]?.contains { $0.overlaps(segment.bytes) } ?? false
  }
}

extension FlowSegment {
  /// What is the same of a segment at two points. A device may send an end with the very numbers of the sender's own: the
  /// distance that it has come tells them apart.
  fileprivate struct PassingKey: Hashable {
    var key: Key
    var isOfOtherDistance: Bool
  }

  fileprivate func passingKey(in segments: FlowSegments) -> PassingKey {
    PassingKey(key: key, isOfOtherDistance: isEnd && segments.isOfOtherDistance(self))
  }

  /// A FIN by where it ends, because it may travel with the last bytes or alone; an RST as it is.
  fileprivate func end(in segments: FlowSegments) -> PassingKey? {
    guard isEnd else { return nil }
    var end = passingKey(in: segments)
    if flags.contains(.rst) { return end }
    end.key = Key(
      from: from, flags: .fin, sequence: sequence &+ payloadLength, acknowledgement: 0, payloadLength: 0)
    return end
  }
}

extension FlowSegments {
  /// Whether the hop limit of an end says that it passed another number of routers than what its sender else sent. Some
  /// stacks send resets two hops off; the doubt `end_from_elsewhere` takes the same measure.
  func isOfOtherDistance(_ end: FlowSegment) -> Bool {
    let usual = usual(beside: end)
    guard end.hopLimit > 0, !usual.isEmpty else { return false }
    let distance = HopLimits.distance(end.hopLimit)
    return usual.allSatisfy { abs(HopLimits.distance($0.hopLimit) - distance) > Self.hopTolerance }
  }

  private static let hopTolerance = 3

  /// What the sender of an end else sent, where its hop limit is known; resets are what is to be compared.
  func usual(beside end: FlowSegment) -> [FlowSegment] {
    all.filter {
      $0.from == end.from && $0.frame != end.frame && $0.hopLimit > 0 && !$0.flags.contains(.rst)
    }
  }

  /// Nothing of what a side sent, although the other one acknowledges it: a capture of one direction.
  func lacksDirection(of role: Role) -> Bool {
    !all.contains { $0.from == role } && all.contains { $0.from != role && $0.flags.contains(.ack) }
  }

  /// Whether it may be among the segments that were not kept.
  func isInGap(_ segment: FlowSegment) -> Bool {
    guard hasGap else { return false }
    let before = first.lazy.filter { $0.from == segment.from }.map(\.bytes.upperBound).max() ?? 0
    let after = last.lazy.filter { $0.from == segment.from }.map(\.bytes.lowerBound).min() ?? .max
    return segment.bytes.upperBound > before && segment.bytes.lowerBound < after
  }
}
