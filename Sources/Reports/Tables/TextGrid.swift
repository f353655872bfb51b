/// Rows in columns of text, each as wide as its cells.
struct TextGrid {
  /// A column's heading, and whether its numbers are right-aligned.
  struct Column {
    var head: String
    var isNumber: Bool
    /// What it needs at the least when the line is too short for all.
    fileprivate(set) var width: Int

    init(_ head: String, isNumber: Bool = false, width: Int = 0) {
      (self.head, self.isNumber) = (head, isNumber)
      self.width = max(width, DisplayWidth.columns(of: head))
    }
  }

  private(set) var columns: [Column]
  private let gap = 2

  init(_ columns: [Column]) {
    self.columns = columns
  }

  /// Makes the columns wide enough for a row.
  mutating func fit(_ row: [String]) {
    for (index, cell) in row.enumerated() where index < columns.count {
      columns[index].width = max(columns[index].width, DisplayWidth.columns(of: cell))
    }
  }

  /// Makes the widest columns narrower until a line has at most so many columns, or none has more than a few.
  mutating func shrink(to width: Int) {
    while total > width, let widest = columns.indices.max(by: { columns[$0].width < columns[$1].width }),
      columns[widest].width > Self.narrowest
    {
      columns[widest].width -= 1
    }
  }

  /// Makes one column narrower until a line has at most so many columns.
  mutating func shrink(column: Int, to width: Int) {
    columns[column].width -= max(0, total - width)
  }

  /// What a shortened column keeps.
  private static let narrowest = 8

  private var total: Int { columns.reduce(0) { $0 + $1.width } + gap * max(0, columns.count - 1) }

  var head: String { line(columns.map(\.head)) }

  /// - Parameter clips: shortens what is too long for its column; else the line becomes longer.
  func line(_ row: [String], clips: Bool = true) -> String {
    var cells: [String] = []
    for (column, cell) in zip(columns, row) {
      let isTooLong = DisplayWidth.columns(of: cell) > column.width
      if isTooLong && !clips {
        cells.append(cell)
      } else {
        cells.append(
          column.isNumber
            ? TextFitting.aligned(cell, to: column.width) : TextFitting.padded(cell, to: column.width))
      }
    }
    var line = cells.joined(separator: String(repeating: " ", count: gap))
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }
}
