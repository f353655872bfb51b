import Analysis
import Diagnosis
import Packets

/// What a person reads about two captures: the conclusion, then what it rests on.
struct ComparisonDocument {
  private let comparison: CaptureComparison
  private let layout: Layout
  private let words: Words
  private let names: ComparisonWords

  static func write<Renderer: DocumentRenderer>(
    _ comparison: CaptureComparison, _ options: ReportOptions, _ renderer: Renderer.Type
  ) -> ByteBuffer {
    let document = ComparisonDocument(comparison, layout: Renderer.layout, options.language.words)
    return Renderer(options).text(of: document.blocks)
  }

  init(_ comparison: CaptureComparison, layout: Layout, _ words: Words) {
    (self.comparison, self.layout, self.words) = (comparison, layout, words)
    names = ComparisonWords(comparison, words)
  }

  var blocks: [Block] {
    let head: [Block] = [
      .title(title), .answer(Answer(name: words.page(.answer), callouts: [answer], entries: [])),
    ]
    return head + content + notes
  }

  private var content: [Block] {
    switch comparison.content {
    case .ends(let ends): blocks(ends)
    case .goodBad(let found): found.map(blocks) ?? []
    case .changes(let changes): blocks(changes)
    }
  }

  /// What is to be known of each capture: that it is cut off, or lacks packets.
  private var notes: [Block] {
    let sides: [CaptureSide] = comparison.isOneCapture ? [.a] : [.a, .b]
    let notes = sides.flatMap { side in
      (side == .a ? comparison.a : comparison.b).description.notes.map { note -> Phrase in
        "\(names.name(side)): \(words.note(note))"
      }
    }
    return notes.isEmpty ? [] : [.notes(Notes(heading: words.heading(.notes), notes: notes))]
  }

  private var title: Title {
    let paths = comparison.isOneCapture ? [names.name(.a)] : [names.name(.a), names.name(.b)]
    var facts = paths
    if case .ends(let ends) = comparison.content, !ends.pairs.isEmpty { facts.append(matched(ends)) }
    return Title(
      name: words.comparison(.title(comparison.mode)), facts: words.list(facts), form: .lines, isCode: false)
  }

  private func matched(_ ends: EndsComparison) -> Phrase {
    let pairs = words.bothEnds(
      .matched(ends.pairs.count, ofA: comparison.a.flowCount, ofB: comparison.b.flowCount))
    return words.list([pairs, clock(ends)].compactMap { $0 })
  }

  private func clock(_ ends: EndsComparison) -> Phrase? {
    guard let offset = ends.offset?.nanoseconds, !comparison.isOneCapture else { return nil }
    if offset.magnitude < Self.sameClock { return words.bothEnds(.sameClock) }
    return words.bothEnds(
      .clock(
        names.name(offset > 0 ? .b : .a),
        ahead: words.duration(nanoseconds: Int64(clamping: offset.magnitude))))
  }

  /// Nanoseconds: less may be the way of the packets.
  private static let sameClock: UInt64 = 100_000_000

  private var answer: Callout {
    var paragraphs = [names.conclusion]
    if !comparison.doubts.isEmpty {
      paragraphs.append(words.doubts(of: comparison.doubts.map(names.message)))
    }
    if case .ends(let ends) = comparison.content, let more = alike(ends) { paragraphs.append(more) }
    if case .goodBad(let found?) = comparison.content { paragraphs += failure(found) }
    return Callout(tag: words.label(comparison.confidence), style: style, paragraphs: paragraphs)
  }

  /// What the failing capture's own report says, with the issue of the article.
  private func failure(_ found: GoodBadComparison) -> [Phrase] {
    let finding = (found.good == .a ? comparison.b : comparison.a).findings[found.finding]
    return [words.ended(words.title(finding)), finding.issue.map { words.issue($0) } ?? ""].filter {
      !$0.isEmpty
    }
  }

  private var style: TextStyle {
    switch comparison.conclusionCode {
    case .resetInjected, .lostBetween, .closedByProxy, .differenceExplains, .notResolved: .bad
    case .noDifferenceExplains, .nothingInCommon: .warning
    case .sameAtBothEnds: comparison.hasFailureInB ? .warning : .good
    case .resolved: .good
    }
  }

  private func alike(_ ends: EndsComparison) -> Phrase? {
    guard let code = ends.conclusion?.code else { return nil }
    let others = ends.conclusions.dropFirst().count { $0.code == code }
    return others > 0 ? words.bothEnds(.alike(others)) : nil
  }

  // MARK: Both ends

