/// Why a scan cannot analyse a file, or keep what it found.
package enum ScanProblem: Hashable, Sendable {
  case noSuchFile
  /// It was found, and is gone when it is opened.
  case disappeared
  case brokenLink
  case linkLoop
  /// Beyond the folder that is scanned.
  case linkOutside
  case neitherFileNorFolder
  case tooDeep(limit: Int)
  /// The words of the system.
  case cannotBeOpened(String)
  case cannotBeSearched(String)
  case cannotBeRead(String)
  case disappearedWhileScanning
  case changed
  /// It changed a moment ago.
  case stillWritten
  case tooSlow(seconds: Double)
  case unwritableReport(String, option: String)
  /// Something would be written over a file that is scanned.
  case overInput(option: String)
}

/// A place in a query.
package struct QueryPlace: Hashable, Sendable {
  let sql: String
  /// In characters.
  let offset: Int

  package init(sql: String, offset: Int) {
    (self.sql, self.offset) = (sql, offset)
  }

  /// The query around the place on one line, and below it a mark, as the shell of SQLite prints it.
  var excerpt: [String] {
    let start = max(0, offset - Self.before)
    let before = Self.shown(sql.dropFirst(start).prefix(offset - start))
    let line = before + Self.shown(sql.dropFirst(offset).prefix(Self.after))
    let indentation = String(repeating: " ", count: DisplayWidth.columns(of: before))
    return ["  " + line, "  " + indentation + "^--- error here"]
  }

  private static func shown(_ text: some StringProtocol) -> String {
    SafeText.shown(text.map { $0.isNewline || $0 == "\t" ? " " : String($0) }.joined(), limit: .max)
  }

  /// Characters around the place: a line of a terminal with 80 columns.
  private static let before = 40
  private static let after = 36
}

/// Why a catalog cannot be opened, read or written, or a query not be answered.
package enum CatalogProblem: Hashable, Sendable {
  case noSuchCatalog
  case cannotBeOpened(String)
  case notAFile
  case notACatalog
  case otherDatabase
  case newerVersion
  /// It can only be read, and lacks what this version reads.
  case olderVersion
  /// The words of SQLite.
  case damaged(String)
  case malformed
  case lacksTable(String)
  case unknownState
  case diskFull
  case locked
  case unwritable(String)
  case other(String)
  case severalQueries
  /// The words of SQLite, and for an error of syntax the place.
  case invalidQuery(String, place: QueryPlace?)
  case notASelect
  case slowQuery(seconds: Double)
  /// In bytes.
  case largeQuery(limit: Int)
  case noSuchView(String)
  /// Lines that are imported: not JSON of the program, or JSON of another dialect.
  case brokenLine
  case otherLine
  /// It has names, or pseudonyms of another key, and something else is to be added.
  case otherPseudonyms(isRedacted: Bool)
}

extension ErrorMessage {
  package init(_ problem: ScanProblem) {
    let checkPath = "check the path and the permissions"
    let gone = "disappeared before it could be read"
    self =
      switch problem {
      case .noSuchFile: ErrorMessage("no such file or folder", advice: checkPath)
      case .disappeared: ErrorMessage(gone, advice: checkPath)
      case .brokenLink: ErrorMessage("is a broken symbolic link", advice: "remove it, or mend it")
      case .linkOutside:
        ErrorMessage(
          "is a symbolic link that leads out of the folder",
          advice: "scan what it leads to, or specify --follow-links")
      case .disappearedWhileScanning:
        ErrorMessage(gone, advice: "scan again when no files are being moved")
      case .linkLoop:
        ErrorMessage(
          "is a symbolic link that forms a loop", advice: "remove it, or let it point to a file")
      case .neitherFileNorFolder:
        ErrorMessage("is neither a file nor a folder", advice: "specify a folder of captures")
      case .tooDeep(let limit):
        ErrorMessage(
          "is more than \(limit) folders deep and was not searched", advice: "scan it separately")
      case .cannotBeOpened(let words): ErrorMessage("cannot be opened: \(words)", advice: checkPath)
      case .cannotBeSearched(let words): ErrorMessage("cannot be searched: \(words)", advice: checkPath)
      case .cannotBeRead(let words):
        ErrorMessage("cannot be read: \(words)", advice: "check the disk and the permissions")
      case .changed:
        ErrorMessage(
          "changed while it was being read", advice: "scan again when it is no longer written to")
      case .tooSlow(let seconds):
        ErrorMessage(
          "was skipped because it took longer than \(Self.number(seconds)) seconds",
          advice: "increase --time-limit, or analyse it separately")
      case .unwritableReport(let words, let option):
        ErrorMessage(
          "cannot be written: \(words); completed results are kept",
          advice: "free disk space, or specify another path with \(option)")
      case .overInput(let option):
        ErrorMessage("is both an input and the output", advice: "specify another \(option)")
      case .stillWritten:
        ErrorMessage("is still being written", advice: "a later scan analyses it when it is complete")
      }
  }

