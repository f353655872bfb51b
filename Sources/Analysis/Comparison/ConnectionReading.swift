import Diagnosis
import Packets

/// Concludes from one connection at two points.
struct ConnectionReading {
  private let comparison: ConnectionComparison
  private let nearer: CaptureSide?
  private let judgements: [CaptureSide: Judgement]

  /// - Parameter nearer: the capture nearer the client.
  init(
    _ comparison: ConnectionComparison, nearer: CaptureSide?, _ a: CaptureResult, _ b: CaptureResult
  ) {
    self.comparison = comparison
    self.nearer = nearer
    judgements = [.a: a.judgement(comparison.pair.a), .b: b.judgement(comparison.pair.b)]
  }

  private var isFailure: Bool { judgements.values.contains { $0.verdict.isFailure } }

  /// Neither failed, and nothing shows that they would not have: what is missing may say why.
  private var isOpen: Bool {
    judgements.values.allSatisfy { $0.verdict == .unfinished || $0.verdict == .incompleteCapture }
  }

  private var isSuccess: Bool { judgements.values.allSatisfy { $0.verdict == .success } }

  var conclusion: EndsConclusion {
    // What is lost at the end of a connection that worked changes nothing.
    if isSuccess { return EndsConclusion(.sameSuccess, comparison.pair) }
    let missing = comparison.missing(before: sharedEnd).filter { !hasPassed($0) }
    let ends = missing.filter(\.isEnd)
    if let injected = ends.first(where: { isInjected($0) == true }) { return injection(injected) }
    guard isFailure || isOpen else { return shared }
    if let lost = missing.first(where: { isInjected($0) == false }) { return loss(lost) }
    if nearer == nil, let unknown = ends.first ?? missing.first {
      let doubts = [.unknownOrder] + comparison.doubts(about: unknown)
      return EndsConclusion(.oneSided(unknown), comparison.pair, doubts: doubts)
    }
    return shared
  }

  /// Whether the segment came into being between the captures: it is shown by the capture that it would reach last and
  /// not by the one before. False for one that was lost on its way; nil where the order is unknown.
  private func isInjected(_ segment: MissingSegment) -> Bool? {
    guard let nearer else { return nil }
    return (segment.shownIn == nearer) == (segment.from == .server)
  }

  /// Whether the other capture shows that it passed there and was only not captured.
  private func hasPassed(_ segment: MissingSegment) -> Bool {
    guard let isInjected = isInjected(segment) else { return false }
    return isInjected ? comparison.isCounted(segment) : comparison.isAcknowledged(segment)
  }

  /// A capture that loses packets rarely loses each repetition of one.
  private func loss(_ segment: MissingSegment) -> EndsConclusion {
    let doubts = comparison.doubts(about: segment)
    let isRepeated = comparison.timesSent(segment) > 1
    let isOpen = doubts.contains { $0.isOpen && !($0.isOfOtherConnections && isRepeated) }
    if isOpen { return EndsConclusion(.oneSided(segment), comparison.pair, doubts: doubts) }
    // What does not arrive is sent again, but for a reset.
    let unproven: [ComparisonDoubt] = isRepeated ? [] : [.absenceOnly(segment.missingIn)]
    var conclusion = EndsConclusion(.lost(segment), comparison.pair, doubts: doubts + unproven)
    if !conclusion.doubts.isEmpty { conclusion.confidence = .probable }
    return conclusion
  }

  private func injection(_ end: MissingSegment) -> EndsConclusion {
    let isForeign = comparison.isForeign(end)
    let doubts = isForeign ? [] : comparison.doubts(about: end)
    if doubts.contains(where: \.isOpen) {
      return EndsConclusion(.oneSided(end), comparison.pair, doubts: doubts)
    }
    let lost = comparison.missing.first {
      guard case .message = $0.content else { return false }
      return isInjected($0) == false && !comparison.mayHavePassed($0)
    }
    let usual = comparison.hasOtherDistance(end) ? comparison.usualHopLimit(of: end) : nil
    return EndsConclusion(
      .injected(end), comparison.pair,
      doubts: isForeign ? [] : [.absenceOnly(end.missingIn)], alsoLost: lost, usualHopLimit: usual)
  }

  /// The end that both captures show: the one that a verdict names, else the first.
  private var sharedEnd: SegmentAlignment.Row? {
    guard isFailure else { return nil }
    let (ofA, ofB) = (end(.a), end(.b))
    return comparison.sharedRow { $0.a?.frame == ofA || $0.b?.frame == ofB }
      ?? comparison.sharedRow { $0.a?.flags.contains(.rst) == true }
      ?? comparison.sharedRow { $0.a?.flags.contains(.fin) == true }
  }

  /// The frame of the end that a verdict names. Silence is none: its frame is what was not answered.
  private func end(_ side: CaptureSide) -> UInt32? {
    guard let endedBy = judgements[side]?.endedBy, endedBy.how != .timeout else { return nil }
    return endedBy.frame
  }

  private var shared: EndsConclusion {
    guard let row = sharedEnd, let a = row.a, let b = row.b else {
      let verdict = judgements[.a]?.verdict.isFailure == true ? judgements[.a] : judgements[.b]
      var same = EndsConclusion(.sameWithoutEnd(verdict?.verdict ?? .incompleteCapture), comparison.pair)
      // What neither shows may have ended it all the same.
      if isOpen { same.confidence = .probable }
      return same
    }
    let content: MissingSegment.Content =
      a.flags.contains(.rst) ? .rst : a.flags.contains(.fin) ? .fin : .message(.alert)
    let nearest = nearer.map { a.from == .client ? $0 : $0.opposite }
    let end = EndsConclusion.SharedEnd(
      from: a.from, content: content, a: a.frame, b: b.frame, nearest: nearest)
    return EndsConclusion(
      .sameEnd(end), comparison.pair, doubts: comparison.isOfClosedClient(row) ? [.closedBefore] : [])
  }
}
