import Files
import GRDB
import Reports

/// The results of scans, in one SQLite file.
///
/// A capture is written in one transaction with its flows, findings and notes. Several tasks and programs may
/// write at once.
package struct Catalog: Sendable {
  package let path: String
  let queue: DatabaseQueue

  /// What the header of the file says it is (sqlite.org/pragma.html#pragma_application_id): "wsus".
  static let applicationID: Int32 = 0x7773_7573
  /// Seconds that a writer waits for others: each locks the file for one capture only.
  private static let busyTimeout = 60.0
  /// Attempts to open a file that another program is just creating, and the milliseconds between them.
  private static let attempts = 20
  private static let millisecondsBetweenAttempts = 50

  package init(path: String) throws(CatalogError) {
    self.path = path
    queue = try Self.open(path, attempts: Self.attempts)
  }

  /// - Parameter redaction: identifies the key of the pseudonyms that results have instead of names; 0 for results
  ///   without pseudonyms.
  /// - Throws: `.otherPseudonyms` when the catalog has results of another kind: no catalog shows the same host under two
  ///   names, or one under its own name beside pseudonyms.
  package init(path: String, redaction: Int32) throws(CatalogError) {
    try self.init(path: path)
    if try write({ try $0.adopt(redaction: redaction) }) { return }
    throw CatalogError(.otherPseudonyms(isRedacted: try isRedacted()), path: path)
  }

  package init(reading path: String) throws(CatalogError) {
    self.path = path
    do {
      try Self.requireFile(path)
      var configuration = Self.configuration
      configuration.readonly = true
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.read { try CatalogCheck.run($0, isWritten: false) }
    } catch {
      throw CatalogError(reading: error, at: path)
    }
  }

  /// - Throws: `.otherPseudonyms` when its results have pseudonyms, so that lines of another run do not fit.
  package func requireNames() throws(CatalogError) {
    if try isRedacted() { throw CatalogError(.otherPseudonyms(isRedacted: true), path: path) }
  }

  /// - Throws: `.otherPseudonyms` when its results have no pseudonyms.
  package func requirePseudonyms() throws(CatalogError) {
    if try !isRedacted() { throw CatalogError(.otherPseudonyms(isRedacted: false), path: path) }
  }

  /// Whether its results have pseudonyms in place of names.
  package func isRedacted() throws(CatalogError) -> Bool { try read { try $0.redaction() != 0 } }

  private static func requireFile(_ path: String) throws(CatalogError) {
    do throws(FileError) {
      if try FileStatus(of: PathName(path)).kind == .regular { return }
    } catch {
      throw CatalogError(error.isNotFound ? .noSuchCatalog : .cannotBeOpened(error.text))
    }
    throw CatalogError(.notAFile)
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.endsOnInterruption(busyTimeout: busyTimeout)
    configuration.label = "wsuscap"
    return configuration
  }

  private static func open(_ path: String, attempts: Int) throws(CatalogError) -> DatabaseQueue {
    do {
      return try open(path)
    } catch {
      guard attempts > 1, isConflict(error) else { throw CatalogError(error, at: path) }
    }
    guard Interruption.pause(milliseconds: millisecondsBetweenAttempts) else {
      throw CatalogError(.locked, path: path)
    }
    return try open(path, attempts: attempts - 1)
  }

  private static func open(_ path: String) throws -> DatabaseQueue {
    var configuration = configuration
    // Readers see the last finished capture while the next one is written.
    configuration.journalMode = .wal
    configuration.prepareDatabase { db in
      // In this mode a killed program loses nothing, and a power failure at most the last captures, whole ones: the next
      // run analyses them again. FULL would wait for the disk after each capture.
      try db.execute(sql: "PRAGMA synchronous = NORMAL")
    }
    try checkBeforeWriting(path)
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.write { db in
      try CatalogCheck.run(db, isWritten: true)
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    }
    try CatalogSchema.migrator.migrate(queue)
    return queue
  }

  /// What is refused stays as it is: opening a database for writing changes it already.
  private static func checkBeforeWriting(_ path: String) throws {
    guard let size = try? FileStatus(of: PathName(path)).size, size > 0 else { return }
    var configuration = configuration
    configuration.readonly = true
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.read { try CatalogCheck.run($0, isWritten: true) }
    try queue.close()
  }

  /// Whether two programs are creating the same file at once: then each meets locks, and tables that the other has just
  /// made.
  private static func isConflict(_ error: any Error) -> Bool {
    guard let code = (error as? DatabaseError)?.resultCode else { return false }
    let codes: [ResultCode] = [
      .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_SCHEMA, .SQLITE_ERROR, .SQLITE_CONSTRAINT,
    ]
    return codes.contains(code)
  }

  /// Whether a file is a database of SQLite, by its first bytes (sqlite.org/fileformat2.html, section 1.3.1).
  package static func isDatabase(_ path: String) -> Bool {
    var start = [UInt8](repeating: 0, count: 16)
    do throws(FileError) {
      let file = try InputFile(PathName(path), waits: false)
      guard try file.status().kind == .regular else { return false }
      return try file.read(into: &start) == 16 && start == Array("SQLite format 3\0".utf8)
    } catch {
      return false
    }
  }

  /// Moves everything into the one file and closes it. Unless another program has it open, it can then be read where nothing
  /// can be written: without write-ahead log, SQLite makes no file beside it (sqlite.org/wal.html#readonly).
  package func close() {
    try? queue.writeWithoutTransaction { db in
      _ = try db.checkpoint(.truncate)
      // Who has it open may take hours.
      try db.execute(sql: "PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE")
    }
    try? queue.close()
  }

  func read<Value>(_ body: (Database) throws -> Value) throws(CatalogError) -> Value {
    do {
      return try queue.read(body)
    } catch {
      throw CatalogError(error, at: path)
    }
  }

  func write<Value>(_ body: (Database) throws -> Value) throws(CatalogError) -> Value {
    do {
      return try queue.write(body)
    } catch {
      throw CatalogError(error, at: path)
    }
  }
}

extension Database {
  /// What identifies the key of the pseudonyms in a catalog; 0 without pseudonyms (sqlite.org/pragma.html#pragma_user_version).
  func redaction() throws -> Int32 { try Int32.fetchOne(self, sql: "PRAGMA user_version") ?? 0 }

  /// Makes an empty catalog one of these pseudonyms; false when it has results of another kind.
  func adopt(redaction: Int32) throws -> Bool {
    if try self.redaction() == redaction { return true }
    guard try FileEntry.fetchCount(self) == 0 else { return false }
    try execute(sql: "PRAGMA user_version = \(redaction)")
    return true
  }
}
