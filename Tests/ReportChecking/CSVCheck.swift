/// Reads a table of comma-separated values (RFC 4180) and tells what a spreadsheet would act on.
package struct CSVCheck {
  package private(set) var faults: [String] = []
  /// Every record, the head first.
  package private(set) var rows: [[String]] = []

  package init(_ table: String) {
    // A byte order mark tells some spreadsheets that it is UTF-8.
    let start = table.unicodeScalars.first == "\u{feff}" ? 1 : 0
    let text = String(table.unicodeScalars.dropFirst(start))
    faults = ControlCheck.faults(in: text.replacing("\r\n", with: "\n"))
    read(Array(text.unicodeScalars))
    for (number, row) in rows.enumerated() {
      if row.count != rows[0].count { faults.append("row \(number): \(row.count) cells of \(rows[0].count)") }
      for cell in row where Self.isFormula(cell) {
        faults.append("row \(number): formula \(cell.prefix(60))")
      }
    }
  }

  /// What a spreadsheet computes, or may take for the start of it; a plain number is none.
  private static func isFormula(_ cell: String) -> Bool {
    guard let first = cell.unicodeScalars.first, "=+-@\t\r\n".unicodeScalars.contains(first) else {
      return false
    }
    return Double(cell) == nil
  }

  private mutating func read(_ scalars: [Unicode.Scalar]) {
    var row: [String] = []
    var cell = ""
    var index = 0
    while index < scalars.count {
      if scalars[index] == "\"", cell.isEmpty {
        index = readQuoted(scalars, index + 1, into: &cell)
        let isEnd = index == scalars.count || [",", "\r", "\n"].contains(scalars[index])
        if !isEnd { faults.append("text follows the quotation mark of \(cell.prefix(60))") }
        continue
      }
      switch scalars[index] {
      case ",":
        row.append(cell)
        cell = ""
      case "\r" where index + 1 < scalars.count && scalars[index + 1] == "\n": break
      case "\n":
        rows.append(row + [cell])
        (row, cell) = ([], "")
      case "\"": faults.append("a quotation mark within \(cell.prefix(60))")
      default: cell.unicodeScalars.append(scalars[index])
      }
      index += 1
    }
    if !row.isEmpty || !cell.isEmpty { faults.append("the last row has no end") }
  }

  private mutating func readQuoted(_ scalars: [Unicode.Scalar], _ start: Int, into cell: inout String) -> Int
  {
    var index = start
    while index < scalars.count {
      if scalars[index] == "\"" {
        guard index + 1 < scalars.count, scalars[index + 1] == "\"" else { return index + 1 }
        index += 1
      }
      cell.unicodeScalars.append(scalars[index])
      index += 1
    }
    faults.append("a quotation mark has no pair")
    return index
  }
}
