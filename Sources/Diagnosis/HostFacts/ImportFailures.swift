/// Imports of updates that failed in Wsyncmgr.log, `ImportUpdateFromCatalogSite failed`; those with one kind of
/// error are gathered. They are what issue 4 shows by.
package struct ImportFailures: Hashable, Sendable {
  /// What the error text tells; never the inner cause, which only SoftwareDistribution.log has.
  package var kind: LoggedFailure.Kind
  package var count: Int
  /// The updates' identifiers in the order of the log, each once, at most ``updateLimit``.
  package var updates: [String]
  /// Nanoseconds since 1970 (UTC); nil where no entry has a time with a zone.
  package var first: Int64?
  package var last: Int64?
  /// The first one.
  package var citation: Citation

  /// Identifiers that are kept: nobody reads more, and each import that fails fails alike.
  package static let updateLimit = 100

  package init(kind: LoggedFailure.Kind, update: String?, time: Int64?, citation: Citation) {
    self.kind = kind
    count = 1
    updates = update.map { [$0] } ?? []
    first = time
    last = time
    self.citation = citation
  }

  package mutating func gather(_ other: ImportFailures) {
    count += other.count
    for update in other.updates where updates.count < Self.updateLimit && !updates.contains(update) {
      updates.append(update)
    }
    first = earliest(first, other.first)
    last = latest(last, other.last)
  }
}

/// Configuration Manager importing drivers: `Calling ImportUpdateFromCatalogSite for driver update GUIDs`.
package struct DriverImports: Hashable, Sendable {
  package var count: Int
  /// Nanoseconds since 1970 (UTC).
  package var first: Int64?
  package var last: Int64?
  /// The first one.
  package var citation: Citation

  package init(time: Int64?, citation: Citation) {
    count = 1
    first = time
    last = time
    self.citation = citation
  }

  package mutating func gather(_ other: DriverImports) {
    count += other.count
    first = earliest(first, other.first)
    last = latest(last, other.last)
  }
}

/// Synchronisations that Configuration Manager gave up, `Sync failed: ..`; those with one text are gathered.
package struct SyncFailure: Hashable, Sendable {
  /// What stands behind `Sync failed: `, at most ``textLimit`` characters.
  package var text: String
  package var kind: LoggedFailure.Kind
  package var count: Int
  /// Nanoseconds since 1970 (UTC).
  package var first: Int64?
  package var last: Int64?
  /// The first one.
  package var citation: Citation

  /// As much as tells one failure from another.
  package static let textLimit = 300

  package init(text: String, kind: LoggedFailure.Kind, time: Int64?, citation: Citation) {
    self.text = String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.textLimit)))
    self.kind = kind
    count = 1
    first = time
    last = time
    self.citation = citation
  }

  package mutating func gather(_ other: SyncFailure) {
    count += other.count
    first = earliest(first, other.first)
    last = latest(last, other.last)
  }
}
