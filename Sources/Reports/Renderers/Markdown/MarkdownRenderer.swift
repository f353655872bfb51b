/// Blocks as Markdown, for an issue or a page of a wiki: GitHub, Azure DevOps, Jira.
struct MarkdownRenderer: DocumentRenderer {
  static let layout = Layout(stepsFirst: true)

  /// Columns of a ladder: what fits beside the margins of a page.
  private static let ladderWidth = 100

  private let options: ReportOptions
  var page = MarkdownPage()

  init(_ options: ReportOptions) {
    self.options = options
  }

  mutating func add(_ block: Block, to output: inout ReportOutput) throws(OutputFault) {
    switch block {
    case .title(let title): add(title)
    case .answer(let answer): add(answer)
    case .callouts(let callouts): for callout in callouts { add(callout) }
    case .entries(let entries): for entry in entries { add(entry) }
    case .article(let article): try add(article, to: &output)
    case .part(let part): try add(part, to: &output)
    case .paragraph(let paragraph): page.paragraph(MarkdownText(paragraph.text))
    case .command(let lead, let text): addCommand(text, lead: lead)
    case .facts(let facts): add(facts)
    case .steps(let steps): add(steps)
    case .list(let items): add(items)
    case .notes(let notes): add(notes)
    case .table(let table): try add(table, to: &output)
    case .comparison(let comparison): add(comparison)
    case .figures(let blocks): for block in blocks { try add(block, to: &output) }
    case .walkthrough(let walkthrough): add(walkthrough)
    case .walkthroughs(let walkthroughs): try add(walkthroughs, to: &output)
    case .timeline, .dayChart: break
    }
    try page.hand(over: &output)
  }

  // MARK: Heads

  private mutating func add(_ title: Title) {
    page.heading(2, MarkdownText(code: title.name))
    page.paragraph(MarkdownText(title.facts))
    for remark in title.remarks { page.paragraph(MarkdownText(remark)) }
  }

  private mutating func add(_ answer: Answer) {
    for callout in answer.callouts { add(callout) }
    for entry in answer.entries { add(entry) }
    if let more = answer.more { page.paragraph(MarkdownText(more)) }
  }

  private mutating func add(_ callout: Callout) {
    for (index, paragraph) in callout.paragraphs.enumerated() {
      page.paragraph(tagged(index == 0 ? callout.tag : nil, paragraph))
    }
    page.fence(callout.commands)
  }

  private mutating func add(_ entry: Entry) {
    let text = tagged(entry.lead, entry.text)
    if let number = entry.number { page.step(number, text) } else { page.paragraph(text) }
  }

  private func tagged(_ tag: Phrase?, _ text: Phrase) -> MarkdownText {
    guard let tag else { return MarkdownText(text) }
    return MarkdownText(tag).strong + .space + MarkdownText(text)
  }

  // MARK: Groups

  private mutating func add(_ article: Article, to output: inout ReportOutput) throws(OutputFault) {
    let headline = article.headline
    let title = MarkdownText(headline.tag.map { "\($0): \(headline.title)" } ?? headline.title)
    page.heading(3, headline.number.map { MarkdownText.number($0) + title } ?? title)
    if let flow = headline.flow { add(flow) }
    page.paragraph(MarkdownText(headline.confidence.sentence).strong)
    if let attempts = headline.attempts { page.paragraph(MarkdownText(attempts)) }
    for block in article.summary + article.parts { try add(block, to: &output) }
  }

  private mutating func add(_ part: Part, to output: inout ReportOutput) throws(OutputFault) {
    guard !part.blocks.isEmpty else { return }
    let level = part.level == .section ? 3 : 4
    if let heading = part.heading { page.open(heading, isLong: part.isFolded, level: level) }
    for block in part.blocks { try add(block, to: &output) }
    page.close(isLong: part.isFolded)
  }

  // MARK: Texts

  private mutating func addCommand(_ text: String?, lead: Phrase) {
    page.paragraph(MarkdownText(lead))
    if let text { page.fence([text]) }
  }

  private mutating func add(_ facts: [Fact]) {
    var values: [Item] = []
    for fact in facts {
      switch fact {
      case .value(let name, let value): values.append(Item(text: "\(name): \(value)"))
      case .remark(let text):
        add(values)
        page.paragraph(MarkdownText(text))
        values = []
      case .codes(let name, let codes):
        add(values + [Item(text: "\(name) (\(codes.count))")])
        page.fence(codes.map { "\($0.id)  \($0.name)\($0.isMarked ? "  *" : "")" }, indent: 2)
        values = []
      }
    }
    add(values)
  }

