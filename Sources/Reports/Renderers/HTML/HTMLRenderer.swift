/// Blocks as one page that needs nothing but itself.
struct HTMLRenderer: DocumentRenderer {
  static let layout = Layout(stepsFirst: true, hasPictures: true)

  private let words: Words
  private let title: Phrase
  private let style: String
  private var buffer = ByteBuffer()
  private var documents = 0
  /// What the ids of the document begin with.
  private var prefix = ""

  init(_ options: ReportOptions) {
    words = options.language.words
    title = words.page(.title)
    style = HTMLTemplates.style
  }

  /// The page on a scan, with its own title and styles.
  init(scan options: ReportOptions) {
    words = options.language.words
    title = words.scan(.title)
    style = HTMLTemplates.style + HTMLTemplates.scanStyle
  }

  // MARK: The page

  mutating func begin(_ output: inout ReportOutput) throws(OutputFault) {
    let policy = ContentSecurityPolicy(style: style, script: HTMLTemplates.script)
    render(
      "head",
      [
        "languageTag": words.languageTag, "policy": policy.text, "style": style, "title": text(title),
        "skip": text(words.page(.skip)),
      ])
    try output.take(&buffer)
  }

  mutating func endDocument(_ output: inout ReportOutput) throws(OutputFault) {
    buffer.add("</article>\n")
    try output.take(&buffer)
  }

  mutating func end(_ output: inout ReportOutput) throws(OutputFault) {
    let madeBy = words.page(.madeBy(name: Generator.name, version: Generator.version))
    render("tail", ["madeBy": text(madeBy), "script": HTMLTemplates.script])
    try output.take(&buffer)
  }

  mutating func add(_ block: Block, to output: inout ReportOutput) throws(OutputFault) {
    switch block {
    case .title(let title): add(title)
    case .answer(let answer): add(answer)
    case .callouts(let callouts):
      for callout in callouts { add(callout) }
      addEmptyLine()
    case .entries(let entries): add(entries.map { Item(mark: .label($0.lead), text: $0.text) })
    case .article(let article): try add(article, to: &output)
    case .part(let part): try add(part, to: &output)
    case .paragraph(let paragraph): addParagraph(paragraph.text)
    case .command(let lead, let text): addParagraph(text.map { "\(lead) \($0)" } ?? lead)
    case .facts(let facts): add(facts.map(\.item))
    case .steps(let steps): add(steps)
    case .list(let items): add(items)
    case .notes(let notes):
      addHeading(notes.heading)
      add(notes.notes.map { Item(text: $0) })
    case .table(let table): try add(table, to: &output)
    case .comparison(let comparison): add(comparison)
    case .figures(let blocks):
      addEmptyLine()
      if !blocks.isEmpty { try addFigures(blocks, to: &output) }
      addEmptyLine()
    case .walkthrough(let walkthrough): render("ladder", fields(of: walkthrough))
    case .walkthroughs(let walkthroughs): try add(walkthroughs, to: &output)
    case .timeline(let timeline): add(timeline)
    case .dayChart(let chart): add(chart)
    }
    try output.takeBlock(&buffer)
  }

  // MARK: Templates

  private mutating func render(_ template: String, _ fields: [String: Any?]) {
    buffer.add(HTMLTemplates.shared.render(fields.compactMapValues { $0 }, with: template))
  }

  /// The text for a template, which escapes it.
  private func text(_ phrase: Phrase) -> String { HTMLText(phrase).description }

  private func escaped(_ phrase: Phrase) -> String { HTMLText(phrase).escaped }

  private mutating func addEmptyLine() { buffer.add("\n") }

  private mutating func addHeading(_ heading: Phrase) { buffer.add("<h3>\(escaped(heading))</h3>\n") }

  private mutating func addParagraph(_ phrase: Phrase) { buffer.add("<p>\(escaped(phrase))</p>\n") }

  // MARK: Heads