  private static func damaged(_ words: String) -> ErrorMessage {
    ErrorMessage(
      "is damaged: \(words)", advice: "move it away and scan again, or mend it with sqlite3 .recover")
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() ? String(Int(value)) : String(value)
  }

  package init(_ problem: CatalogProblem) {
    let otherFile = "specify another file with --catalog"
    let listViews = "wsuscap query lists the views"
    self =
      switch problem {
      case .noSuchCatalog:
        ErrorMessage(
          "no such catalog", advice: "specify one with --catalog, or create one with wsuscap scan")
      case .cannotBeOpened(let words):
        ErrorMessage("cannot be opened: \(words)", advice: "check the path and the permissions")
      case .notAFile: ErrorMessage("is not a file", advice: "specify a catalog with --catalog")
      case .notACatalog: ErrorMessage("is not a catalog", advice: otherFile)
      case .otherDatabase: ErrorMessage("is a database, but not a catalog", advice: otherFile)
      case .newerVersion:
        ErrorMessage("was created by a newer version", advice: "use that version, or \(otherFile)")
      case .olderVersion:
        ErrorMessage(
          "was created by an older version", advice: "run wsuscap scan with it, which updates it")
      case .damaged(let words): Self.damaged(words)
      case .malformed: Self.damaged("database disk image is malformed")
      case .lacksTable(let name): Self.damaged("no such table: \(name)")
      case .unknownState: ErrorMessage("is damaged", advice: "move it away and scan again")
      case .diskFull:
        ErrorMessage(
          "the disk is full; completed results are kept",
          advice: "free disk space, and run the same command again")
      case .locked:
        ErrorMessage("is locked by another program", advice: "wait for that program, or stop it")
      case .unwritable(let words):
        ErrorMessage(
          "cannot be written: \(words); completed results are kept",
          advice: "check the disk and the permissions, or \(otherFile)")
      case .other(let words): ErrorMessage(words)
      case .severalQueries:
        ErrorMessage("there is more than one query", advice: "run one query at a time")
      case .invalidQuery(let words, nil):
        ErrorMessage("the query is not valid: \(words)", advice: listViews)
      case .invalidQuery(let words, let place?): ErrorMessage(words, excerpt: place.excerpt)
      case .notASelect:
        ErrorMessage("only a SELECT is allowed: a catalog is read, not changed", advice: listViews)
      case .slowQuery(let seconds):
        ErrorMessage(
          "the query takes longer than \(Self.number(seconds)) seconds",
          advice: "increase --timeout, or select less")
      case .largeQuery(let limit):
        ErrorMessage(
          "the query needs more than \(limit >> 20) MiB of memory", advice: "select fewer or smaller values")
      case .noSuchView(let name):
        ErrorMessage(
          "there is no view \(name)",
          advice: "wsuscap query lists them; a query in SQL begins with SELECT or WITH")
      case .brokenLine:
        ErrorMessage(
          "is not a result of wsuscap",
          advice: "specify output of analyze --format ndjson, with complete lines")
      case .otherLine:
        ErrorMessage(
          "is not a result of wsuscap",
          advice: "specify output of analyze --format ndjson, without --dialect")
      case .otherPseudonyms(isRedacted: true):
        ErrorMessage(
          "has results with pseudonyms of another run or key",
          advice: "specify the same --redact-key as before, or another --output or --catalog")
      case .otherPseudonyms(isRedacted: false):
        ErrorMessage(
          "has results without pseudonyms",
          advice: "specify another --output or --catalog for redacted results")
      }
  }
}
