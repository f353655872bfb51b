/// Blocks as lines of text that fit the page. Blocks of a document have an empty line between them.
struct TextRenderer: DocumentRenderer {
  static let layout = Layout()

  let options: ReportOptions
  let words: Words
  var page: TextPage
  private var hasBlock = false

  init(_ options: ReportOptions) {
    self.options = options
    words = options.language.words
    page = TextPage(width: options.width, usesColor: options.usesColor)
  }

  mutating func add(_ block: Block, to output: inout ReportOutput) throws(OutputFault) {
    try add(block, indent: nil, to: &output)
    try page.hand(over: &output)
  }

  /// - Parameter indent: of a block within another.
  private mutating func add(
    _ block: Block, indent: Int?, to output: inout ReportOutput
  ) throws(OutputFault) {
    switch block {
    case .title(let title): add(title)
    case .answer(let answer): add(answer)
    case .callouts(let callouts): add(callouts)
    case .entries(let entries): add(entries)
    case .article(let article): try add(article, to: &output)
    case .part(let part): try add(part, to: &output)
    case .paragraph(let paragraph): add(paragraph, indent: indent)
    case .command(let lead, let text): addCommand(text, lead: lead, indent: indent ?? 0)
    case .facts(let facts): for fact in facts { add(fact) }
    case .steps(let steps): add(steps)
    case .list(let items): add(items)
    case .notes(let notes): add(notes)
    case .table(let table): try add(table, to: &output)
    case .comparison(let comparison): add(comparison)
    case .figures(let blocks): for block in blocks { try add(block, indent: nil, to: &output) }
    case .walkthrough(let walkthrough): add(walkthrough)
    case .walkthroughs(let walkthroughs): try add(walkthroughs, to: &output)
    case .timeline, .dayChart: break
    }
  }

  /// An empty line, but for the first block.
  mutating func separate() {
    if hasBlock { page.blankLine() }
    hasBlock = true
  }

  // MARK: Heads

  private mutating func add(_ title: Title) {
    separate()
    let facts = title.facts
    let name = SafeText.shown(title.name.text, limit: .max)
    let space = page.width - DisplayWidth.columns(of: name) - 3
    if title.form == .totals {
      page.line([(facts.text, .strong)])
    } else if title.form == .line, DisplayWidth.columns(of: facts.text) <= space {
      page.line([(name, .strong), ("   " + facts.text, .plain)])
    } else {
      page.line([(TextPage.clippedInMiddle(name, to: page.width), .strong)])
      page.paragraph(facts, indent: 2)
    }
    for remark in title.remarks { page.paragraph(remark, indent: 2) }
  }

  private mutating func add(_ answer: Answer) {
    add(answer.callouts)
    guard !answer.entries.isEmpty else { return }
    separate()
    for entry in answer.entries { add(entry, indent: tagWidth) }
    if let more = answer.more { page.paragraph(more, indent: tagWidth) }
  }

  private mutating func add(_ entries: [Entry]) {
    separate()
    let leads = DisplayWidth.widest(entries.map(\.lead))
    for entry in entries { add(entry, indent: leads + 2) }
  }

  private mutating func add(_ entry: Entry, indent: Int) {
    page.paragraph(
      numbered(entry.text, entry.number), indent: indent, first: (entry.lead.text, entry.style),
      style: entry.textStyle)
  }

  private mutating func add(_ callouts: [Callout]) {
    guard !callouts.isEmpty else { return }
    separate()
    for callout in callouts {
      for (index, paragraph) in callout.paragraphs.enumerated() {
        let tag = index == 0 ? callout.tag?.text ?? "" : ""
        page.paragraph(paragraph, indent: tagWidth, first: (tag, callout.style))
      }
      for command in callout.commands { page.command(command, indent: tagWidth + 2) }
    }
  }

  /// Columns of a tag and the space after it.
  private var tagWidth: Int { DisplayWidth.widest(Tag.allCases.map { words.tag($0) }) + 2 }

  private func numbered(_ text: Phrase, _ number: Int?) -> Phrase { number.map { "\($0). \(text)" } ?? text }

  // MARK: Groups

