/// Blocks as Markdown, for an issue or a page of a wiki: GitHub, Azure DevOps, Jira.
struct MarkdownRenderer: DocumentRenderer {
  static let layout = Layout()

  let options: ReportOptions
  private var page = MarkdownPage()

  init(_ options: ReportOptions) {
    self.options = options
  }

  mutating func hand(over output: inout ReportOutput) throws(OutputFault) {
    try page.hand(over: &output)
  }

  // MARK: Heads

  mutating func add(_ title: Title) {
    page.heading(2, title.isCode ? MarkdownText(code: title.name) : MarkdownText(title.name))
    page.paragraph(MarkdownText(title.facts))
    for remark in title.remarks { page.paragraph(MarkdownText(remark)) }
  }

  mutating func add(_ callout: Callout) {
    for (index, paragraph) in callout.paragraphs.enumerated() {
      page.paragraph(tagged(index == 0 ? callout.tag : nil, paragraph))
    }
    add(lines: callout.commands)
  }

  mutating func add(_ entries: [Entry]) {
    for entry in entries {
      let text = tagged(entry.lead, entry.text)
      if let number = entry.number { page.step(number, text) } else { page.paragraph(text) }
    }
  }

  private func tagged(_ tag: Phrase?, _ text: Phrase) -> MarkdownText {
    guard let tag else { return MarkdownText(text) }
    return MarkdownText(tag).strong + .space + MarkdownText(text)
  }

  // MARK: Groups

  mutating func begin(_ headline: Headline) {
    let title = MarkdownText(headline.tag.map { "\($0): \(headline.title)" } ?? headline.title)
    page.heading(3, headline.number.map { MarkdownText.number($0) + title } ?? title)
    if let flow = headline.flow { add(flow) }
    page.paragraph(MarkdownText(headline.confidence.sentence).strong)
    if let attempts = headline.attempts { page.paragraph(MarkdownText(attempts)) }
  }

  mutating func begin(_ part: Part) {
    guard let heading = part.heading else { return }
    page.open(heading, isLong: part.isFolded, level: Self.headingLevel(part.level))
  }

  mutating func end(_ part: Part) { page.close(isLong: part.isFolded) }

  private static func headingLevel(_ level: Part.Level) -> Int { level == .section ? 3 : 4 }

  // MARK: Texts

  mutating func add(_ paragraph: Paragraph) {
    let text = MarkdownText(paragraph.text)
    switch paragraph.link {
    case nil: page.paragraph(text)
    case .article(let address, name: _): page.paragraph(text + .space + MarkdownText(address))
    case .report(_, let name): page.paragraph(text + .space + MarkdownText(code: name))
    }
  }

  mutating func add(lines: [String]) { page.fence(lines) }

  mutating func add(_ facts: [Fact]) {
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

  mutating func add(_ steps: Steps) {
    if let sameAs = steps.sameAs { page.paragraph(MarkdownText(sameAs)) }
    for (index, step) in steps.steps.enumerated() {
      let text = MarkdownText(step.text)
      page.step(index + 1, step.reference.map { text + .space + MarkdownText($0) } ?? text)
      page.fence(step.commands, indent: MarkdownPage.indent(ofStep: index + 1))
    }
  }

  mutating func add(_ items: [Item]) {
    page.list(items.map { (text(of: $0), $0.details.map { MarkdownText(code: $0.text) }) })
  }

  private func text(of item: Item) -> MarkdownText {
    switch item.mark {
    case .bullet: MarkdownText(item.text)
    case .label(let label): MarkdownText("\(label): \(item.text)")
    case .path: MarkdownText(code: item.text)
    }
  }

  mutating func add(_ ends: FlowEnds) {
    page.paragraph(
      MarkdownText(code: ends.client) + MarkdownText(" → ") + MarkdownText(code: ends.server)
        + MarkdownText(" (Wireshark: ") + MarkdownText(code: ends.filter) + MarkdownText(")"))
  }

  // MARK: Tables

  mutating func begin(_ table: Table) {
    guard table.rows.count > 0 else { return }
    if let heading = table.heading {
      page.open(heading, isLong: isFolded(table), level: Self.headingLevel(table.level))
    }
    page.tableHead(table.columns.map { MarkdownText($0.title) })
  }

  private func isFolded(_ table: Table) -> Bool {
    table.heading != nil && table.rows.count > Self.openRows
  }

  mutating func add(_ row: Table.Row, of table: Table) {
    page.row(
      zip(row.cells, table.columns).map { cell, column in
        column.kind == .code ? MarkdownText(code: cell.text) : MarkdownText(cell.text)
      })
  }

  mutating func end(_ table: Table) {
    page.close(isLong: isFolded(table))
    let count = table.rows.count
    for remark in table.remarks + (table.rest(count).map { [$0] } ?? []) {
      page.paragraph(MarkdownText(remark))
    }
  }
}
