// MARK: Tables

extension TextRenderer {
  /// Rows of a table that is read at a glance; one whose widths are known may have any number.
  private static let rowLimit = 25
  /// What a column needs to be of use.
  private static let narrowest = 16

  func rowCount(of table: Table) -> Int {
    table.isFitted ? min(Self.rowLimit, table.rows.count) : table.rows.count
  }

  mutating func begin(_ table: Table) {
    guard table.rows.count > 0 || !table.remarks.isEmpty else { return }
    separate()
    guard table.rows.count > 0 else { return }
    if let heading = table.heading { page.paragraph(heading, indent: 0, style: .strong) }
    fit(table)
    if !isNarrow { page.line([(grid.head, .faint)], indent: 2) }
  }

  /// Makes the columns as wide as they are needed and the page allows.
  private mutating func fit(_ table: Table) {
    grid = TextGrid(
      table.columns.map {
        TextGrid.Column($0.title.text, isNumber: $0.isNumber, width: $0.width ?? 0)
      })
    isNarrow = false
    if table.isFitted {
      for index in 0..<rowCount(of: table) { grid.fit(Self.texts(of: table.rows.element(index))) }
      grid.shrink(to: page.width - 2)
    } else if let flexible = table.columns.firstIndex(where: \.isFlexible) {
      grid.shrink(column: flexible, to: page.width - 2)
      isNarrow = table.narrowed != nil && grid.columns[flexible].width < Self.narrowest
    }
  }

  mutating func add(_ row: Table.Row, of table: Table) {
    if isNarrow, let narrow = table.narrowed?(row) { return add(narrow, row.style) }
    page.line([(grid.line(Self.texts(of: row)), row.style)], indent: 2)
  }

  private static func texts(of row: Table.Row) -> [String] {
    row.cells.map { SafeText.shown($0.text.text, limit: .max) }
  }

  private mutating func add(_ row: Table.NarrowRow, _ style: TextStyle) {
    let lead = grid.columns[0].width
    let indent = lead + 4
    let text = "\(TextFitting.aligned(row.lead.text, to: lead))  \(row.text.text)"
    page.line([(text, style), ("  " + row.aside.text, .plain)], indent: 2)
    for line in row.lines {
      let shown = SafeText.shown(line.text, limit: .max)
      page.line([(TextFitting.clippedInMiddle(shown, to: page.width - indent), .plain)], indent: indent)
    }
  }

  mutating func end(_ table: Table) {
    let count = rowCount(of: table)
    if count > 0, let rest = table.rest(count) { page.paragraph(rest, indent: 2) }
    for remark in table.remarks { page.paragraph(remark, indent: 0) }
  }

  // MARK: Two lists

  /// How many lines of a list are shown: more than a policy usually leaves, fewer than a screen.
  private static let listLines = 12

  mutating func add(_ comparison: Comparison) {
    separate()
    page.line([(comparison.heading.text, .strong)], indent: 2)
    addLists([comparison.left, comparison.right].map { lines(of: $0, more: comparison.more) }, indent: 6)
    indent = 4
    page.paragraph(comparison.conclusion, indent: 4)
    for addition in comparison.additions { addCommand(addition.text, lead: addition.lead) }
    indent = nil
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
      let left = TextFitting.padded(texts[0], to: widths[0])
      page.line([(left + "   ", style), (texts[1], style)], indent: indent)
    }
  }
}

// MARK: Flows

extension TextRenderer {
  mutating func add(_ walkthrough: Walkthrough) {
    separate()
    if walkthrough.form == .whole {
      add(walkthrough.ladder)
      page.blankLine()
      return addEvents(of: walkthrough)
    }
    let ends = walkthrough.ends
    page.paragraph(
      "\(walkthrough.heading): \(ends.client) -> \(ends.server) (Wireshark: \(ends.filter))", indent: 2,
      style: .strong)
    if options.drawsLadders { add(walkthrough.ladder) } else { addEvents(of: walkthrough) }
    add(walkthrough.notes.map { Item(text: $0) })
  }

  mutating func add(_ ladder: Ladder) {
    page.add(ladder, strokes: options.usesASCII ? .ascii : .box)
  }

  mutating func add(_ ladder: PairedLadder) {
    separate()
    page.add(ladder, strokes: options.usesASCII ? .ascii : .box)
  }

  /// Columns that labels are filled up to: those of the messages with the most to say. Longer ones push what
  /// follows to the right.
  private static let labelWidth = 11

  private mutating func addEvents(of walkthrough: Walkthrough) {
    let frame = max(5, String(walkthrough.events.map(\.frame).max() ?? 0).count)
    let sender = DisplayWidth.widest(walkthrough.senders)
    for event in walkthrough.events {
      let lead = [
        TextFitting.aligned(String(event.frame), to: frame), event.time.text,
        TextFitting.padded(event.sender.text, to: sender),
      ].joined(separator: "  ")
      add(event, lead: lead)
    }
  }

  private mutating func add(_ event: Walkthrough.Event, lead: String) {
    let label = event.label.text
    let padding = max(0, Self.labelWidth - DisplayWidth.columns(of: label))
    let first = (text: "  \(lead)  \(label)\(String(repeating: " ", count: padding))", style: event.style)
    let column = DisplayWidth.columns(of: first.text) + 2
    if page.width - column >= 24 || event.detail.isEmpty {
      return page.paragraph(event.detail, indent: event.detail.isEmpty ? 0 : column, first: first)
    }
    page.line([first])
    page.paragraph(event.detail, indent: 9)
  }
}
