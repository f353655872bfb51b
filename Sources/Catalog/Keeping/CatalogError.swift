import GRDB

/// Why a catalog cannot be opened, read or written: the parts of `wsuscap: FILE: what is wrong; what to do`.
package struct CatalogError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case notFound
    /// It exists and cannot be read.
    case unreadable
    /// It is not a catalog, or damaged.
    case notACatalog
    /// The disk is full, permission is denied, or another program has locked it.
    case unwritable
    /// The query is not valid.
    case badQuery
  }

  package var kind: Kind
  package var path = ""
  package var message: String
  package var advice: String?

  package init(_ kind: Kind, _ message: String, advice: String? = nil) {
    (self.kind, self.message, self.advice) = (kind, message, advice)
  }

  /// Turns an error of SQLite into words that help (the codes are those of sqlite.org/rescode.html).
  init(_ error: any Error, at path: String) {
    if let error = error as? CatalogError {
      self = error
    } else if let error = error as? DatabaseError {
      self.init(error)
    } else {
      self.init(.unwritable, "\(error)")
    }
    self.path = path
  }

  /// The same of a catalog that is only read.
  init(reading error: any Error, at path: String) {
    self.init(error, at: path)
    if kind == .unwritable { kind = .unreadable }
  }

  private init(_ error: DatabaseError) {
    let words = error.message ?? "SQLite error \(error.resultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_FULL:
      self.init(
        .unwritable, "the disk is full; completed results are kept",
        advice: "free disk space, and run the same command again")
    case .SQLITE_NOTADB:
      self.init(.notACatalog, "is not a catalog", advice: "specify another file with --catalog")
    case .SQLITE_CORRUPT:
      self.init(
        .notACatalog, "is damaged: \(words)",
        advice: "move it away and scan again, or mend it with sqlite3 .recover")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(.unwritable, "is locked by another program", advice: "wait for that program, or stop it")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_IOERR:
      self.init(
        .unwritable, "cannot be written: \(words); completed results are kept",
        advice: "check the disk and the permissions, or specify another file with --catalog")
    default:
      self.init(.unwritable, words)
    }
  }
}
