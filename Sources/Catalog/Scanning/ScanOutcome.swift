/// How a scan went.
package struct ScanOutcome: Hashable, Sendable {
  /// Captures that were analysed.
  package var analysed = 0
  /// Captures whose content was analysed before under another name.
  package var known = 0
  /// Captures that did not change since an earlier scan.
  package var unchanged = 0
  /// Captures of other shards.
  package var elsewhere = 0
  /// Files that are no captures.
  package var skipped = 0
  /// Files of servers that were joined with the captures beside them.
  package var evidence = 0
  package var failed = 0
  /// Files that somebody still writes.
  package var unsettled = 0
  package var wasInterrupted = false
  /// The greatest exit status of its failures.
  package var exitStatus: Int32 = 0

  package init() {}

  /// Whether the catalog has become another one.
  package var hasChanged: Bool { analysed + known + failed > 0 }
}

/// How far a scan is.
package struct ScanProgress: Hashable, Sendable {
  /// Files that were found so far, while folders are still listed.
  package var found = 0
  package var isListing = true
  /// Captures that have to be looked at, and their bytes.
  package var files = 0
  package var bytes = 0
  package var doneFiles = 0
  package var doneBytes = 0
  package var failed = 0
  /// What is read at this moment.
  package var current: [String] = []

  package init() {}
}

/// Something that ends a scan, with the file that it is about.
package struct ScanFault: Error, Hashable, Sendable {
  package var path: String
  package var message: String
  package var advice: String?
  package var exitStatus: Int32

  package init(path: String, message: String, advice: String? = nil, exitStatus: Int32) {
    (self.path, self.message, self.advice, self.exitStatus) = (path, message, advice, exitStatus)
  }

  init(_ fault: CatalogFault, path: String) {
    self.init(path: path, message: fault.message, advice: fault.advice, exitStatus: fault.exitStatus)
  }
}
