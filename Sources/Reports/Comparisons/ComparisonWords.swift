import Analysis
import Diagnosis
import Packets

/// The sentences of a comparison, which name its captures.
struct ComparisonWords {
  let comparison: CaptureComparison
  let words: Words

  init(_ comparison: CaptureComparison, _ words: Words) {
    (self.comparison, self.words) = (comparison, words)
  }

  /// The file's name where that tells the captures apart, else its path.
  func name(_ side: CaptureSide) -> Phrase {
    let paths = (comparison.a.description.path, comparison.b.description.path)
    let names = (Self.lastPart(paths.0), Self.lastPart(paths.1))
    if names.0 == names.1, !comparison.isOneCapture { return Phrase(side == .a ? paths.0 : paths.1) }
    return Phrase(side == .a ? names.0 : names.1)
  }

  private static func lastPart(_ path: String) -> String {
    path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? path
  }

  /// The comparison in one sentence or two.
  var conclusion: Phrase {
    switch comparison.content {
    case .ends(let ends): ends.conclusion.map(conclusion) ?? nothingInCommon
    case .goodBad(let comparison): comparison.map(conclusion) ?? nothingToCompare
    case .changes(let changes): conclusion(changes)
    }
  }

  private var nothingInCommon: Phrase {
    if comparison.isOneCapture { return words.ends(.noProxyPairs) }
    return words.ends(.nothingInCommon(name(.a), name(.b)))
  }

  private var nothingToCompare: Phrase {
    words.goodAndBad(.nothingToCompare(name(.a), name(.b)))
  }

  // MARK: Both ends

  private func conclusion(_ conclusion: EndsConclusion) -> Phrase {
    switch conclusion.finding {
    case .injected(let end): injected(end, conclusion)
    case .lost(let segment): lost(segment, conclusion.confidence)
    case .oneSided(let segment):
      words.ends(
        .oneSided(content(segment), frame: segment.frame, name(segment.shownIn), name(segment.missingIn)))
    case .refusedByProxy(let end):
      words.proxyEnd(.refusedByProxy(frame: end.nearFrame, name(end.near), name(end.near.opposite)))
    case .sameEnd(let end):
      words.ends(
        .sameEnd(
          content(end.content, end.from), a: end.a, name(.a), b: end.b, name(.b),
          from: words.role(end.from), nearest: end.nearest.map(name)))
    case .sameWithoutEnd(let verdict): words.ends(.sameWithoutEnd(words.label(verdict)))
    case .closedByProxy(let end): words.proxyEnd(.closedByProxy(part(end, .near), part(end, .far)))
    case .passedOnByProxy(let end):
      words.proxyEnd(
        end.nearFrom == .client
          ? .endedByClient(part(end, .near)) : .passedOnByProxy(part(end, .far), part(end, .near)))
    case .sameSuccess: words.ends(.sameSuccess)
    }
  }

  private func injected(_ end: MissingSegment, _ conclusion: EndsConclusion) -> Phrase {
    let first = words.ends(
      .injected(
        content(end), frame: end.frame, name(end.shownIn), name(end.missingIn), from: words.role(end.from),
        conclusion.confidence))
    let hops = conclusion.usualHopLimit.map {
      words.ends(.otherHopLimit(Int(end.hopLimit), usual: Int($0), words.role(end.from)))
    }
    let also = conclusion.alsoLost.map {
      words.ends(.alsoLost(content($0), frame: $0.frame, name($0.shownIn), name($0.missingIn)))
    }
    return words.paragraph([first, hops ?? "", also ?? ""])
  }

  private func lost(_ segment: MissingSegment, _ confidence: Confidence) -> Phrase {
    words.ends(
      .lost(
        content(segment), frame: segment.frame, name(segment.shownIn), name(segment.missingIn), confidence))
  }

  func content(_ segment: MissingSegment) -> Phrase { content(segment.content, segment.from) }

  /// `The reset`, `The ClientHello`, with its article.
  func content(_ content: MissingSegment.Content, _ role: Role) -> Phrase {
    switch content {
    case .syn: words.comparison(.segment("SYN"))
    case .synAck: words.comparison(.segment("SYN, ACK"))
    case .fin: words.comparison(.segment("FIN"))
    case .rst: words.comparison(.reset)
    case .message(.alert), .message(.encryptedAlert): words.comparison(.alert)
    case .message(let kind):
      kind == .applicationData || kind == .otherData
        ? words.comparison(.data(words.role(role))) : words.comparison(.segment(words.label(kind)))
    case .data: words.comparison(.data(words.role(role)))
    }
  }

  private enum Leg {
    case near
    case far
  }

  /// `FIN in frame 10 of client.pcap`; nil where the connection was not ended.
  private func part(_ end: EndsConclusion.ProxyEnd, _ leg: Leg) -> Phrase? {
    let (frame, how) = leg == .near ? (end.nearFrame, end.nearHow) : (end.farFrame, end.farHow)
    guard let frame, let how else { return nil }
    let name = name(leg == .near ? end.near : end.near.opposite)
    return words.comparison(.end(label(how), frame: frame, name))
  }

  private func label(_ how: EndedBy.How) -> Phrase {
    switch how {
    case .fin: "FIN"
    case .rst: "RST"
    case .alert: words.label(FlowEvent.Kind.alert)
    case .timeout: ""
    }
  }

  func message(_ doubt: ComparisonDoubt) -> Phrase {
    switch doubt {
    case .lossy(let side): words.doubt(.lossy(name(side)))
    case .lossyElsewhere(let side): words.doubt(.lossyElsewhere(name(side)))
    case .oneDirection(let side, let role): words.doubt(.oneDirection(name(side), words.role(role)))
    case .endsBefore(let side): words.doubt(.endsBefore(name(side)))
    case .startsAfter(let side): words.doubt(.startsAfter(name(side)))
    case .absenceOnly(let side): words.doubt(.absenceOnly(name(side)))
    case .closedBefore: words.doubt(.closedBefore)
    case .unknownOrder: words.doubt(.unknownOrder)
    case .otherRoute: words.doubt(.otherRoute)
    }
  }

  // MARK: Good and bad

  private func conclusion(_ found: GoodBadComparison) -> Phrase {
    guard let difference = found.differences.first(where: \.explains) else {
      return words.goodAndBad(.noDifferenceExplains(words.label(found.verdict)))
    }
    let good = text(found.good == .a ? difference.a : difference.b)
    let bad = text(found.good == .a ? difference.b : difference.a)
    return words.goodAndBad(.differenceExplains(difference.kind, good: good, bad: bad))
  }

  /// A value in a sentence or a cell; a list by how many it has.
  func text(_ value: FlowDifference.Value) -> Phrase {
    switch value {
    case .none: "-"
    case .text(let text): "\(name: text)"
    case .list(let names):
      names.count > Self.namesInCell ? words.comparison(.count(names.count)) : words.list(names)
    case .route(let route): words.comparison(.route(route))
    case .verdict(let verdict): words.label(verdict)
    case .duration(let time): words.duration(nanoseconds: time)
    }
  }

  private static let namesInCell = 3

  // MARK: Before and after

  private func conclusion(_ changes: FindingChanges) -> Phrase {
    if changes.isEmpty { return words.changes(.nothing(name(.a), name(.b))) }
    let counts = [
      words.changes(.resolved(changes.resolved.count)), words.changes(.left(changes.left.count)),
      words.changes(.new(changes.new.count)), words.changes(.untried(changes.untried.count)),
    ]
    return words.paragraph(counts)
  }
}
