extension TextRenderer {
  /// Rows of a table that is read at a glance; one whose widths are known may have any number.
  private static let rowLimit = 25

  mutating func add(_ table: Table, to output: inout ReportOutput) throws(OutputFault) {
    guard table.rows.count > 0 || !table.remarks.isEmpty else { return }
    if table.rows.count > 0 {
      separate()
      page.paragraph(table.heading, indent: 0, style: .strong)
      let isFitted = table.columns.contains { $0.width == nil }
      let count = isFitted ? min(Self.rowLimit, table.rows.count) : table.rows.count
      try addRows(of: table, count: count, isFitted: isFitted, to: &output)
      if let rest = table.rest(count) { page.paragraph(rest, indent: 2) }
    } else {
      separate()
    }
    for remark in table.remarks { page.paragraph(remark, indent: 0) }
  }

  private mutating func addRows(
    of table: Table, count: Int, isFitted: Bool, to output: inout ReportOutput
  ) throws(OutputFault) {
    var grid = TextGrid(
      table.columns.map {
        TextGrid.Column($0.title.text, isNumber: $0.isNumber, width: $0.width ?? 0)
      })
    if isFitted {
      for index in 0..<count { grid.fit(Self.texts(of: table.rows.element(index))) }
      grid.shrink(to: page.width - 2)
    } else if let flexible = table.columns.firstIndex(where: \.isFlexible) {
      grid.shrink(column: flexible, to: page.width - 2)
      if let narrowRow = table.narrowRow, grid.columns[flexible].width < Self.narrowest {
        return try addNarrowRows(of: table, narrowRow, grid, to: &output)
      }
    }
    page.line([(grid.head, .faint)], indent: 2)
    for index in 0..<count {
      let row = table.rows.element(index)
      page.line([(grid.line(Self.texts(of: row)), row.style)], indent: 2)
      try page.hand(over: &output)
    }
  }

  /// What a column needs to be of use.
  private static let narrowest = 16

  private static func texts(of row: Table.Row) -> [String] {
    row.cells.map { SafeText.shown($0.text.text, limit: .max) }
  }

  private mutating func addNarrowRows(
    of table: Table, _ narrowRow: (Int) -> Table.NarrowRow, _ grid: TextGrid, to output: inout ReportOutput
  ) throws(OutputFault) {
    let lead = grid.columns[0].width
    let indent = lead + 4
    for index in 0..<table.rows.count {
      let row = narrowRow(index)
      let text = "\(TextPage.aligned(row.lead, to: lead))  \(row.text.text)"
      let style = table.rows.element(index).style
      page.line([(text, style), ("  " + row.aside, .plain)], indent: 2)
      for line in row.lines {
        let shown = SafeText.shown(line.text, limit: .max)
        page.line([(TextPage.clippedInMiddle(shown, to: page.width - indent), .plain)], indent: indent)
      }
      try page.hand(over: &output)
    }
  }

  // MARK: Two lists

  /// How many lines of a list are shown: more than a policy usually leaves, fewer than a screen.
  private static let listLines = 12

  mutating func add(_ comparison: Comparison) {
    separate()
    page.line([(comparison.heading.text, .strong)], indent: 2)
    addLists([comparison.left, comparison.right].map { lines(of: $0, more: comparison.more) }, indent: 6)
    page.paragraph(comparison.conclusion, indent: 4)
    for addition in comparison.additions { addCommand(addition.text, lead: addition.lead, indent: 4) }
  }

  private func lines(of list: Comparison.List, more: (Int) -> Phrase) -> [String] {
    let rest = list.entries.count - Self.listLines
    return [list.heading.text] + list.entries.prefix(Self.listLines) + (rest > 0 ? [more(rest).text] : [])
  }

  /// The lists side by side where the page is wide enough, else one below the other.
  private mutating func addLists(_ lists: [[String]], indent: Int) {
    let widths = lists.map { list in list.map { DisplayWidth.columns(of: $0) }.max() ?? 0 }
    guard indent + widths[0] + 3 + widths[1] <= page.width else {
      for list in lists {
        page.line([(list[0], .faint)], indent: indent - 2)
        for entry in list.dropFirst() { page.line([(entry, .plain)], indent: indent) }
      }
      return
    }
    for row in 0..<max(lists[0].count, lists[1].count) {
      let style: TextStyle = row == 0 ? .faint : .plain
      let texts = lists.map { $0.indices.contains(row) ? $0[row] : "" }
      let left = TextPage.padded(texts[0], to: widths[0])
      page.line([(left + "   ", style), (texts[1], style)], indent: indent)
    }
  }
}
