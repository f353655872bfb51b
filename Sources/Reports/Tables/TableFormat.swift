/// One way to write a table of any columns.
package struct TableFormat: Sendable {
  /// What `--format` calls it.
  package var name: String
  /// Makes the writer of one table.
  package var writer: @Sendable (TableOptions) -> any TableWriter

  /// Every format, in the order of the documentation. A new one is a file beside this one and a line here.
  package static let all: [TableFormat] = [
    TableFormat(name: "table") { GridTableWriter($0) },
    TableFormat(name: "csv") { _ in CSVTableWriter() },
    TableFormat(name: "json") { _ in JSONTableWriter() },
  ]

  /// The format of that name; nil when there is none.
  package static func named(_ name: String) -> TableFormat? { all.first { $0.name == name } }
}

/// How a table is to look.
package struct TableOptions: Sendable {
  /// Columns that a line may take; nil for as many as it needs.
  package var width: Int?
  package var usesColor = false

  package init() {}
}

/// Writes one table, row by row.
package protocol TableWriter {
  mutating func begin(_ columns: [String], to output: inout ReportOutput) throws(OutputFault)
  /// - Parameter row: as many cells as there are columns.
  mutating func add(_ row: [TableCell], to output: inout ReportOutput) throws(OutputFault)
  mutating func end(_ output: inout ReportOutput) throws(OutputFault)
}
