import GRDB
import Reports

extension Catalog {
  /// Imports another catalog, such as that of another shard. Existing results stay.
  ///
  /// Each capture is imported whole or not at all, files without a result last.
  /// - Returns: how many captures were new.
  package func merge(
    _ other: Catalog, shouldStop: () -> Bool
  ) throws(CatalogError) -> Int {
    try adopt(other.read { try $0.redaction() }, of: other)
    let captures = try other.read { db in
      try Int64.fetchAll(
        db, sql: "SELECT id FROM stored_captures WHERE id IN (SELECT capture FROM files) ORDER BY id")
    }
    var new = 0
    do {
      try queue.inDatabase { db in try db.execute(sql: "ATTACH DATABASE ? AS other", arguments: [other.path])
      }
    } catch {
      throw CatalogError(error, at: path)
    }
    defer { try? queue.inDatabase { try $0.execute(sql: "DETACH DATABASE other") } }
    for capture in captures where !shouldStop() {
      if try write({ try $0.takeOver(capture) }) { new += 1 }
    }
    if !shouldStop() { try write { try $0.takeOverFiles() } }
    return new
  }
}

extension Catalog {
  /// Results with and without pseudonyms, or of two keys, are not mixed; an empty catalog becomes what the other is.
  private func adopt(_ redaction: Int32, of other: Catalog) throws(CatalogError) {
    if try write({ try $0.adopt(redaction: redaction) }) { return }
    throw CatalogError(.otherPseudonyms(isRedacted: redaction != 0), path: other.path)
  }
}

extension Database {
  fileprivate func takeOver(_ capture: Int64) throws -> Bool {
    let columns = try columnList("stored_captures", without: ["id"])
    try execute(
      sql:
        "INSERT OR IGNORE INTO main.stored_captures (\(columns)) SELECT \(columns) FROM other.stored_captures WHERE id = ?",
      arguments: [capture])
    let isNew = changesCount > 0
    let own = lastInsertedRowID
    if isNew {
      for table in ["stored_flows", "stored_notes"] {
        let columns = try columnList(table, without: ["capture"])
        try execute(
          sql:
            "INSERT INTO main.\(table) (capture, \(columns)) SELECT ?, \(columns) FROM other.\(table) WHERE capture = ?",
          arguments: [own, capture])
      }
      let columns = try columnList("stored_findings", without: ["id", "capture"])
      try execute(
        sql: """
          INSERT INTO main.stored_findings (capture, \(columns))
          SELECT ?, \(columns) FROM other.stored_findings WHERE capture = ? ORDER BY number
          """, arguments: [own, capture])
      try execute(
        sql: """
          INSERT INTO main.finding_flows (finding, flow)
          SELECT mine.id, f.flow FROM other.finding_flows f JOIN other.stored_findings o ON o.id = f.finding
          JOIN main.stored_findings mine ON mine.capture = ? AND mine.number = o.number WHERE o.capture = ?
          """, arguments: [own, capture])
    }
    try takeOverFiles("WHERE f.capture = \(capture)")
    return isNew
  }

  fileprivate func takeOverFiles(_ condition: String = "WHERE f.capture IS NULL") throws {
    let columns = try columnList("files", without: ["capture"])
    let theirs = columns.split(separator: ", ").map { "f.\($0)" }.joined(separator: ", ")
    try execute(
      sql: """
        INSERT OR REPLACE INTO main.files (\(columns), capture)
        SELECT \(theirs), mine.id FROM other.files f LEFT JOIN other.stored_captures c ON c.id = f.capture
        LEFT JOIN main.stored_captures mine ON mine.sha256 = c.sha256 AND mine.conditions = c.conditions
        \(condition) AND NOT EXISTS (SELECT 1 FROM main.files m WHERE m.name = f.name AND m.seen_at > f.seen_at)
        """)
  }

  private func columnList(_ table: String, without left: [String]) throws -> String {
    try columns(in: table, in: "main").map(\.name).filter { !left.contains($0) }.joined(separator: ", ")
  }
}
