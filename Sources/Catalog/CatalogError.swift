import GRDB
package import Reports

/// Why a catalog cannot be opened, read or written.
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
    /// The query needs more time or memory than is allowed.
    case queryLimit
    /// It has pseudonyms of another key, or none, or names where pseudonyms are wanted.
    case otherPseudonyms
  }

  package let problem: CatalogProblem
  package var path = ""
  private var isReading = false

  init(_ problem: CatalogProblem, path: String = "") {
    (self.problem, self.path) = (problem, path)
  }

  /// Turns an error of SQLite into words that help (the codes are those of sqlite.org/rescode.html).
  init(_ error: any Error, at path: String) {
    if let error = error as? CatalogError {
      self = error
    } else if let error = error as? DatabaseError {
      self.init(CatalogProblem(error))
    } else {
      self.init(.other("\(error)"))
    }
    self.path = path
  }

  /// The same of a catalog that is only read.
  init(reading error: any Error, at path: String) {
    self.init(error, at: path)
    isReading = true
  }

  package var kind: Kind {
    switch problem {
    case .noSuchCatalog: .notFound
    case .cannotBeOpened, .notAFile: .unreadable
    case .notACatalog, .otherDatabase, .newerVersion, .olderVersion, .damaged, .malformed, .lacksTable,
      .unknownState, .brokenLine,
      .otherLine:
      .notACatalog
    case .diskFull, .locked, .unwritable, .other: isReading ? .unreadable : .unwritable
    case .otherPseudonyms: .otherPseudonyms
    case .slowQuery, .largeQuery: .queryLimit
    case .severalQueries, .invalidQuery, .notASelect, .noSuchView: .badQuery
    }
  }
}

extension CatalogProblem {
  fileprivate init(_ error: DatabaseError) {
    let words = error.message ?? "SQLite error \(error.resultCode.rawValue)"
    self =
      switch error.resultCode {
      case .SQLITE_FULL: .diskFull
      case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHORT_READ:
        .malformed
      case .SQLITE_NOTADB: .notACatalog
      case .SQLITE_CORRUPT: .damaged(words)
      case .SQLITE_BUSY, .SQLITE_LOCKED: .locked
      case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_IOERR: .unwritable(words)
      default: .other(words)
      }
  }
}
