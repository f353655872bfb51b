import Diagnosis
import Packets

/// What a reader of a scan asks first: which servers fail to reach what, since when, why, and what to do first.
struct OutcomeSection {
  private let outcomes: [ClientOutcome]
  private let folder: String
  private let linksEachIssue: Bool
  private let words: Words

  /// Failures that are written in full; the rest is a table.
  private static let articleLimit = 10
  /// Causes of one failure.
  private static let causeLimit = 3
  /// Successes that are listed.
  private static let successLimit = 10
  /// Sites that are named.
  private static let siteLimit = 5

  /// - Parameters:
  ///   - folder: what the paths of all captures begin with.
  ///   - linksEachIssue: not only the first one of a failure; addresses in full take lines.
  init(_ outcomes: [ClientOutcome], below folder: String, linksEachIssue: Bool, _ words: Words) {
    (self.outcomes, self.folder, self.words) = (outcomes, folder, words)
    self.linksEachIssue = linksEachIssue
  }

  var blocks: [Block] {
    let failing = outcomes.filter { !$0.causes.isEmpty }
    let articles = failing.prefix(Self.articleLimit).enumerated().map { article($1, number: $0 + 1) }
    let rest = failing.dropFirst(Self.articleLimit)
    return articles.map(Block.article) + (rest.isEmpty ? [] : [.table(table(of: Array(rest)))]) + successes
  }

  // MARK: Failures

  private func article(_ outcome: ClientOutcome, number: Int) -> Article {
    let severity: Severity = outcome.fails ? .error : .warning
    let certain = words.outcome(.certain(outcome.certain, of: outcome.captures))
    let headline = Headline(
      id: "outcome-\(number)", tag: words.tag(severity.tag), title: words.title(outcome),
      style: severity.style, confidence: (label: certain, sentence: words.page(.confidence(certain))),
      attempts: words.attempts(outcome))
    let rest = [moreCauses(outcome), success(outcome), sites(outcome)].map { text in
      text.map { Paragraph(text: $0) }
    }
    let paragraphs = causes(outcome) + rest + [report(outcome)]
    return Article(headline: headline, blocks: paragraphs.compactMap { $0 }.map(Block.paragraph))
  }

  private func causes(_ outcome: ClientOutcome) -> [Paragraph] {
    var isLinked = false
    return outcome.causes.prefix(Self.causeLimit).compactMap { cause in
      let article = linksEachIssue || !isLinked ? ArticleAddress(for: cause.issue) : nil
      isLinked = isLinked || article != nil
      let text = words.cause(cause, isNamed: outcome.commonCode == nil, isOnlyOne: outcome.causes.count == 1)
      let paragraph = words.paragraph([text, firstStep(cause) ?? ""])
      if paragraph.isEmpty { return nil }
      return Paragraph(text: paragraph, link: article.map { .article($0, name: words.outcome(.article)) })
    }
  }

  private func firstStep(_ cause: ClientOutcome.Cause) -> Phrase? {
    cause.firstStep.flatMap(ResolutionStep.init(rawValue:)).map {
      words.remark(.doFirst(words.firstClause(of: words.step($0))))
    }
  }

  private func moreCauses(_ outcome: ClientOutcome) -> Phrase? {
    let more = outcome.causes.count - Self.causeLimit
    return more > 0 ? words.outcome(.moreCauses(more)) : nil
  }

  private func success(_ outcome: ClientOutcome) -> Phrase? {
    outcome.lastSuccess.map {
      words.outcome(.alsoSucceeded(outcome.successes, last: words.date(ofTime: $0)))
    }
  }

  /// The same private address in several sites may be of several servers.
  private func sites(_ outcome: ClientOutcome) -> Phrase? {
    guard outcome.sites.count > 1, IPAddress(outcome.client)?.isPrivate == true else { return nil }
    let shown = outcome.sites.prefix(Self.siteLimit)
    let more = outcome.sites.count - shown.count
    return words.outcome(.sites(Array(shown), more: more))
  }

  private func report(_ outcome: ClientOutcome) -> Paragraph? {
    guard let example = outcome.example else { return nil }
    let name = Phrase(String(example.path.dropFirst(folder.count)))
    let text = words.outcome(.firstCapture)
    return example.report.map { Paragraph(text: text, link: .report(file: "reports/\($0)", name: name)) }
      ?? Paragraph(text: "\(text) \(name)")
  }

  // MARK: More failures

  private func table(of outcomes: [ClientOutcome]) -> Table {
    let columns: [ScanText.Column] = [.client, .server, .result, .issue, .captures, .first, .last]
    let shown = outcomes.prefix(ScanSummary.lineLimit)
    return Table(
      id: "outcomes", heading: words.scan(.heading(.outcomes)),
      columns: columns.map { Table.Column(title: words.scan(.column($0)), isNumber: $0 == .captures) },
      rows: Series(shown.map(row)),
      rest: { [words] count in
        let more = outcomes.count - count
        return more > 0 ? words.scan(.moreLines(more, view: "since_when")) : nil
      })
  }

  private func row(_ outcome: ClientOutcome) -> Table.Row {
    let cause = outcome.causes[0]
    let texts: [Phrase] = [
      Phrase(outcome.client), "\(name: outcome.server)", words.name(ofFinding: cause.code),
      words.scan(.issue(cause.issue)), "\(count: outcome.captures)",
      Phrase(String(outcome.first?.prefix(10) ?? "")), Phrase(String(outcome.last?.prefix(10) ?? "")),
    ]
    return Table.Row(
      style: outcome.fails ? .bad : .warning, cells: texts.map { Table.Cell(text: $0) })
  }

  // MARK: Successes

  private var successes: [Block] {
    let working = outcomes.filter(\.causes.isEmpty)
    var callouts = working.prefix(Self.successLimit).map { outcome in
      let fact = words.outcome(
        .succeeds(outcome.successes, last: outcome.lastSuccess.map(words.date(ofTime:)) ?? ""))
      return Callout(
        tag: words.tag(.succeeds), style: .good,
        paragraphs: ["\(outcome.client) -> \(name: outcome.server): \(fact)"])
    }
    let more = working.count - callouts.count
    if more > 0 {
      callouts.append(Callout(tag: nil, style: .faint, paragraphs: [words.outcome(.moreSuccesses(more))]))
    }
    return callouts.isEmpty ? [] : [.callouts(callouts)]
  }
}
