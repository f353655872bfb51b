import Dispatch
import Files
import GRDB
package import Reports

extension Catalog {
  /// Writes the rows of a view by its name, or of one SELECT.
  /// - Parameters:
  /// - timeout: the seconds that it may take; nil for any number.
  /// - memoryLimit: the bytes that SQLite may use, in the whole program.
  /// - shouldStop: asked once a row; true ends the reading.
  /// - Throws: ``CatalogError`` or the error of the output.
  package func query(
    _ words: String, timeout: Double? = nil, memoryLimit: Int = queryMemory, to writer: inout any TableWriter,
    _ output: inout ReportOutput, shouldStop: () -> Bool
  ) throws {
    let timer = timeout.map(interrupt)
    defer { timer?.cancel() }
    do {
      let sql = try Self.sql(words)
      try queue.read { db in
        try db.execute(sql: "PRAGMA hard_heap_limit = \(memoryLimit)")
        let statement = try Self.statement(sql, db)
        let rows = try Row.fetchCursor(statement)
        try writer.begin(statement.columnNames, to: &output)
        while !shouldStop(), let row = try rows.next() {
          try writer.add(row.databaseValues.map(TableCell.init), to: &output)
        }
        try writer.end(&output)
      }
    } catch {
      guard error is DatabaseError || error is CatalogError else { throw error }
      switch (error as? DatabaseError)?.resultCode {
      case .SQLITE_INTERRUPT?:
        throw CatalogError(reading: CatalogError(.slowQuery(seconds: timeout ?? 0)), at: path)
      case .SQLITE_NOMEM?:
        throw CatalogError(reading: CatalogError(.largeQuery(limit: memoryLimit)), at: path)
      default: throw CatalogError(reading: error, at: path)
      }
    }
  }

  /// Bytes that SQLite may use for a query. Sorting goes to temporary files before, so only a value may be as large.
  package static let queryMemory = 256 << 20

  /// Ends what SQLite does after some seconds.
  private func interrupt(after seconds: Double) -> any DispatchSourceTimer {
    let timer = DispatchSource.makeTimerSource()
    timer.schedule(deadline: .now() + seconds)
    timer.setEventHandler { [queue] in queue.interrupt() }
    timer.resume()
    return timer
  }

  private static func statement(_ sql: String, _ db: Database) throws -> Statement {
    do {
      let statements = try db.allStatements(sql: sql)
      guard let statement = try statements.next(), statement.isReadonly else {
        throw CatalogError(.notASelect)
      }
      if try statements.next() != nil {
        throw CatalogError(.severalQueries)
      }
      return statement
    } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
      let message = error.message ?? ""
      let place = SyntaxErrorPlace(of: message, in: sql) { text in
        do { _ = try db.makeStatement(sql: text) } catch { return (error as? DatabaseError)?.message }
        return nil
      }
      throw CatalogError(.invalidQuery(message, place: place.map { QueryPlace(sql: sql, offset: $0.offset) }))
    }
  }

  /// The statement of the words. The first must be SELECT or similar: VACUUM INTO and ATTACH are read-only
  /// but write other files.
  private static func sql(_ words: String) throws(CatalogError) -> String {
    if let view = CatalogView.all.first(where: { $0.name == words }) { return "SELECT * FROM \(view.name)" }
    let first = words.prefix { !$0.isWhitespace && $0 != "(" && $0 != "*" }.uppercased()
    if ["SELECT", "WITH", "VALUES", "EXPLAIN"].contains(first) { return words }
    if words.contains(where: \.isWhitespace) { throw CatalogError(.notASelect) }
    throw CatalogError(.noSuchView(words))
  }
}

extension TableCell {
  fileprivate init(_ value: DatabaseValue) {
    switch value.storage {
    case .null: self = .null
    case .int64(let number): self = .integer(number)
    case .double(let number): self = .real(number)
    case .string(let text): self = .text(text)
    // The names of files, which need not be text.
    case .blob(let data): self = .text(PathName(bytes: Array(data)).shown)
    }
  }
}