  private mutating func add(_ steps: Steps) {
    if let sameAs = steps.sameAs { page.paragraph(MarkdownText(sameAs)) }
    for (index, step) in steps.steps.enumerated() {
      let text = MarkdownText(step.text)
      page.step(index + 1, step.reference.map { text + .space + MarkdownText($0) } ?? text)
      page.fence(step.commands, indent: MarkdownPage.indent(ofStep: index + 1))
    }
  }

  private mutating func add(_ items: [Item]) {
    page.list(items.map { (text(of: $0), $0.details.map { MarkdownText(code: $0.text) }) })
  }

  private func text(of item: Item) -> MarkdownText {
    switch item.mark {
    case .bullet: MarkdownText(item.text)
    case .label(let label): MarkdownText("\(label): \(item.text)")
    case .path: MarkdownText(code: item.text)
    }
  }

  private mutating func add(_ notes: Notes) {
    page.heading(notes.isNested ? 4 : 3, MarkdownText(notes.heading))
    add(notes.notes.map { Item(text: $0) })
  }

  // MARK: Tables

  private mutating func add(_ table: Table, to output: inout ReportOutput) throws(OutputFault) {
    let count = table.rows.count
    if count > 0 {
      let isLong = count > MarkdownPage.openRows
      page.open(table.heading, isLong: isLong, level: 3)
      page.tableHead(table.columns.map { MarkdownText($0.title) })
      for index in 0..<count {
        page.row(zip(table.rows.element(index).cells, table.columns).map(text))
        try page.hand(over: &output)
      }
      page.close(isLong: isLong)
    }
    let remarks = table.remarks + (table.rest(count).map { [$0] } ?? [])
    for remark in remarks { page.paragraph(MarkdownText(remark)) }
  }

  private func text(of cell: Table.Cell, in column: Table.Column) -> MarkdownText {
    column.kind == .code ? MarkdownText(code: cell.text) : MarkdownText(cell.text)
  }

  private mutating func add(_ comparison: Comparison) {
    let lists = [comparison.left, comparison.right]
    let isLong = comparison.rowCount > MarkdownPage.openRows
    page.open(comparison.heading, isLong: isLong)
    page.tableHead(lists.map { MarkdownText($0.heading) })
    for row in 0..<comparison.rowCount {
      page.row(
        lists.map { list in
          MarkdownText(code: list.entries.indices.contains(row) ? Phrase(list.entries[row]) : "")
        })
    }
    page.close(isLong: isLong)
    page.paragraph(MarkdownText(comparison.conclusion))
    for addition in comparison.additions { addCommand(addition.text, lead: addition.lead) }
  }

  // MARK: Flows

  private mutating func add(
    _ walkthroughs: Walkthroughs, to output: inout ReportOutput
  ) throws(OutputFault) {
    for index in 0..<walkthroughs.flows.count {
      add(walkthroughs.flows.element(index))
      try page.hand(over: &output)
    }
  }

  private mutating func add(_ walkthrough: Walkthrough) {
    let isWhole = walkthrough.form == .whole
    let isDrawing = walkthrough.form == .drawing
    let isLong = isDrawing || (!isWhole && walkthrough.events.count > MarkdownPage.openRows)
    page.open(walkthrough.heading, isLong: isLong)
    if !isWhole { add(walkthrough.ends) }
    if isWhole || options.drawsLadders { add(walkthrough.ladder) }
    if !isDrawing {
      addEvents(of: walkthrough)
      add(walkthrough.notes.map { Item(text: $0) })
    }
    page.close(isLong: isLong)
  }

  private mutating func add(_ ends: FlowEnds) {
    page.paragraph(
      MarkdownText(code: ends.client) + MarkdownText(" → ") + MarkdownText(code: ends.server)
        + MarkdownText(" (Wireshark: ") + MarkdownText(code: ends.filter) + MarkdownText(")"))
  }

  private mutating func addEvents(of walkthrough: Walkthrough) {
    page.tableHead(walkthrough.columns.map { MarkdownText($0) })
    for event in walkthrough.events {
      page.row(
        [Phrase(String(event.frame)), event.time, event.sender, event.label, event.detail]
          .map { MarkdownText($0) })
    }
  }

  /// The same ladder as in text, always of one width and with box drawing characters.
  private mutating func add(_ ladder: Ladder) {
    var options = options
    (options.width, options.usesColor, options.usesASCII) = (Self.ladderWidth, false, false)
    var text = TextRenderer(options)
    text.add(ladder)
    let lines = text.page.buffer.text.split(separator: "\n", omittingEmptySubsequences: false)
    page.fence(lines.dropLast().map(String.init))
  }
}
