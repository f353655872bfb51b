package import Diagnosis
import Packets

/// One connection at two points.
package struct ConnectionComparison: Sendable {
  package let pair: ConnectionPair
  package let alignment: SegmentAlignment
  /// What only one of the captures shows, in the order of time.
  package let missing: [MissingSegment]
  /// What may be wrong with that.
  private let completeness: [CaptureSide: Completeness]
  private let segments: [CaptureSide: FlowSegments]
  private let offset: Int64

  init(
    _ pair: ConnectionPair, _ a: (result: CaptureResult, segments: FlowSegments, isLossy: Bool),
    _ b: (result: CaptureResult, segments: FlowSegments, isLossy: Bool), offset: Int64
  ) {
    self.pair = pair
    self.offset = offset
    alignment = SegmentAlignment(a.segments, b.segments, offset: offset)
    let evidence = (a: a.result.flow(pair.a).evidence, b: b.result.flow(pair.b).evidence)
    segments = [.a: a.segments, .b: b.segments]
    let (missingInA, missingInB) = (alignment.missing(in: .a), alignment.missing(in: .b))
    let ofA = Completeness(
      a.result, evidence.a, missing: missingInA, segments: a.segments, isLossyElsewhere: a.isLossy)
    let ofB = Completeness(
      b.result, evidence.b, missing: missingInB, segments: b.segments, isLossyElsewhere: b.isLossy)
    completeness = [.a: ofA, .b: ofB]
    let found =
      missingInB.filter { $0.isEnd || ofB.hasPackets(before: $0.time &+ offset) }.map {
        MissingSegment($0, shownIn: .a, events: evidence.a.events)
      }
      + missingInA.filter { $0.isEnd || ofA.hasPackets(before: $0.time &- offset) }.map {
        MissingSegment($0, shownIn: .b, events: evidence.b.events)
      }
    missing = found.sorted {
      ($0.time(inB: offset), $0.frame) < ($1.time(inB: offset), $1.frame)
    }
  }

  /// Why it may be that a segment passed where it is not shown.
  func doubts(about segment: MissingSegment) -> [ComparisonDoubt] {
    let other = segment.missingIn
    guard let completeness = completeness[other] else { return [] }
    let time = timeElsewhere(of: segment)
    var doubts: [ComparisonDoubt] = []
    if completeness.isLossy {
      doubts.append(.lossy(other))
    } else if completeness.isLossyElsewhere {
      doubts.append(.lossyElsewhere(other))
    }
    if segments[other]?.lacksDirection(of: segment.from) == true {
      doubts.append(.oneDirection(other, segment.from))
    }
    if !completeness.hasPackets(before: time) { doubts.append(.startsAfter(other)) }
    if !completeness.hasPackets(after: time) { doubts.append(.endsBefore(other)) }
    return doubts
  }

  /// Whether its sender did not send it: who goes on has not ended the connection, and a packet from elsewhere has come
  /// another way. Else only its absence says so, and captures lose packets.
  func isForeign(_ end: MissingSegment) -> Bool {
    sendsOn(behind: end) || hasOtherDistance(end)
  }

  /// By the clock of the capture that lacks it.
  private func timeElsewhere(of segment: MissingSegment) -> Int64 {
    segment.missingIn == .b ? segment.time &+ offset : segment.time &- offset
  }

  /// Whether it may have passed where it is not shown.
  package func mayHavePassed(_ segment: MissingSegment) -> Bool {
    if segment.isEnd, isForeign(segment) { return false }
    return doubts(about: segment).contains(where: \.isOpen)
  }

  /// Whether its receiver acknowledges it in the capture that lacks it: then it passed there, if it was not sent between.
  func isAcknowledged(_ segment: MissingSegment) -> Bool {
    guard let sent = shown(segment) else { return false }
    return segments[segment.missingIn]?.all.contains { $0.acknowledges(sent) } ?? false
  }

  /// Whether a client that knows no such connection any more resets what comes: such a reset has no acknowledgement
  /// (RFC 9293, section 3.10.7.1). Of a server it says little, because devices in front of servers send the same.
  func isOfClosedClient(_ end: SegmentAlignment.Row) -> Bool {
    guard let reset = end.a, reset.from == .client, reset.flags.contains(.rst), !reset.flags.contains(.ack)
    else { return false }
    return !alignment.rows.prefix { $0 != end }.contains { ($0.a ?? $0.b)?.isEnd == true }
  }

  /// Whether its sender sends on in the capture that lacks it. Behind its own FIN a side still acknowledges, and repeats.
  private func sendsOn(behind end: MissingSegment) -> Bool {
    guard let last = shown(end)?.bytes.upperBound else { return false }
    let time = timeElsewhere(of: end)
    return segments[end.missingIn]?.all.contains {
      $0.from == end.from && $0.time > time && !$0.flags.contains(.rst)
        && (end.content == .rst || $0.payloadLength > 0 && $0.bytes.upperBound > last)
    } ?? false
  }

  /// Whether the numbers of its sender count a FIN where it is missing: then it passed there, if it was not lost before.
  func isCounted(_ end: MissingSegment) -> Bool {
    guard end.content == .fin, let last = shown(end)?.bytes.upperBound else { return false }
    return segments[end.missingIn]?.all.contains {
      $0.from == end.from && !$0.flags.contains(.rst) && Int64($0.sequence) == last + 1
    } ?? false
  }

  func hasOtherDistance(_ segment: MissingSegment) -> Bool {
    guard let end = shown(segment) else { return false }
    return segments[segment.shownIn]?.isOfOtherDistance(end) ?? false
  }

  /// The hop limit that the sender of a segment has otherwise; nil where there is no other.
  package func usualHopLimit(of segment: MissingSegment) -> UInt8? {
    shown(segment).flatMap { segments[segment.shownIn]?.usual(beside: $0).first?.hopLimit }
  }

  /// How often the sender sent what a lost segment carries, as far as its capture shows.
  func timesSent(_ segment: MissingSegment) -> Int {
    guard let first = shown(segment) else { return 1 }
    return (segments[segment.shownIn]?.all ?? []).count { $0.repeats(first) }
  }

  private func shown(_ segment: MissingSegment) -> FlowSegment? {
    segments[segment.shownIn]?.all.first { $0.frame == segment.frame }
  }

  /// The hop limits of a side's packets in a and in b, in the first segment that both show; nil without one.
  package func hopLimits(of role: Role) -> (a: UInt8, b: UInt8)? {
    let row = sharedRow { $0.a?.from == role && $0.a?.flags.contains(.rst) == false }
    guard let a = row?.a?.hopLimit, let b = row?.b?.hopLimit, a > 0, b > 0 else { return nil }
    return (a, b)
  }

  func sharedRow(where isWanted: (SegmentAlignment.Row) -> Bool) -> SegmentAlignment.Row? {
    alignment.rows.first { $0.a != nil && $0.b != nil && isWanted($0) }
  }

  /// What is missing before both captures show the end; all without one.
  func missing(before end: SegmentAlignment.Row?) -> [MissingSegment] {
    guard let time = end?.b?.time else { return missing }
    return missing.filter { $0.time(inB: offset) <= time }
  }
}

extension FlowSegment {
  /// Whether it carries again what another segment of its sender does.
  fileprivate func repeats(_ other: FlowSegment) -> Bool {
    guard from == other.from else { return false }
    if other.payloadLength > 0 { return payloadLength > 0 && bytes.overlaps(other.bytes) }
    return flags.isSuperset(of: other.flags.intersection([.syn, .fin, .rst]))
      && bytes.upperBound == other.bytes.upperBound
  }
}

extension MissingSegment {
  fileprivate func time(inB offset: Int64) -> Int64 { shownIn == .a ? time &+ offset : time }
}
