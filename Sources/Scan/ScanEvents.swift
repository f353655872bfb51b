package import CaptureFiles
package import Catalog
package import Reports

/// What a scan tells while it runs.
package enum ScanEvent: Sendable {
  case progress(ScanProgress)
  /// A capture is being read. Sent several times a second by any task.
  case reading
  /// A file cannot be analysed.
  case failed(ScanError)
  /// A capture was analysed: its path for people, and the answer in one line.
  case answered(path: String, answer: String)
}

/// How far a scan is.
package struct ScanProgress: Hashable, Sendable {
  /// Files that were found so far, while folders are still searched.
  package var found = 0
  package var isListing = true
  /// Captures that have to be analysed, and their bytes.
  package var files = 0
  package var bytes = 0
  package var doneFiles = 0
  package var doneBytes = 0
  package var failed = 0
  /// The captures that are being read.
  package var current: [String] = []

  package init() {}
}

/// How a scan ended.
package struct ScanOutcome: Hashable, Sendable {
  /// Captures that were analysed.
  package var analysed = 0
  /// Captures whose content was analysed before under another name.
  package var known = 0
  /// Captures that did not change since an earlier scan.
  package var unchanged = 0
  package var inOtherShards = 0
  /// Files that are not captures.
  package var skipped = 0
  /// Files of servers that were joined with the captures beside them.
  package var evidence = 0
  package var failed = 0
  /// The kinds of what failed in this scan.
  package var failures: Set<ScanError.Kind> = []
  /// Files that changed too recently.
  package var tooRecent = 0
  package var wasInterrupted = false

  /// Whether the catalog has changed.
  package var hasChanged: Bool { analysed + known + failed > 0 }
}

/// Why a file cannot be analysed, or why a whole scan ends.
package struct ScanError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case capture(CaptureFault.Kind)
    /// The analysis exceeded ``ScanOptions/timeLimit``.
    case timeLimit
    case catalog(CatalogError.Kind)
    /// The report on a capture cannot be written.
    case report
    /// Something would be written over a file that is scanned.
    case isInput
  }

  package var kind: Kind
  package var path: String
  package var message: ErrorMessage

  init(_ kind: Kind, path: String, _ message: ErrorMessage) {
    (self.kind, self.path, self.message) = (kind, path, message)
  }

  init(_ error: CatalogError) {
    self.init(.catalog(error.kind), path: error.path, ErrorMessage(error.problem))
  }
}
