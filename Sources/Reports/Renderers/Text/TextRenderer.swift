/// Blocks as lines of text that fit the page. Blocks of a document have an empty line between them.
struct TextRenderer: DocumentRenderer {
  static let layout = Layout(notesLast: true)

  let options: ReportOptions
  private let words: Words
  var page: TextPage
  private var hasBlock = false
  /// Of what is within an article or a part.
  var indent: Int?
  /// The columns of the table that is being written.
  var grid = TextGrid([])
  var isNarrow = false

  init(_ options: ReportOptions) {
    self.options = options
    words = options.language.words
    page = TextPage(width: options.width, usesColor: options.usesColor)
  }

  mutating func hand(over output: inout ReportOutput) throws(OutputFault) {
    try page.hand(over: &output)
  }

  /// An empty line, but for the first block.
  mutating func separate() {
    if hasBlock { page.blankLine() }
    hasBlock = true
  }

  // MARK: Heads

  mutating func add(_ title: Title) {
    separate()
    let facts = title.facts
    let name = SafeText.shown(title.name.text, limit: .max)
    let space = page.width - DisplayWidth.columns(of: name) - 3
    if title.form == .totals {
      page.line([(facts.text, .strong)])
    } else if title.form == .line, DisplayWidth.columns(of: facts.text) <= space {
      page.line([(name, .strong), ("   " + facts.text, .plain)])
    } else {
      page.line([(TextFitting.clippedInMiddle(name, to: page.width), .strong)])
      page.paragraph(facts, indent: 2)
    }
    for remark in title.remarks { page.paragraph(remark, indent: 2) }
  }

  mutating func add(_ answer: Answer) {
    add(answer.callouts)
    guard !answer.entries.isEmpty else { return }
    separate()
    for entry in answer.entries { add(entry, indent: tagWidth) }
    if let more = answer.more { page.paragraph(more, indent: tagWidth) }
  }

  mutating func add(_ entries: [Entry]) {
    separate()
    let leads = DisplayWidth.widest(entries.map(\.lead))
    for entry in entries { add(entry, indent: leads + 2) }
  }

  private mutating func add(_ entry: Entry, indent: Int) {
    page.paragraph(
      numbered(entry.text, entry.number), indent: indent, first: (entry.lead.text, entry.style),
      style: entry.textStyle)
  }

  mutating func add(_ callouts: [Callout]) {
    if !callouts.isEmpty { separate() }
    for callout in callouts { add(callout) }
  }

  mutating func add(_ callout: Callout) {
    for (index, paragraph) in callout.paragraphs.enumerated() {
      let tag = index == 0 ? callout.tag?.text ?? "" : ""
      page.paragraph(paragraph, indent: tagWidth, first: (tag, callout.style))
    }
    for command in callout.commands { page.command(command, indent: tagWidth + 2) }
  }

  /// Columns of a tag and the space after it.
  private var tagWidth: Int { DisplayWidth.widest(Tag.allCases.map { words.tag($0) }) + 2 }

  private func numbered(_ text: Phrase, _ number: Int?) -> Phrase { number.map { "\($0). \(text)" } ?? text }

  // MARK: Groups

  mutating func begin(_ headline: Headline) {
    separate()
    indent = headline.tag == nil ? 4 : tagWidth
    guard let tag = headline.tag else {
      let flow: Phrase = headline.flow.map { " (Wireshark: \($0.filter))" } ?? ""
      return page.paragraph(
        "\(headline.title), \(headline.confidence.label)\(flow)", indent: 0, style: headline.style)
    }
    page.paragraph(
      numbered(headline.title, headline.number), indent: tagWidth, first: (tag.text, headline.style),
      style: .strong)
    let confidence = words.ended(headline.confidence.sentence)
    page.paragraph(words.paragraph([headline.attempts ?? "", confidence]), indent: tagWidth)
  }

  mutating func endArticle() { indent = nil }

  mutating func begin(_ part: Part) {
    separate()
    let indent = part.level == .section ? 0 : 2
    if let heading = part.heading { page.line([(heading.text, .strong)], indent: indent) }
    self.indent = indent + 2
  }

  mutating func end(_ part: Part) { indent = nil }

  // MARK: Texts

  mutating func add(_ paragraph: Paragraph) {
    if indent == nil { separate() }
    let indent = indent ?? 0
    switch paragraph.link {
    case nil: page.paragraph(paragraph.text, indent: indent, style: paragraph.style)
    case .article(let address, name: _):
      page.paragraph(paragraph.text, indent: indent, style: paragraph.style)
      page.address(address, indent: indent)
    case .report(let file, let name):
      page.paragraph("\(paragraph.text) \(name) (\(file))", indent: indent, style: paragraph.style)
    }
  }

  mutating func add(lines: [String]) {
    for line in lines { page.command(line, indent: indent ?? 0) }
  }

  mutating func addCommand(_ text: String?, lead: Phrase) {
    let indent = indent ?? 0
    page.paragraph(lead, indent: indent)
    if let text { page.command(text, indent: indent + 2) }
  }

  mutating func add(_ facts: [Fact]) {
    for fact in facts { add(fact) }
  }

  private mutating func add(_ fact: Fact) {
    switch fact {
    case .value(let name, let value):
      let name = TextFitting.clipped(name.text, to: 20)
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

  mutating func add(_ steps: Steps) {
    if let sameAs = steps.sameAs { page.paragraph(sameAs, indent: 4) }
    for (index, step) in steps.steps.enumerated() {
      let number = TextFitting.aligned(String(index + 1), to: 5)
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
        page.line([(TextFitting.clippedInMiddle(path, to: page.width - 2), .plain)], indent: 2)
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

  mutating func add(_ notes: Notes) {
    separate()
    let head = (notes.level == .section ? "" : "  ") + notes.heading.text
    let indent = DisplayWidth.columns(of: head) + 2
    for (index, note) in notes.notes.enumerated() {
      page.paragraph(note, indent: indent, first: (index == 0 ? head : "", .strong))
    }
  }
}
