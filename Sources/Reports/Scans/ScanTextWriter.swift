/// The summary of a scan as text.
struct ScanTextWriter {
  private let language: Words
  private var page: TextPage

  static func write(_ summary: ScanSummary, options: ReportOptions) -> ByteBuffer {
    let language = options.language.words
    var writer = ScanTextWriter(
      language: language, page: TextPage(width: options.width, usesColor: options.usesColor))
    writer.add(summary)
    return writer.page.take()
  }

  private init(language: Words, page: TextPage) {
    (self.language, self.page) = (language, page)
  }

  /// Rows of a table: what is read at a glance.
  private static let lineLimit = 25

  private mutating func add(_ summary: ScanSummary) {
    let totals = language.scan(
      .totals(captures: summary.captures, flows: summary.flows, findings: summary.findings))
    page.line([(totals.text, .strong)])
    for sentence in summary.sentences(language) { page.paragraph(sentence, indent: 2) }
    for table in ScanTable.tables(of: summary, language) { add(table) }
  }

  private mutating func add(_ table: ScanTable) {
    var grid = TextGrid(
      table.columns.map { TextGrid.Column(language.scan(.column($0.column)).text, isNumber: $0.isNumber) })
    let rows = table.rows.prefix(Self.lineLimit).map { $0.map { SafeText.shown($0, limit: .max) } }
    for row in rows { grid.fit(row) }
    grid.shrink(to: page.width - 2)
    page.blankLine()
    page.line([(language.scan(.heading(table.heading)).text, .strong)])
    page.line([(grid.head, .faint)], indent: 2)
    for row in rows { page.line([(grid.line(row), .plain)], indent: 2) }
    if let more = table.more(shown: rows.count, language) { page.paragraph(more, indent: 2) }
  }
}
