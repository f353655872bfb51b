import Foundation
import GRDB
import Reports

/// One file that a scan met, and what became of it.
struct FileEntry: Hashable, Sendable {
  enum State: String, Sendable {
    /// A capture whose result is in the catalog.
    case analysed
    /// A file of the server, which was joined with the captures beside it.
    case evidence
    /// No capture.
    case skipped
    /// A capture that could not be analysed, or a file or folder that could not be read.
    case failed
  }

  var name: PathName
  /// The folder below the one that was scanned, `.` for that one itself.
  var folder: String
  var state: State
  var bytes: Int?
  /// Nanoseconds since 1970 of its last change, and its number in the file system; nil where they are not known.
  var modified: Int64?
  var inode: UInt64?
  var sha256: String?
  /// What is wrong, or what it is.
  var message: String?
  var advice: String?

  /// The first part of ``folder``.
  var site: String { String(folder.prefix { $0 != "/" }) }
}

/// What a catalog knows of a file from an earlier scan.
struct KnownFile: Sendable {
  var state: FileEntry.State
  var bytes: Int?
  var modified: Int64?
  var inode: UInt64?
  var sha256: String?
  /// The digest of the conditions that its result was made under.
  var conditions: String?
  var toolVersion: String
  /// Whether another try may go better: the file was locked away, or took too long.
  var message: String?

  /// Whether the file is still the one that was read.
  func isSame(as state: FileState) -> Bool {
    bytes == state.size && modified == state.modified && inode == state.inode
  }
}

extension Catalog {
  /// What is known of every file.
  func knownFiles() throws(CatalogFault) -> [PathName: KnownFile] {
    try read { db in
      var known: [PathName: KnownFile] = [:]
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT f.name, f.state, f.bytes, f.modified, f.inode, f.sha256, c.conditions, f.tool_version, f.message
          FROM files f LEFT JOIN stored_captures c ON c.id = f.capture
          """)
      while let row = try rows.next() {
        guard let state = FileEntry.State(rawValue: row[1]) else { continue }
        let name: [UInt8] = (row[0] as Data).map { $0 }
        let inode: Int64? = row[4]
        known[PathName(bytes: name)] = KnownFile(
          state: state, bytes: row[2], modified: row[3], inode: inode.map(UInt64.init(bitPattern:)),
          sha256: row[5], conditions: row[6], toolVersion: row[7], message: row[8])
      }
      return known
    }
  }

  /// Notes what became of files that hold no result.
  func keep(_ files: [FileEntry]) throws(CatalogFault) {
    if files.isEmpty { return }
    try write { db in
      for file in files { try db.keep(file, capture: nil) }
    }
  }

  /// Takes files out that hold no result.
  func forget(_ files: [PathName]) throws(CatalogFault) {
    if files.isEmpty { return }
    try write { db in
      let statement = try db.cachedStatement(sql: "DELETE FROM files WHERE name = ? AND capture IS NULL")
      for file in files { try statement.execute(arguments: [Data(file.bytes)]) }
    }
  }

  /// Gives a file the result that an equal one has already; false when there is none.
  func link(_ file: FileEntry, to key: AnalysisKey) throws(CatalogFault) -> Bool {
    let found = try read { db in try db.capture(of: key) }
    guard let found else { return false }
    try write { db in try db.keep(file, capture: found) }
    return true
  }
}

extension Database {
  /// The number of a kept capture.
  func capture(of key: AnalysisKey) throws -> Int64? {
    try cachedStatement(sql: "SELECT id FROM stored_captures WHERE sha256 = ? AND conditions = ?")
      .fetchInteger([key.sha256, key.conditions.digest])
  }

  func keep(_ file: FileEntry, capture: Int64?) throws {
    try FileRow(file: file, capture: capture).insert(self, onConflict: .replace)
  }
}

/// A row of `files`.
private struct FileRow: PersistableRecord {
  static let databaseTableName = "files"

  let file: FileEntry
  let capture: Int64?

  func encode(to container: inout PersistenceContainer) {
    container["name"] = Data(file.name.bytes)
    container["path"] = file.name.shown
    container["folder"] = file.folder
    container["site"] = file.site
    container["state"] = file.state.rawValue
    container["capture"] = capture
    container["bytes"] = file.bytes
    container["modified"] = file.modified
    container["inode"] = file.inode.map(Int64.init(bitPattern:))
    container["sha256"] = file.sha256
    container["message"] = file.message
    container["advice"] = file.advice
    container["tool_version"] = Generator.version
    container["seen_at"] = RecordTime.now()
  }
}

extension Statement {
  func fetchInteger(_ arguments: StatementArguments) throws -> Int64? {
    try Int64.fetchOne(self, arguments: arguments)
  }
}
