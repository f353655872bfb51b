/// A table as CSV (RFC 4180) with the names of the columns in its first line; formulas are made harmless.
struct CSVTableWriter: TableWriter {
  private var table = CSVTable()

  mutating func begin(_ columns: [String], to output: inout ReportOutput) throws(OutputFault) {
    for name in columns { table.add(name, limit: .max) }
    try end(row: &output)
  }

  mutating func add(_ row: [TableCell], to output: inout ReportOutput) throws(OutputFault) {
    for cell in row {
      switch cell {
      case .text(let text): table.add(text, limit: .max)
      case .integer(let number): table.add(number)
      case .real(let number): table.add(plain: String(number))
      case .null: table.addEmpty()
      }
    }
    try end(row: &output)
  }

  mutating func end(_ output: inout ReportOutput) {}

  private mutating func end(row output: inout ReportOutput) throws(OutputFault) {
    table.endRow()
    output.buffer.add(table.buffer)
    table.buffer.removeAll()
    try output.flushFullBlock()
  }
}