  private mutating func add(_ title: Title) {
    documents += 1
    let isTotals = title.form == .totals
    let id = isTotals ? "scan" : "c\(documents)"
    prefix = isTotals ? "" : id + "-"
    render(
      "title",
      [
        "id": id, "name": text(title.name), "facts": text(title.facts), "isTotals": isTotals,
        "remarks": title.remarks.map(text),
      ])
  }

  private mutating func add(_ answer: Answer) {
    let entries = answer.entries.map { entry in
      let fields: [String: Any?] = [
        "lead": text(entry.lead), "tone": entry.style.tone, "text": text(entry.text),
        "target": entry.target.map { prefix + $0 },
      ]
      return fields.compactMapValues { $0 }
    }
    render(
      "answer",
      [
        "answerName": text(answer.name), "callouts": answer.callouts.map(fields), "entries": entries,
        "hasEntries": !entries.isEmpty, "more": answer.more.map(text),
      ])
  }

  private mutating func add(_ callout: Callout) { render("callout", fields(of: callout)) }

  private func fields(of callout: Callout) -> [String: Any] {
    let fields: [String: Any?] = [
      "tag": callout.tag.map(text), "tone": callout.style.tone,
      "paragraphs": callout.paragraphs.map(text), "commands": commands(callout.commands),
      "hasCommands": !callout.commands.isEmpty,
    ]
    return fields.compactMapValues { $0 }
  }

  private func commands(_ commands: [String]) -> [String] { commands.map { text(Phrase($0)) } }

  // MARK: Groups

  private mutating func add(_ article: Article, to output: inout ReportOutput) throws(OutputFault) {
    let headline = article.headline
    let number = headline.number.map { "\($0). " } ?? ""
    render(
      "headline",
      [
        "id": prefix + headline.id, "tone": headline.style.tone, "tag": headline.tag.map(text),
        "title": number + text(headline.title), "confidence": text(headline.confidence.sentence),
        "attempts": headline.attempts.map(text),
      ])
    for block in article.summary where !block.isConclusion { try add(block, to: &output) }
    for case .paragraph(let paragraph) in article.summary where paragraph.isConclusion {
      buffer.add("<p class=\"issue\">\(escaped(paragraph.text))</p>\n")
    }
    try addParts(of: article, to: &output)
    buffer.add("</section>\n")
  }

  /// The figures are together where the first of them is.
  private mutating func addParts(of article: Article, to output: inout ReportOutput) throws(OutputFault) {
    let figures = article.parts.filter(\.isFigure)
    var hasFigures = false
    for part in article.parts {
      if !part.isFigure {
        try add(part, to: &output)
      } else if !hasFigures {
        hasFigures = true
        try addFigures(figures, to: &output)
        addEmptyLine()
      }
    }
  }

  private mutating func addFigures(_ blocks: [Block], to output: inout ReportOutput) throws(OutputFault) {
    addHeading(words.page(.evidence))
    buffer.add("<div class=\"figures\">\n")
    for case .walkthrough(let walkthrough) in blocks { render("ladder", fields(of: walkthrough)) }
    addEmptyLine()
    for case .timeline(let timeline) in blocks { add(timeline) }
    addEmptyLine()
    for case .comparison(let comparison) in blocks { add(comparison) }
    addEmptyLine()
    buffer.add("</div>\n")
  }

  private mutating func add(_ part: Part, to output: inout ReportOutput) throws(OutputFault) {
    if let heading = part.heading, !part.blocks.isEmpty { addHeading(heading) }
    for block in part.blocks { try add(block, to: &output) }
    if case .steps = part.blocks.first { return }
    addEmptyLine()
  }

  // MARK: Texts

  private mutating func add(_ steps: Steps) {
    render(
      "steps",
      [
        "sameAs": steps.sameAs.map(text), "copy": text(words.page(.copy)),
        "copied": text(words.page(.copied)),
        "steps": steps.steps.map { step in
          [
            "text": text(step.text), "commands": commands(step.commands),
            "hasCommands": !step.commands.isEmpty,
          ] as [String: Any]
        },
      ])
  }

