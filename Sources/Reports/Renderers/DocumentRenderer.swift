/// Writes blocks in one format. A human format is one folder beside this file and a line in ``ReportFormat/all``.
///
/// The way through a document is here. What a format has no form of its own for is written as simpler blocks.
protocol DocumentRenderer: Sendable {
  /// What the format asks of the builders.
  static var layout: Layout { get }

  var options: ReportOptions { get }

  init(_ options: ReportOptions)

  /// Gives the output what was written.
  mutating func hand(over output: inout ReportOutput) throws(OutputFault)

  // MARK: What every format writes

  mutating func add(_ title: Title)
  mutating func add(_ callout: Callout)
  mutating func begin(_ headline: Headline)
  /// Of a part with blocks.
  mutating func begin(_ part: Part)
  mutating func add(_ paragraph: Paragraph)
  /// Lines exactly as they are.
  mutating func add(lines: [String])
  mutating func add(_ steps: Steps)
  mutating func add(_ items: [Item])
  mutating func begin(_ table: Table)
  mutating func add(_ row: Table.Row, of table: Table)
  mutating func end(_ table: Table)

  // MARK: What has a form in some formats

  /// What comes before all documents, after the blocks of each, and after all documents.
  mutating func beginPage()
  mutating func endDocument()
  mutating func endPage()

  mutating func add(_ answer: Answer)
  mutating func add(_ callouts: [Callout])
  mutating func add(_ entries: [Entry])
  mutating func addCommand(_ text: String?, lead: Phrase)
  mutating func add(_ facts: [Fact])
  mutating func add(_ notes: Notes)
  mutating func endArticle()
  mutating func end(_ part: Part)
  /// How many rows of a table are shown.
  func rowCount(of table: Table) -> Int
  mutating func add(_ comparison: Comparison)
  mutating func add(_ figures: Figures)
  mutating func add(_ walkthrough: Walkthrough)
  mutating func add(_ ends: FlowEnds)
  mutating func add(_ ladder: Ladder)
  mutating func begin(_ walkthroughs: Walkthroughs)
  mutating func end(_ walkthroughs: Walkthroughs)
  mutating func add(_ chart: DayChart)
  mutating func add(_ ladder: PairedLadder)
}

// MARK: The way through a document

extension DocumentRenderer {
  mutating func add(_ blocks: [Block], to output: inout ReportOutput) throws(OutputFault) {
    for block in blocks { try add(block, to: &output) }
  }

  mutating func add(_ block: Block, to output: inout ReportOutput) throws(OutputFault) {
    switch block {
    case .title(let title): add(title)
    case .answer(let answer): add(answer)
    case .callouts(let callouts): add(callouts)
    case .entries(let entries): add(entries)
    case .article(let article):
      begin(article.headline)
      try add(article.blocks, to: &output)
      endArticle()
    case .part(let part):
      if !part.blocks.isEmpty { begin(part) }
      try add(part.blocks, to: &output)
      end(part)
    case .paragraph(let paragraph): add(paragraph)
    case .command(let lead, let text): addCommand(text, lead: lead)
    case .facts(let facts): add(facts)
    case .steps(let steps): add(steps)
    case .list(let items): add(items)
    case .notes(let notes): add(notes)
    case .table(let table): try add(table, to: &output)
    case .comparison(let comparison): add(comparison)
    case .figures(let figures): add(figures)
    case .walkthrough(let walkthrough): add(walkthrough)
    case .walkthroughs(let walkthroughs): try add(walkthroughs, to: &output)
    case .dayChart(let chart): add(chart)
    case .pairedLadder(let ladder): add(ladder)
    }
    try hand(over: &output)
  }

  private mutating func add(_ table: Table, to output: inout ReportOutput) throws(OutputFault) {
    begin(table)
    for index in 0..<rowCount(of: table) {
      add(table.rows.element(index), of: table)
      try hand(over: &output)
    }
    end(table)
  }

  private mutating func add(
    _ walkthroughs: Walkthroughs, to output: inout ReportOutput
  ) throws(OutputFault) {
    begin(walkthroughs)
    for index in 0..<walkthroughs.flows.count {
      add(walkthroughs.flows.element(index))
      try hand(over: &output)
    }
    end(walkthroughs)
  }

  /// One document, kept in memory.
  func text(of blocks: [Block]) -> ByteBuffer {
    var renderer = self
    var output = ReportOutput()
    // Writing to memory never throws.
    do throws(OutputFault) {
      renderer.beginPage()
      try renderer.add(blocks, to: &output)
      renderer.endDocument()
      renderer.endPage()
      try renderer.hand(over: &output)
    } catch {}
    return output.buffer
  }
}

// MARK: Simpler blocks

extension DocumentRenderer {
  /// Rows of a table that is not folded.
  static var openRows: Int { 20 }

  mutating func beginPage() {}
  mutating func endDocument() {}
  mutating func endPage() {}

