/// A table for people: columns as wide as their first cells.
struct GridTableWriter: TableWriter {
  private let options: TableOptions
  private var names: [String] = []
  /// The first rows, until the widths are known.
  private var waiting: [[TableCell]] = []
  private var grid: TextGrid?

  /// Rows that decide how wide columns are: a few screens.
  private static let fittedRows = 500

  init(_ options: TableOptions) {
    self.options = options
  }

  mutating func begin(_ columns: [String], to output: inout ReportOutput) {
    names = columns.map { SafeText.shown($0, limit: .max) }
  }

  mutating func add(_ row: [TableCell], to output: inout ReportOutput) throws(OutputFault) {
    if let grid { return try write(row, grid, &output) }
    waiting.append(row)
    if waiting.count == Self.fittedRows { try settle(&output) }
  }

  mutating func end(_ output: inout ReportOutput) throws(OutputFault) {
    if grid == nil { try settle(&output) }
  }

  private mutating func settle(_ output: inout ReportOutput) throws(OutputFault) {
    var grid = TextGrid(
      names.enumerated().map { place, name in
        TextGrid.Column(
          name,
          isNumber: waiting.contains { $0[place].isNumber }
            && waiting.allSatisfy { $0[place].isNumber || $0[place] == .null })
      })
    for row in waiting { grid.fit(row.map(\.shown)) }
    if let width = options.width { grid.shrink(to: width) }
    self.grid = grid
    let head = options.usesColor ? "\u{1b}[2m\(grid.head)\u{1b}[0m" : grid.head
    output.buffer.add(head + "\n")
    for row in waiting { try write(row, grid, &output) }
    waiting = []
  }

  private func write(
    _ row: [TableCell], _ grid: TextGrid, _ output: inout ReportOutput
  ) throws(OutputFault) {
    output.buffer.add(grid.line(row.map(\.shown), clips: options.width != nil) + "\n")
    try output.flushFullBlock()
  }
}
