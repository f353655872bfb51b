/// One way to write a table of any columns.
package struct TableFormat: NamedFormat {
  /// What `--format` calls it.
  package var name: String
  /// Makes the writer of one table.
  package var writer: @Sendable (TableOptions) -> any TableWriter

  /// Every format, in the order of the documentation. A new one is a writer and a line here.
  package static let all: [TableFormat] = [
    TableFormat(name: "table") { GridTableWriter($0) },
    TableFormat(name: "csv") { CSVTableWriter($0) },
    TableFormat(name: "json") { _ in JSONTableWriter() },
  ]
}

/// How a table is to look.
package struct TableOptions: Sendable {
  /// Columns that a line may take; nil for as many as it needs.
  package var width: Int?
  package var usesColor = false
  /// Begins CSV with a UTF-8 byte order mark.
  package var marksUTF8 = false

  package init() {}
}

/// Writes one table, row by row.
package protocol TableWriter {
  mutating func begin(_ columns: [String], to output: inout ReportOutput) throws(OutputFault)
  /// - Parameter row: as many cells as there are columns.
  mutating func add(_ row: [TableCell], to output: inout ReportOutput) throws(OutputFault)
  mutating func end(_ output: inout ReportOutput) throws(OutputFault)
}

/// One value of a table's row.
package enum TableCell: Hashable, Sendable {
  case text(String)
  case integer(Int64)
  case real(Double)
  case null

  /// As a person reads it; nothing for null.
  var shown: String {
    switch self {
    case .text(let text): SafeText.shown(text, limit: .max)
    case .integer(let number): String(number)
    case .real(let number): String(number)
    case .null: ""
    }
  }

  var isNumber: Bool {
    switch self {
    case .integer, .real: true
    case .text, .null: false
    }
  }
}

/// A table as CSV (RFC 4180) with the names of the columns in its first line.
struct CSVTableWriter: TableWriter {
  private let marksUTF8: Bool
  private var table = CSVWriter()

  init(_ options: TableOptions) {
    marksUTF8 = options.marksUTF8
  }

  mutating func begin(_ columns: [String], to output: inout ReportOutput) throws(OutputFault) {
    if marksUTF8 { table.addByteOrderMark() }
    for name in columns { table.add(name, limit: .max) }
    try end(row: &output)
  }

  mutating func add(_ row: [TableCell], to output: inout ReportOutput) throws(OutputFault) {
    for cell in row {
      switch cell {
      case .text(let text): table.add(text, limit: .max)
      case .integer(let number): table.add(number)
      case .real(let number): table.add(number)
      case .null: table.addEmpty()
      }
    }
    try end(row: &output)
  }

  mutating func end(_ output: inout ReportOutput) throws(OutputFault) {
    try output.take(&table.buffer)
  }

  private mutating func end(row output: inout ReportOutput) throws(OutputFault) {
    table.endRow()
    try output.takeBlock(&table.buffer)
  }
}

/// A table as an array of objects, one a line, whose members are the columns.
struct JSONTableWriter: TableWriter {
  private var json = JSONWriter()
  private var columns: [String] = []

  mutating func begin(_ columns: [String], to output: inout ReportOutput) {
    self.columns = columns
    json.openArray()
  }

  mutating func add(_ row: [TableCell], to output: inout ReportOutput) throws(OutputFault) {
    json.breakLine()
    json.openObject()
    for (name, cell) in zip(columns, row) {
      json.key(named: name)
      switch cell {
      case .text(let text): json.value(text)
      case .integer(let number): json.value(number)
      case .real(let number) where number.isFinite: json.value(.real(number))
      case .real, .null: json.value(.null)
      }
    }
    json.closeObject()
    try output.takeBlock(&json.buffer)
  }

  mutating func end(_ output: inout ReportOutput) throws(OutputFault) {
    json.closeArray()
    json.endLine()
    try output.take(&json.buffer)
  }
}