  mutating func add(_ answer: Answer) {
    add(answer.callouts)
    add(answer.entries)
    if let more = answer.more { add(Paragraph(text: more)) }
  }

  mutating func add(_ callouts: [Callout]) {
    for callout in callouts { add(callout) }
  }

  mutating func add(_ entries: [Entry]) {
    add(entries.map { Item(mark: .label($0.lead), text: $0.text) })
  }

  mutating func addCommand(_ text: String?, lead: Phrase) {
    add(Paragraph(text: lead))
    if let text { add(lines: [text]) }
  }

  mutating func add(_ facts: [Fact]) { add(facts.map(\.item)) }

  mutating func add(_ notes: Notes) {
    let items = notes.notes.map { Item(text: $0) }
    let part = Part(heading: notes.heading, level: notes.level, blocks: [.list(items)])
    begin(part)
    add(items)
    end(part)
  }

  mutating func endArticle() {}
  mutating func end(_ part: Part) {}

  func rowCount(of table: Table) -> Int { table.rows.count }

  private mutating func add(_ table: Table) {
    begin(table)
    for index in 0..<table.rows.count { add(table.rows.element(index), of: table) }
    end(table)
  }

  mutating func add(_ comparison: Comparison) {
    add(comparison.table)
    add(Paragraph(text: comparison.conclusion))
    for addition in comparison.additions { addCommand(addition.text, lead: addition.lead) }
  }

  /// A timeline has no simpler form.
  mutating func add(_ figures: Figures) {
    if let walkthrough = figures.walkthrough { add(walkthrough) }
    if let comparison = figures.comparison { add(comparison) }
  }

  mutating func add(_ walkthrough: Walkthrough) {
    let isDrawing = walkthrough.form == .drawing
    let isWhole = walkthrough.form == .whole
    let isFolded = isDrawing || (!isWhole && walkthrough.events.count > Self.openRows)
    let part = Part(heading: walkthrough.heading, isFolded: isFolded)
    begin(part)
    if !isWhole { add(walkthrough.ends) }
    if isWhole || options.drawsLadders { add(walkthrough.ladder) }
    if !isDrawing {
      add(walkthrough.table)
      add(walkthrough.notes.map { Item(text: $0) })
    }
    end(part)
  }

  mutating func add(_ ends: FlowEnds) {
    add(Paragraph(text: "\(ends.client) → \(ends.server) (Wireshark: \(ends.filter))"))
  }

  /// The same ladder as in text, always of one width and with box drawing characters.
  mutating func add(_ ladder: Ladder) {
    var page = TextPage(width: TextLadder.widest, usesColor: false)
    page.add(ladder, strokes: .box)
    add(page)
  }

  private mutating func add(_ page: TextPage) {
    let lines = page.buffer.text.split(separator: "\n", omittingEmptySubsequences: false)
    add(lines: lines.dropLast().map(String.init))
  }

  mutating func begin(_ walkthroughs: Walkthroughs) {}
  mutating func end(_ walkthroughs: Walkthroughs) {}
  mutating func add(_ chart: DayChart) {}

  mutating func add(_ ladder: PairedLadder) {
    var page = TextPage(width: TextLadder.widest, usesColor: false)
    page.add(ladder, strokes: .box)
    add(page)
  }
}

/// Writes one document for each capture; before the documents of several, a table of them.
struct DocumentWriter<Renderer: DocumentRenderer>: ReportWriter {
  private var renderer: Renderer
  /// What was written of several captures, until the table is complete: a few hundred kilobytes of each.
  private var documents = ByteBuffer()
  private var overview: CaptureOverview

  init(_ options: ReportOptions) {
    renderer = Renderer(options)
    overview = CaptureOverview(options.language.words)
  }

  mutating func begin(_ output: inout ReportOutput) throws(OutputFault) {
    renderer.beginPage()
    try renderer.hand(over: &output)
  }

  mutating func add(_ capture: ReportedCapture, to output: inout ReportOutput) throws(OutputFault) {
    let document = CaptureDocument(capture, options: renderer.options, layout: Renderer.layout)
    guard renderer.options.isOfSeveral else { return try add(document, to: &output) }
    overview.add(capture)
    var memory = ReportOutput()
    try add(document, to: &memory)
    documents.add(memory.buffer)
  }

  private mutating func add(
    _ document: CaptureDocument, to output: inout ReportOutput
  ) throws(OutputFault) {
    try renderer.add(document.blocks, to: &output)
    renderer.endDocument()
    try renderer.hand(over: &output)
  }

  mutating func end(_ output: inout ReportOutput) throws(OutputFault) {
    if overview.count > 1 {
      var table = Renderer(renderer.options)
      try table.add([.table(overview.table)], to: &output)
      try output.take(&documents)
    } else if overview.count == 1 {
      try output.take(&documents)
    }
    renderer.endPage()
    try renderer.hand(over: &output)
  }
}
