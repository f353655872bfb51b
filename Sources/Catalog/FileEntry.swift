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

  var name: PathName
  /// The folder relative to the one that was scanned, `.` for that one itself.
  var folder: String
  var state: State
  var bytes: Int?
  /// Nanoseconds since 1970 of its last change.
  var modified: Int64?
  var inode: UInt64?
  var sha256: String?
  var message: String?
  var advice: String?
  var capture: Int64?

  package init(
    name: PathName, folder: String, state: State, file: FileStatus? = nil, sha256: String? = nil,
    message: String? = nil, advice: String? = nil
  ) {
    (self.name, self.folder, self.state) = (name, folder, state)
    (bytes, modified, inode) = (file?.size, file?.modified, file?.identity.inode)
    (self.sha256, self.message, self.advice) = (sha256, message, advice)
  }
}

extension FileEntry: PersistableRecord {
  package static let databaseTableName = "files"
  package static let persistenceConflictPolicy = PersistenceConflictPolicy(insert: .replace)

  package func encode(to container: inout PersistenceContainer) {
    container["name"] = Data(name.bytes)
    container["path"] = name.shown
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
  }
}

extension Catalog {
  package func knownFiles() throws(CatalogError) -> [PathName: KnownFile] {
    try read { db in
      var known: [PathName: KnownFile] = [:]
      let rows = try Row.fetchCursor(
        db, sql: "SELECT f.*, c.conditions FROM files f LEFT JOIN stored_captures c ON c.id = f.capture")
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