  private func blocks(_ ends: EndsComparison) -> [Block] {
    guard let decisive = ends.decisive else { return [] }
    let part = Part(
      heading: words.comparison(.heading(.segments)), level: .section,
      blocks: [.facts(facts(ends, decisive)), .pairedLadder(ladder(ends, decisive))])
    return [.part(part)]
  }

  private func facts(_ ends: EndsComparison, _ decisive: ConnectionComparison) -> [Fact] {
    let (a, b) = (comparison.a.ends(decisive.pair.a), comparison.b.ends(decisive.pair.b))
    var facts: [Fact] = []
    for (role, one, other) in [(Role.client, a.client, b.client), (.server, a.server, b.server)] {
      let name = words.role(role)
      let value: Phrase = one == other ? Phrase(one.description) : "\(one.description) → \(other.description)"
      facts.append(.value(name: name, value))
    }
    for role in [Role.client, .server] {
      guard let (one, other) = decisive.hopLimits(of: role), one != other else { continue }
      facts.append(
        .remark(words.bothEnds(.hopLimits(words.role(role), a: Int(one), b: Int(other)))))
    }
    facts.append(
      .value(
        name: "Wireshark", "tcp.stream eq \(decisive.pair.a), tcp.stream eq \(decisive.pair.b)"))
    return facts
  }

  private func ladder(_ ends: EndsComparison, _ decisive: ConnectionComparison) -> PairedLadder {
    PairedLadder(
      decisive, nearer: ends.nearer,
      events: (comparison.a.events(decisive.pair.a), comparison.b.events(decisive.pair.b)),
      names)
  }

  // MARK: Good and bad

  private func blocks(_ found: GoodBadComparison) -> [Block] {
    let columns = [
      Table.Column(title: words.comparison(.heading(.what))),
      Table.Column(title: names.name(.a), kind: .code),
      Table.Column(title: names.name(.b), kind: .code), Table.Column(title: ""),
    ]
    let table = Table(
      id: "differences", heading: words.comparison(.heading(.differences)), columns: columns,
      rows: Series(
        found.differences.map { difference in
          Table.Row(
            style: difference.explains ? .bad : .plain,
            cells: [
              words.goodAndBad(.kind(difference.kind)), names.text(difference.a), names.text(difference.b),
              difference.explains ? "← \(words.goodAndBad(.explains))" : "",
            ].map { Table.Cell(text: $0) })
        }))
    return [.table(table), hellos(found)].compactMap { $0 }
  }

  /// The lists that differ, side by side.
  private func hellos(_ found: GoodBadComparison) -> Block? {
    let lists = found.differences.compactMap { difference -> Block? in
      guard case .list(let a) = difference.a, case .list(let b) = difference.b else { return nil }
      let kind = words.goodAndBad(.kind(difference.kind))
      let rows = max(a.count, b.count)
      let table = Table(
        id: difference.kind.rawValue, heading: kind, level: .subsection,
        columns: [
          Table.Column(title: names.name(.a), kind: .code), Table.Column(title: names.name(.b), kind: .code),
        ],
        rows: Series(count: min(rows, Comparison.entryLimit)) { row in
          Table.Row(cells: [a, b].map { Table.Cell(text: row < $0.count ? Phrase($0[row]) : "") })
        })
      return .table(table)
    }
    if lists.isEmpty { return nil }
    return .part(Part(heading: words.comparison(.heading(.hellos)), level: .section, blocks: lists))
  }

  // MARK: Before and after

  private func blocks(_ changes: FindingChanges) -> [Block] {
    [
      part(.left, changes.left, comparison.b), part(.new, changes.new, comparison.b),
      part(.untried, changes.untried, comparison.a), part(.resolved, changes.resolved, comparison.a),
    ].compactMap { $0 }
  }

  private func part(
    _ heading: ComparisonText.Heading, _ places: [Int], _ capture: CaptureResult
  ) -> Block? {
    if places.isEmpty { return nil }
    let items = places.prefix(CaptureDocument.findingsInBrief).map {
      Item(text: words.title(capture.findings[$0]))
    }
    return .part(Part(heading: words.comparison(.heading(heading)), level: .section, blocks: [.list(items)]))
  }
}

extension Words {
  /// `Not certain: …; ….`
  func doubts(of messages: [Phrase]) -> Phrase {
    let all = messages.dropFirst().reduce(messages.first ?? "") { all, next in
      text(en: "\(all); \(next)", ja: "\(all)。\(next)")
    }
    return text(en: "Not certain: \(all).", ja: "確実ではない理由: \(all)。")
  }
}
