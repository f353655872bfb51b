/// A table as an array of objects, one a line, whose members are the columns.
struct JSONTableWriter: TableWriter {
  private var json = JSONText()
  private var columns: [String] = []

  mutating func begin(_ columns: [String], to output: inout ReportOutput) throws(OutputFault) {
    self.columns = columns
    json.openArray()
    try hand(over: &output)
  }

  mutating func add(_ row: [TableCell], to output: inout ReportOutput) throws(OutputFault) {
    json.breakLine()
    json.openObject()
    for (name, cell) in zip(columns, row) {
      json.key(named: name)
      switch cell {
      case .text(let text): json.value(text)
      case .integer(let number): json.value(number)
      case .real(let number) where number.isFinite: json.value(real: number)
      case .real, .null: json.null()
      }
    }
    json.closeObject()
    try hand(over: &output)
  }

  mutating func end(_ output: inout ReportOutput) throws(OutputFault) {
    json.closeArray()
    json.buffer.add("\n")
    try hand(over: &output)
  }

  private mutating func hand(over output: inout ReportOutput) throws(OutputFault) {
    output.buffer.add(json.buffer)
    json.buffer.removeAll()
    try output.flushFullBlock()
  }
}

extension JSONText {
  /// A number that is no integer, and finite: Swift writes it as JSON does.
  fileprivate mutating func value(real number: Double) {
    fragment(Phrase(number.description).buffer)
  }
}
