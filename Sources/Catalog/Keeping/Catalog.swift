import GRDB
import Reports

/// The results of scans, in one SQLite file.
///
/// A capture is kept in one transaction with its flows, findings and notes, so that whatever ends the program leaves it
/// whole or absent. Several threads and several programs may keep captures at once; they take turns.
package struct Catalog: Sendable {
  /// As the user named it.
  package let path: String
  let queue: DatabaseQueue

  /// What the header of the file says it is (sqlite.org/pragma.html#pragma_application_id): "wsus".
  static let applicationID: Int32 = 0x7773_7573
  /// Seconds that a writer waits for others: each holds the file for one capture only.
  private static let patience = 60.0
  /// Times that an opening is tried which another program's first opening of the same file disturbs.
  private static let openings = 20

  /// Opens a catalog to keep captures in, and makes it when it is not there.
  package init(path: String) throws(CatalogFault) {
    self.path = path
    var opened: DatabaseQueue?
    var attempt = 1
    while opened == nil {
      do {
        opened = try Self.open(path)
      } catch let fault as CatalogFault {
        throw fault
      } catch {
        attempt += 1
        if attempt > Self.openings || !Self.isDisturbed(error) { throw CatalogFault(error) }
        Pause.milliseconds(50)
      }
    }
    guard let opened else { throw CatalogFault(.unwritable, "cannot be opened") }
    queue = opened
  }

  /// Opens a catalog that is there, to read only.
  package init(reading path: String) throws(CatalogFault) {
    self.path = path
    if let fault = Self.absence(of: path) { throw fault }
    do {
      var configuration = Self.configuration
      configuration.readonly = true
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.read { try Self.check($0) }
      self.queue = queue
    } catch let fault as CatalogFault {
      throw fault
    } catch {
      let fault = CatalogFault(error)
      throw fault.kind == .unwritable ? CatalogFault(.unreadable, fault.message, advice: fault.advice) : fault
    }
  }

  private static func absence(of path: String) -> CatalogFault? {
    do throws(SystemFault) {
      let state = try FileState(of: PathName(path))
      if state.kind == .regular { return nil }
      return CatalogFault(.unreadable, "is no file", advice: "name a catalog with --catalog")
    } catch {
      return error.isNotFound
        ? CatalogFault(
          .notFound, "no such catalog", advice: "name one with --catalog, or make one with wsuscap scan")
        : CatalogFault(
          .unreadable, "cannot be opened: \(error.text)", advice: "check the path and the permissions")
    }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    configuration.label = "wsuscap"
    return configuration
  }

  private static func open(_ path: String) throws -> DatabaseQueue {
    var configuration = configuration
    // Readers see the last finished capture while the next is written.
    configuration.journalMode = .wal
    configuration.prepareDatabase { db in
      // In this mode a killed program loses nothing, and a power failure at most the last captures, whole ones: the
      // next run finds them missing and goes on there. FULL would cost a wait for the disk a capture.
      try db.execute(sql: "PRAGMA synchronous = NORMAL")
    }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.write { try check($0) }
    let migrator = CatalogSchema.migrator
    if try queue.read({ try migrator.hasBeenSuperseded($0) }) {
      throw CatalogFault(
        .notACatalog, "was made by a newer version",
        advice: "use that version, or name another file with --catalog")
    }
    try migrator.migrate(queue)
    return queue
  }

  /// Refuses a database that another program made.
  private static func check(_ db: Database) throws {
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    let number = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    if db.configuration.readonly ? number != applicationID : tables > 0 && number != applicationID {
      throw CatalogFault(
        .notACatalog, "is a database, but no catalog", advice: "name another file with --catalog")
    }
    if number != applicationID { try db.execute(sql: "PRAGMA application_id = \(applicationID)") }
  }

  /// Two programs that make the same file at once meet locks, and tables that the other has just made.
  private static func isDisturbed(_ error: any Error) -> Bool {
    guard let error = error as? DatabaseError else { return false }
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_SCHEMA, .SQLITE_ERROR, .SQLITE_CONSTRAINT: return true
    default: return false
    }
  }

  /// Whether a file is a database of SQLite, by its first bytes (sqlite.org/fileformat2.html, section 1.3.1).
  package static func isDatabase(_ path: String) -> Bool {
    var start = [UInt8](repeating: 0, count: 16)
    do throws(SystemFault) {
      let file = try OpenFile(PathName(path))
      guard try file.state().kind == .regular else { return false }
      return try file.read(into: &start) == 16 && start == Array("SQLite format 3\0".utf8)
    } catch {
      return false
    }
  }

  /// Puts everything into the one file and closes it; a catalog that somebody else reads stays as it is.
  package func close() {
    _ = try? queue.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    try? queue.close()
  }

  /// Reads in one transaction.
  func read<Value>(_ body: (Database) throws -> Value) throws(CatalogFault) -> Value {
    do {
      return try queue.read(body)
    } catch let fault as CatalogFault {
      throw fault
    } catch {
      throw CatalogFault(error)
    }
  }

  /// Writes in one transaction: all of it or nothing.
  func write<Value>(_ body: (Database) throws -> Value) throws(CatalogFault) -> Value {
    do {
      return try queue.write(body)
    } catch let fault as CatalogFault {
      throw fault
    } catch {
      throw CatalogFault(error)
    }
  }
}
