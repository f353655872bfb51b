/// A table as an array of objects, one a line, whose members are the columns.
struct JSONTableWriter: TableWriter {
  private var json = JSONText()
  /// The names as JSON strings: they are anybody's, unlike the keys of a report.
  private var columns: [String] = []

  mutating func begin(_ columns: [String], to output: inout ReportOutput) throws(OutputFault) {
    self.columns = columns.map { name in
      var quoted = ByteBuffer()
      quoted.addQuoted(name)
      return String(quoted.text.dropFirst().dropLast())
    }
    json.openArray()
    try hand(over: &output)
  }

  mutating func add(_ row: [TableCell], to output: inout ReportOutput) throws(OutputFault) {
    json.breakLine()
    json.openObject()
    for (name, cell) in zip(columns, row) {
      switch cell {
      case .text(let text): json.member(name, text)
      case .integer(let number): json.member(name, number)
      case .real(let number) where number.isFinite:
        json.key(name)
        json.value(real: number)
      case .real, .null:
        json.key(name)
        json.null()
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
