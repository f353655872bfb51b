package import Files
import Foundation
package import GRDB
import Reports

/// One file that a scan met, and what became of it.
package struct FileEntry: Hashable, Sendable {
  package enum State: String, Sendable {
    /// A capture whose result is in the catalog.
    case analysed
    /// A file of the server, which was joined with the captures beside it.
    case evidence
    /// Not a capture.
    case skipped
    /// A capture that could not be analysed, or a file or folder that could not be read.
    case failed
  }

  /// Why a file has no result, for who counts and groups them.
  package enum Reason: String, Sendable {
    /// It is called like a capture, and has no byte.
    case empty
    /// It changed a moment ago: a later look will analyse it.
    case stillWritten = "still_written"
    case changed
    case timeLimit = "time_limit"
    /// Before the end of its first frame.
    case damaged
    /// A capture of another program, or packed in a way that is not read.
    case unsupported
    /// It, or a folder, cannot be opened or read.
    case unreadable
    case notACapture = "not_a_capture"
    /// A symbolic link that leads nowhere, in a circle, or out of the folder.
    case link
  }

  /// What tells a file from all others: its absolute path, or a pseudonym of that.
  var name: PathName
  /// The path for people.
  var path: String
  /// The folder relative to the one that was scanned, `.` for that one itself.
  var folder: String
  var state: State
  /// Why there is no result; nil with one.
  package var reason: Reason?
  /// The format of a capture that has no result, as far as its first bytes show it; nil for what is not a capture.
  package var format: String?
  /// The archive that it is in, as its `name` would be; nil for a file of its own.
  package var archive: PathName?
  /// Its position in the archive.
  package var member: Int?
  var bytes: Int?
  /// Nanoseconds since 1970 of its last change.
  var modified: Int64?
  var inode: UInt64?
  var sha256: String?
  var message: String?
  var advice: String?
  var capture: Int64?

  /// - Parameter path: for people; nil for `name` itself.
  package init(
    name: PathName, path: String? = nil, folder: String, state: State, file: FileStatus? = nil,
    sha256: String? = nil, message: String? = nil, advice: String? = nil
  ) {
    (self.name, self.folder, self.state) = (name, folder, state)
    self.path = path ?? name.shown
    (bytes, modified, inode) = (file?.size, file?.modified, file?.identity.inode)
    (self.sha256, self.message, self.advice) = (sha256, message, advice)
  }
}

extension FileEntry: PersistableRecord {
  package static let databaseTableName = "files"
  package static let persistenceConflictPolicy = PersistenceConflictPolicy(insert: .replace)

  package func encode(to container: inout PersistenceContainer) {
    container["name"] = Data(name.bytes)
    container["path"] = path
    container["folder"] = folder
    container["site"] = String(folder.prefix { $0 != "/" })
    container["state"] = state.rawValue
    container["capture"] = capture
    container["bytes"] = bytes
    container["modified"] = modified
    container["inode"] = inode.map(Int64.init(bitPattern:))
    container["sha256"] = sha256
    container["message"] = message
    container["advice"] = advice
    container["reason"] = reason?.rawValue
    container["format"] = format
    container["archive"] = archive.map { Data($0.bytes) }
    container["member"] = member
    container["tool_version"] = Generator.version
    container["seen_at"] = RecordTime.now()
  }
}

package struct KnownFile: Sendable {
  package var state: FileEntry.State
  var bytes: Int?
  var modified: Int64?
  var inode: Int64?
  package var sha256: String?
  package var conditions: String?
  var toolVersion: String
  package var message: String?
  package var reason: FileEntry.Reason?
  package var path: String
  package var folder: String
  package var archive: PathName?
  package var member: Int?
  /// Findings of its result.
  package var findings: Int?

  package func isSame(as file: FileStatus) -> Bool {
    bytes == file.size && modified == file.modified && inode == Int64(bitPattern: file.identity.inode)
  }

  /// Whether this version of the program would find the same.
  package func isCurrent(_ file: FileStatus) -> Bool { isSame(as: file) && toolVersion == Generator.version }
}

extension KnownFile: FetchableRecord {
  package init(row: Row) throws {
    guard let state = FileEntry.State(rawValue: row["state"]) else {
      throw CatalogError(.unknownState)
    }
    self.state = state
    (bytes, modified, inode) = (row["bytes"], row["modified"], row["inode"])
    (sha256, conditions, message) = (row["sha256"], row["conditions"], row["message"])
    toolVersion = row["tool_version"]
    (path, folder, member, findings) = (row["path"], row["folder"], row["member"], row["findings"])
    reason = (row["reason"] as String?).flatMap(FileEntry.Reason.init)
    archive = (row["archive"] as Data?).map { PathName(bytes: Array($0)) }
  }
}

extension Catalog {
  package func knownFiles() throws(CatalogError) -> [PathName: KnownFile] {
    try read { db in
      var known: [PathName: KnownFile] = [:]
      let rows = try Row.fetchCursor(
        db,
        sql:
          "SELECT f.*, c.conditions, c.findings FROM files f LEFT JOIN stored_captures c ON c.id = f.capture")
      while let row = try rows.next() {
        let name: Data = row["name"]
        known[PathName(bytes: Array(name))] = try KnownFile(row: row)
      }
      return known
    }
  }

  package func keep(_ files: [FileEntry]) throws(CatalogError) {
    if files.isEmpty { return }
    try write { db in
      for file in files { try file.insert(db) }
    }
  }

  /// Removes files that have no result.
  package func forget(_ files: [PathName]) throws(CatalogError) {
    if files.isEmpty { return }
    try write { db in
      let statement = try db.cachedStatement(sql: "DELETE FROM files WHERE name = ? AND capture IS NULL")
      for file in files { try statement.execute(arguments: [Data(file.bytes)]) }
    }
  }

  /// Gives a file the result that the catalog has on the same content; false when there is none.
  package func link(_ file: FileEntry, to key: AnalysisKey) throws(CatalogError) -> Bool {
    let capture = try read { db in try db.capture(of: key) }
    guard let capture else { return false }
    try write { db in try db.keep(file, capture: capture) }
    return true
  }
}

extension Catalog {
  /// The path of another file with the same content; nil when there is none.
  package func otherPath(of key: AnalysisKey, than file: FileEntry) throws(CatalogError) -> String? {
    try read { db in
      let capture = try db.capture(of: key)
      return try String.fetchOne(
        db, sql: "SELECT min(path) FROM files WHERE capture = ? AND name <> ?",
        arguments: [capture, Data(file.name.bytes)])
    }
  }
}

extension Database {
  /// The number of a capture in the catalog.
  func capture(of key: AnalysisKey) throws -> Int64? {
    let statement = try cachedStatement(
      sql: "SELECT id FROM stored_captures WHERE sha256 = ? AND conditions = ?")
    return try Int64.fetchOne(statement, arguments: [key.sha256, key.conditions.digest])
  }

  func keep(_ file: FileEntry, capture: Int64?) throws {
    var file = file
    file.capture = capture
    try file.insert(self)
  }
}

extension PathName {
  /// The folder that contains it.
  package var parent: PathName {
    PathName(bytes: Array(bytes[..<(bytes.lastIndex(of: UInt8(ascii: "/")) ?? 0)]))
  }
}