  private mutating func add(_ items: [Item]) {
    let fields = items.map { item -> [String: Any] in
      let label = if case .label(let label) = item.mark { text(label) + ": " } else { "" }
      return ["text": label + text(item.text), "quotes": item.details.map { text($0.text) }]
    }
    render("list", ["items": fields])
  }

  // MARK: Tables

  private mutating func add(_ table: Table, to output: inout ReportOutput) throws(OutputFault) {
    let count = table.rows.count
    if count > 0 {
      addHead(of: table)
      for index in 0..<count {
        addRow(table.rows.element(index), of: table)
        try output.takeBlock(&buffer)
      }
      buffer.add("</tbody></table></div>\n")
      if let rest = table.rest(count) { buffer.add("<p class=\"faint\">\(escaped(rest))</p>\n") }
    }
    for remark in table.remarks { add(Callout(tag: nil, style: .faint, paragraphs: [remark])) }
    if count > 0 { buffer.add("</section>\n") }
  }

  private mutating func addHead(of table: Table) {
    render(
      "table",
      [
        "id": prefix + table.id, "heading": text(table.heading), "isSortable": table.tools != nil,
        "filter": table.tools.map { text($0.filter) }, "hint": table.tools.map { text($0.hint) },
        "columns": table.columns.map {
          ["title": text($0.title), "isNumber": $0.isNumber] as [String: Any]
        },
      ])
  }

  private mutating func addRow(_ row: Table.Row, of table: Table) {
    guard table.tools != nil else {
      let kinds = table.columns.map { $0.isNumber ? "number" : nil }
      return buffer.add(HTMLRow(nil, zip(row.cells, kinds).map { cell($0, $1) }, hasHead: false).text)
    }
    buffer.add(HTMLRow(row.style, zip(row.cells, table.columns).map { cell($0, $1.kind.style) }).text)
  }

  private func cell(_ cell: Table.Cell, _ style: String?) -> HTMLRow.Cell {
    let link: String? =
      switch cell.link {
      case .id(let id): "#\(prefix)\(id)"
      case .file(let path): path
      case nil: nil
      }
    return HTMLRow.Cell(text: cell.text, style: style, key: cell.key, link: link)
  }

  private mutating func add(_ comparison: Comparison) {
    let (left, right) = (comparison.left, comparison.right)
    let shared = Set(left.entries).intersection(right.entries)
    func cell(_ list: Comparison.List, _ row: Int) -> [String: Any] {
      let entry = row < list.entries.count ? list.entries[row] : ""
      return ["text": text(Phrase(entry)), "isShared": shared.contains(entry)]
    }
    render(
      "comparison",
      [
        "heading": text(comparison.heading), "left": text(left.heading), "right": text(right.heading),
        "shared": text(comparison.shared), "conclusion": text(comparison.conclusion),
        "copy": text(words.page(.copy)), "copied": text(words.page(.copied)),
        "rows": (0..<comparison.rowCount).map { ["cells": [cell(left, $0), cell(right, $0)]] },
        "additions": comparison.additions.map { addition in
          var fields = ["lead": text(addition.lead)]
          fields["command"] = addition.text.map { text(Phrase($0)) }
          return fields
        },
      ])
  }

  // MARK: Figures

