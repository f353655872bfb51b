/// A failed call of the update service, as logs of .NET programs tell it; equal ones are gathered.
package struct LoggedFailure: Hashable, Sendable {
  package var component: LoggedComponent
  package var kind: Kind
  /// The host that was called, in lower case, where the log names it.
  package var host: String?
  /// The status of the HTTP answer, where the log names it.
  package var httpStatus: Int?
  /// Log entries: one failed call writes several.
  package var count: Int
  /// Nanoseconds since 1970 (UTC) of the earliest and the latest entry; nil where no entry has a time.
  package var first: Int64?
  package var last: Int64?
  /// The times of the latest entries, in order, at most ``timeLimit``.
  package var times: [Int64]
  /// The line of the first entry that tells the kind.
  package var citation: Citation

  /// Times that are kept of one failure: enough to find those of a capture among a day of retries.
  package static let timeLimit = 1024

  /// What went wrong, by the innermost cause that the entry names. The raw value is its name in reports.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    /// 0x80090331 SEC_E_ALGORITHM_MISMATCH: no version or suite is left to offer, or alert 71 came back.
    case noCommonAlgorithm = "no_common_algorithm"
    /// 0x800B0109 and its like: the server's certificate is not trusted.
    case untrustedCertificate = "untrusted_certificate"
    /// The name was not resolved.
    case nameResolution = "name_resolution"
    /// The proxy refused, or asked for credentials.
    case proxy
    /// An HTTP answer that is an error, from whom is not told.
    case httpError = "http_error"
    /// SYN answered by RST.
    case connectionRefused = "connection_refused"
    case timeout
    /// Windows Sockets 10054 and its like: the other end reset or closed the connection.
    case closedByRemoteHost = "closed_by_remote_host"
    /// No secure channel, without a cause.
    case secureChannel = "secure_channel"
    /// The connection was closed; by whom is not told.
    case connectionClosed = "connection_closed"
    /// A web service answered with a fault.
    case soapFault = "soap_fault"
    case other
  }

  package init(
    component: LoggedComponent, kind: Kind, host: String?, httpStatus: Int?, time: Int64?, citation: Citation
  ) {
    self.component = component
    self.kind = kind
    self.host = host
    self.httpStatus = httpStatus
    count = 1
    first = time
    last = time
    times = time.map { [$0] } ?? []
    self.citation = citation
  }

  /// Whether another entry is one more of the same.
  package func isLike(_ other: LoggedFailure) -> Bool {
    (component, kind, httpStatus) == (other.component, other.kind, other.httpStatus) && host == other.host
  }

  /// Takes in one that ``isLike(_:)``.
  package mutating func gather(_ other: LoggedFailure) {
    count += other.count
    first = earliest(first, other.first)
    last = latest(last, other.last)
    for time in other.times { times.insertTime(time, limit: Self.timeLimit) }
  }
}

/// The earlier of two times that may be unknown.
func earliest(_ one: Int64?, _ other: Int64?) -> Int64? {
  guard let one, let other else { return one ?? other }
  return min(one, other)
}

/// The later of two times that may be unknown.
func latest(_ one: Int64?, _ other: Int64?) -> Int64? {
  guard let one, let other else { return one ?? other }
  return max(one, other)
}

extension [Int64] {
  /// Puts a time in its place, which nearly always is the end: logs are in order. When there are too many the
  /// oldest goes.
  mutating func insertTime(_ time: Int64, limit: Int) {
    if let last, time < last {
      insert(time, at: firstIndex { $0 > time } ?? endIndex)
    } else {
      append(time)
    }
    if count > limit { removeFirst() }
  }
}

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
