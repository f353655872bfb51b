package import Analysis
package import Diagnosis
import Files

/// The columns of a catalog's table that the fields of a record fill.
package struct StoredTable: Sendable {
  package struct Column: Sendable {
    package let name: String
    /// The version of the catalog's schema that brought it.
    package let version: Int
    package let isInteger: Bool
    package let isRequired: Bool
    /// Whether JSON has a list for it, whose elements are separated by spaces in the column.
    package let isList: Bool
    /// The names of the JSON members that lead to the value.
    package let path: [String]
    /// Where JSON has a list: the column tells whether this is in it.
    package let element: String?
  }

  package let columns: [StoredTable.Column]

  package static let captures = StoredTable(StoredColumns.captures)
  package static let policies = StoredTable(StoredColumns.policies)
  package static let flows = StoredTable(StoredColumns.flows)
  package static let findings = StoredTable(StoredColumns.findings)
  package static let notes = StoredTable(StoredColumns.notes)

  private init<Record>(_ columns: [Reports.Column<Record>]) {
    self.columns = columns.compactMap { column in
      column.stored.map {
        Column(
          name: $0.name, version: $0.version, isInteger: column.type.isInteger,
          isRequired: !column.isOptional && !column.type.isNullable, isList: column.type.isList,
          path: column.path, element: $0.element)
      }
    }
  }
}

extension FieldType {
  /// Whether the catalog keeps it as a number.
  fileprivate var isInteger: Bool {
    switch self {
    case .number, .boolean: true
    case .string, .time, .code, .object, .array: false
    case .nullable(let type): type.isInteger
    }
  }

  fileprivate var isList: Bool {
    if case .array = self { true } else { false }
  }

  fileprivate var isNullable: Bool {
    if case .nullable = self { true } else { false }
  }
}

/// The columns with their values.
private enum StoredColumns {
  static let captures = stored(CaptureDescription.fields)
  static let policies = stored(PolicyInForce.fields)
  static let flows = stored(FlowRecord.fields)
  static let findings = stored(FindingRecord.fields)
  static let notes = stored(NoteRecord.fields)

  private static func stored<Record>(_ fields: [Field<Record>]) -> [Column<Record>] {
    fields.flatMap(\.columns).filter { $0.stored != nil }
  }

  static func row(of note: NoteRecord) -> [TableCell] { row(of: note, notes) }

  static func row<Record>(of record: Record, _ columns: [Column<Record>]) -> [TableCell] {
    columns.map { TableCell($0.value(record)) }
  }
}

extension TableCell {
  init(_ value: FieldValue?) {
    switch value {
    case .number(let number): self = .integer(number)
    case .real(let number): self = .real(number)
    case .flag(let flag): self = .integer(flag ? 1 : 0)
    case .text, .phrase, .span, .time, .address, .code, .list, .null, nil:
      self = value?.text.map(TableCell.text) ?? .null
    }
  }
}

/// A note as a row of ``StoredTable/notes``.
package typealias StoredNote = [TableCell]

/// One capture as a catalog keeps it.
package struct StoredCapture: Hashable, Sendable {
  /// In the order of ``StoredTable/captures``, then ``StoredTable/policies``.
  package var row: [TableCell]
  package var notes: [StoredNote]

  package init(row: [TableCell], notes: [StoredNote]) {
    (self.row, self.notes) = (row, notes)
  }

  package init(_ capture: CaptureDescription, policy: PolicyInForce) {
    row =
      StoredColumns.row(of: capture, StoredColumns.captures)
      + StoredColumns.row(of: policy, StoredColumns.policies)
    notes = capture.notes.map { StoredColumns.row(of: NoteRecord($0)) }
  }

  package mutating func add(_ note: CaptureDescription.Note) {
    notes.append(StoredColumns.row(of: NoteRecord(note)))
  }
}

/// One flow as a catalog keeps it.
package struct StoredFlow: Hashable, Sendable {
  package var id: Int
  /// By ``StoredTable/flows``.
  package var row: [TableCell]
  package var notes: [StoredNote]

  package init(id: Int, row: [TableCell], notes: [StoredNote]) {
    (self.id, self.row, self.notes) = (id, row, notes)
  }

  fileprivate init(_ flow: FlowRecord) {
    id = flow.evidence.id
    row = StoredColumns.row(of: flow, StoredColumns.flows)
    notes = flow.notes.map { StoredColumns.row(of: $0) }
  }
}

/// One finding as a catalog keeps it.
package struct StoredFinding: Hashable, Sendable {
  /// By ``StoredTable/findings``.
  package var row: [TableCell]
  /// Ids of its flows, in order.
  package var flows: [Int]

  package init(row: [TableCell], flows: [Int]) {
    (self.row, self.flows) = (row, flows)
  }

  package init(_ finding: Finding, of capture: ReportedCapture) {
    var records = FindingRecordMaker(capture)
    let record = records.record(of: finding)
    row = StoredColumns.row(of: record, StoredColumns.findings)
    flows = finding.flows
  }
}

extension ReportedCapture {
  /// Hands out flows as a catalog keeps them.
  /// - Parameter places: their places among the flows.
  package func forEachStoredFlow(
    _ places: Range<Int>, _ body: (StoredFlow) throws -> Void
  ) rethrows {
    var records = FlowRecordMaker(description, describesEvents: false)
    var events: [FlowEvent] = []
    for place in places {
      let id = ids.map { $0[place] } ?? place
      try body(StoredFlow(records.record(of: makeFlow(id, &events), store: store)))
    }
  }
}

/// Times as JSON writes them.
package enum RecordTime {
  /// This second, as RFC 3339 in UTC.
  package static func now() -> String {
    FieldValue.time(UTCTime(nanoseconds: CurrentProcess.time), digits: 0).text ?? ""
  }
}
