import GRDB
import Reports

extension Catalog {
  /// Stores the result on a capture and links the file to it in one transaction. A result that another scan
  /// stored meanwhile stays.
  /// - Parameter isForced: replaces an existing result.
  package func keep(_ entry: CaptureEntry, for file: FileEntry, isForced: Bool) throws(CatalogError) {
    try write { db in
      var found = try db.capture(of: entry.key)
      if let old = found, isForced {
        // In place, so that other files which have this result keep it.
        for table in ["stored_flows", "stored_notes", "stored_findings"] {
          try db.cachedStatement(sql: "DELETE FROM \(table) WHERE capture = ?").execute(arguments: [old])
        }
        try CaptureRow(id: old, entry: entry).update(db)
        try db.addRows(of: entry, to: old)
      } else if found == nil {
        try CaptureRow(id: nil, entry: entry).insert(db)
        let new = db.lastInsertedRowID
        try db.addRows(of: entry, to: new)
        found = new
      }
      try db.keep(file, capture: found)
    }
  }
}

extension Database {
  fileprivate func addRows(of entry: CaptureEntry, to capture: Int64) throws {
    for note in entry.capture.notes { try NoteRow(capture: capture, flow: nil, note: note).insert(self) }
    try entry.forEachFlow { flow in
      try FlowRow(capture: capture, flow: flow).insert(self)
      for note in flow.notes { try NoteRow(capture: capture, flow: flow.id, note: note).insert(self) }
    }
    for (number, finding) in entry.findings.enumerated() {
      try FindingRow(capture: capture, number: number, finding: finding).insert(self)
      let id = lastInsertedRowID
      let link = try cachedStatement(sql: "INSERT INTO finding_flows (finding, flow) VALUES (?, ?)")
      for flow in finding.flows { try link.execute(arguments: [id, flow]) }
    }
  }
}

private struct CaptureRow: PersistableRecord {
  static let databaseTableName = "stored_captures"

  var id: Int64?
  let entry: CaptureEntry

  func encode(to container: inout PersistenceContainer) {
    container["id"] = id
    container["sha256"] = entry.key.sha256
    container["conditions"] = entry.key.conditions.digest
    container["tool_version"] = entry.key.conditions.toolVersion
    container.add(entry.capture.row, StoredTable.captures.columns + StoredTable.policies.columns)
    container["flows"] = entry.flowCount
    container["findings"] = entry.findings.count
    container["report"] = entry.report
    container["analysed_at"] = RecordTime.now()
  }
}

private struct FlowRow: PersistableRecord {
  static let databaseTableName = "stored_flows"

  let capture: Int64
  let flow: StoredFlow

  func encode(to container: inout PersistenceContainer) {
    container["capture"] = capture
    container.add(flow.row, StoredTable.flows.columns)
  }
}

private struct FindingRow: PersistableRecord {
  static let databaseTableName = "stored_findings"

  let capture: Int64
  let number: Int
  let finding: StoredFinding

  func encode(to container: inout PersistenceContainer) {
    container["capture"] = capture
    container["number"] = number
    container.add(finding.row, StoredTable.findings.columns)
  }
}

private struct NoteRow: PersistableRecord {
  static let databaseTableName = "stored_notes"

  let capture: Int64
  let flow: Int?
  let note: StoredNote

  func encode(to container: inout PersistenceContainer) {
    container["capture"] = capture
    container["flow"] = flow
    container.add(note, StoredTable.notes.columns)
  }
}

extension PersistenceContainer {
  fileprivate mutating func add(_ row: [TableCell], _ columns: [StoredTable.Column]) {
    for (column, cell) in zip(columns, row) { self[column.name] = cell.databaseValue }
  }
}

extension TableCell {
  fileprivate var databaseValue: DatabaseValue {
    switch self {
    case .text(let text): text.databaseValue
    case .integer(let number): number.databaseValue
    case .real(let number): number.databaseValue
    case .null: .null
    }
  }
}