  private func fields(of walkthrough: Walkthrough) -> [String: Any] {
    let rows = walkthrough.events.map { event in
      HTMLRow(
        event.style,
        [
          HTMLRow.Cell(text: Phrase(String(event.frame))), HTMLRow.Cell(text: event.time, style: "time"),
          HTMLRow.Cell(text: event.sender), HTMLRow.Cell(text: event.label),
          HTMLRow.Cell(text: event.detail),
        ]
      ).text
    }
    let drawing = LadderDrawing(walkthrough.ladder, id: prefix + walkthrough.id).drawing
    let fields: [String: Any?] = [
      "caption": text("\(walkthrough.heading) (Wireshark: \(walkthrough.ends.filter))"),
      "zero": walkthrough.ladder.zero.map(text), "drawing": drawing.svg,
      "notes": walkthrough.notes.map(text), "tableHeading": text(walkthrough.tableHeading),
      "columns": walkthrough.columns.map(text), "rows": rows.joined(),
    ]
    return fields.compactMapValues { $0 }
  }

  private mutating func add(
    _ walkthroughs: Walkthroughs, to output: inout ReportOutput
  ) throws(OutputFault) {
    let id = prefix + walkthroughs.id
    buffer.add("<section class=\"flows\" aria-labelledby=\"\(id)\">\n")
    buffer.add("<h2 id=\"\(id)\">\(escaped(walkthroughs.heading))</h2>\n")
    for index in 0..<walkthroughs.flows.count {
      add(walkthroughs.flows.element(index))
      try output.takeBlock(&buffer)
    }
    if let more = walkthroughs.more { add(Callout(tag: nil, style: .faint, paragraphs: [more])) }
    buffer.add("</section>\n")
  }

  private mutating func add(_ walkthrough: Walkthrough) {
    let summary = walkthrough.summary
    render(
      "flow",
      [
        "id": prefix + summary.id, "title": text(summary.title), "status": text(summary.status),
        "tone": summary.style.tone, "ends": text(summary.ends), "reason": text(summary.reason),
        "ladder": fields(of: walkthrough),
      ])
  }

  private mutating func add(_ timeline: Timeline) {
    let legend = FlowOutcome.allCases.map {
      [
        "style": "mark \(TimelineDrawing.style(of: $0))", "shape": TimelineDrawing.shape($0, x: 6, y: 6),
        "text": text(words.label($0)),
      ]
    }
    let drawing = TimelineDrawing(timeline, id: "\(prefix)timeline", words).drawing
    let more = timeline.unlisted > 0 ? words.picture(.moreRows(timeline.unlisted)) : nil
    render(
      "chart",
      [
        "caption": text(words.picture(.timeline)), "drawing": drawing.svg, "legend": legend,
        "more": more.map(text),
      ])
  }

  private mutating func add(_ chart: DayChart) {
    buffer.add(
      "<section aria-labelledby=\"days\"><h2 id=\"days\">\(escaped(chart.name))</h2>\n")
    let legend = zip(chart.legend, DayDrawing.styles).map {
      ["style": "bar \($1)", "shape": "M1 1h10v10h-10z", "text": text($0)]
    }
    render("chart", ["drawing": DayDrawing(chart).drawing.svg, "legend": legend])
    buffer.add("</section>\n")
  }
}

extension Block {
  fileprivate var isConclusion: Bool {
    if case .paragraph(let paragraph) = self { paragraph.isConclusion } else { false }
  }

  fileprivate var isFigure: Bool {
    switch self {
    case .walkthrough, .timeline, .comparison: true
    case .title, .answer, .callouts, .entries, .article, .part, .paragraph, .command, .facts, .steps, .list,
      .notes, .table, .figures, .walkthroughs, .dayChart:
      false
    }
  }
}

extension Fact {
  fileprivate var item: Item {
    switch self {
    case .value(let name, let value): Item(mark: .label(name), text: value)
    case .remark(let text): Item(text: text)
    case .codes(let name, let codes):
      Item(
        text: "\(name) (\(codes.count))",
        details: codes.map { ("\($0.id) \($0.name)\($0.isMarked ? " *" : "")", .plain) })
    }
  }
}

extension Table.Column.Kind {
  /// The class of the style sheet.
  fileprivate var style: String? {
    switch self {
    case .text, .code: nil
    case .time: "time"
    case .emphasized: "verdict"
    }
  }
}
