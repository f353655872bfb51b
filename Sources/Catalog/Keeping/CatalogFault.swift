import GRDB

/// Why a catalog cannot be opened, read or written.
///
/// `message` and `advice` are the last two parts of `wsuscap: FILE: what is wrong; what to do`.
package struct CatalogFault: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// There is no such file.
    case notFound
    /// It is there and cannot be read.
    case unreadable
    /// It is no catalog, or damaged.
    case notACatalog
    /// Nothing can be written there: no room, no permission, or another program holds it.
    case unwritable
    /// The query is no query.
    case badQuery
  }

  package var kind: Kind
  package var message: String
  package var advice: String?

  package init(_ kind: Kind, _ message: String, advice: String? = nil) {
    (self.kind, self.message, self.advice) = (kind, message, advice)
  }

  /// The exit status of sysexits.h.
  package var exitStatus: Int32 {
    switch kind {
    case .badQuery: 64
    case .notACatalog: 65
    case .notFound, .unreadable: 66
    case .unwritable: 74
    }
  }

  /// What SQLite says, in words that help (the codes are those of sqlite.org/rescode.html).
  init(_ error: any Error) {
    guard let error = error as? DatabaseError else {
      self.init(.unwritable, "\(error)")
      return
    }
    let words = error.message ?? "SQLite error \(error.resultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_FULL:
      self.init(
        .unwritable, "no room on the disk is left; what was finished is kept",
        advice: "free some, and run the same again")
    case .SQLITE_NOTADB:
      self.init(.notACatalog, "is no catalog", advice: "name another file with --catalog")
    case .SQLITE_CORRUPT:
      self.init(
        .notACatalog, "is damaged: \(words)",
        advice: "move it away and scan again, or mend it with sqlite3 .recover")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(.unwritable, "another program keeps it locked", advice: "wait for that one, or end it")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_IOERR:
      self.init(
        .unwritable, "cannot be written: \(words); what was finished is kept",
        advice: "check the disk and the permissions, or name another file with --catalog")
    default:
      self.init(.unwritable, words)
    }
  }
}