  private mutating func add(_ article: Article, to output: inout ReportOutput) throws(OutputFault) {
    separate()
    let indent = add(article.headline)
    for block in article.summary { try add(block, indent: indent, to: &output) }
    for block in article.parts { try add(block, indent: nil, to: &output) }
    for case .walkthrough(let walkthrough) in article.parts where walkthrough.form == .whole {
      guard !walkthrough.notes.isEmpty else { continue }
      let notes = walkthrough.notes.map { Item(text: $0) }
      try add(Part(heading: words.heading(.notes), blocks: [.list(notes)]), to: &output)
    }
  }

  /// - Returns: where the text below it begins.
  private mutating func add(_ headline: Headline) -> Int {
    let tail = (text: headline.confidence.label.text, style: TextStyle.faint)
    guard let tag = headline.tag else {
      let flow: Phrase = headline.flow.map { " (Wireshark: \($0.filter))" } ?? ""
      page.paragraph("\(headline.title)\(flow)", indent: 0, style: headline.style, tail: tail)
      return 4
    }
    page.paragraph(
      numbered(headline.title, headline.number), indent: tagWidth, first: (tag.text, headline.style),
      style: .strong, tail: tail)
    if let attempts = headline.attempts { page.paragraph(attempts, indent: tagWidth) }
    return tagWidth
  }

  private mutating func add(_ part: Part, to output: inout ReportOutput) throws(OutputFault) {
    guard !part.blocks.isEmpty else { return }
    separate()
    let indent = part.level == .section ? 0 : 2
    if let heading = part.heading { page.line([(heading.text, .strong)], indent: indent) }
    for block in part.blocks { try add(block, indent: indent + 2, to: &output) }
  }

  // MARK: Texts

  private mutating func add(_ paragraph: Paragraph, indent: Int?) {
    if indent == nil { separate() }
    page.paragraph(paragraph.text, indent: indent ?? 0, style: paragraph.style)
  }

  mutating func addCommand(_ text: String?, lead: Phrase, indent: Int) {
    page.paragraph(lead, indent: indent)
    if let text { page.command(text, indent: indent + 2) }
  }

  private mutating func add(_ fact: Fact) {
    switch fact {
    case .value(let name, let value):
      let name = TextPage.clipped(name.text, to: 20)
      page.paragraph(value, indent: 26, first: ("    \(name)", .faint))
    case .codes(let name, let codes):
      page.line([("    \(name.text) (\(codes.count))", .faint)])
      for code in codes {
        let mark = code.isMarked ? "  *" : ""
        page.line([("\(code.id)  \(code.name)\(mark)", code.isMarked ? .good : .plain)], indent: 6)
      }
    case .remark(let text): page.paragraph(text, indent: 6)
    }
  }

  private mutating func add(_ steps: Steps) {
    if let sameAs = steps.sameAs { page.paragraph(sameAs, indent: 4) }
    for (index, step) in steps.steps.enumerated() {
      let number = TextPage.aligned(String(index + 1), to: 5)
      page.paragraph(step.text, indent: 7, first: ("\(number).", .plain))
      for command in step.commands { page.command(command, indent: 9) }
      if let reference = step.reference { page.paragraph(reference, indent: 7, style: .faint) }
    }
  }

  mutating func add(_ items: [Item]) {
    let labels = items.map { if case .label(let label) = $0.mark { label } else { "" as Phrase } }
    let column = 4 + DisplayWidth.widest(labels) + 2
    for item in items {
      switch item.mark {
      case .bullet: add(item, indent: 6, first: ("    -", .plain), details: 8)
      case .label(let label): add(item, indent: column, first: ("    " + label.text, .faint), details: column)
      case .path:
        let path = SafeText.shown(item.text.text, limit: .max)
        page.line([(TextPage.clippedInMiddle(path, to: page.width - 2), .plain)], indent: 2)
        add(item.details, indent: 6)
      }
    }
  }

  private mutating func add(
    _ item: Item, indent: Int, first: (text: String, style: TextStyle), details: Int
  ) {
    page.paragraph(item.text, indent: indent, first: first)
    add(item.details, indent: details)
  }

  private mutating func add(_ details: [(text: Phrase, style: TextStyle)], indent: Int) {
    for detail in details { page.paragraph(detail.text, indent: indent, style: detail.style) }
  }

  private mutating func add(_ notes: Notes) {
    separate()
    let head = (notes.isNested ? "  " : "") + notes.heading.text
    let indent = DisplayWidth.columns(of: head) + 2
    for (index, note) in notes.notes.enumerated() {
      page.paragraph(note, indent: indent, first: (index == 0 ? head : "", .strong))
    }
  }
}
