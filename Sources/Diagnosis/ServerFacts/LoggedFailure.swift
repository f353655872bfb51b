/// A failed call of the update service in logs of .NET programs; equal ones are grouped.
package struct LoggedFailure: Hashable, Sendable {
  package var component: LoggedComponent
  package var kind: Kind
  package var host: String?
  package var httpStatus: Int?
  /// Log entries: one failed call writes several.
  package var count: Int
  /// In nanoseconds since 1970 (UTC); nil without a time.
  package var first: Int64?
  package var last: Int64?
  package var times: [Int64]
  package var citation: Citation

  /// Enough to find those of a capture among a day of retries.
  package static let timeLimit = 1024

  /// The innermost cause that the entry names. The raw value is its name in reports.
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

  package func isLike(_ other: LoggedFailure) -> Bool {
    (component, kind, httpStatus) == (other.component, other.kind, other.httpStatus) && host == other.host
  }

  package mutating func gather(_ other: LoggedFailure) {
    count += other.count
    first = earliest(first, other.first)
    last = latest(last, other.last)
    for time in other.times { times.insertTime(time, limit: Self.timeLimit) }
  }
}

func earliest(_ one: Int64?, _ other: Int64?) -> Int64? {
  guard let one, let other else { return one ?? other }
  return min(one, other)
}

func latest(_ one: Int64?, _ other: Int64?) -> Int64? {
  guard let one, let other else { return one ?? other }
  return max(one, other)
}

extension [Int64] {
  /// Inserts a time, nearly always at the end. Over the limit the oldest is dropped.
  mutating func insertTime(_ time: Int64, limit: Int) {
    if let last, time < last {
      insert(time, at: firstIndex { $0 > time } ?? endIndex)
    } else {
      append(time)
    }
    if count > limit { removeFirst() }
  }
}

/// `ImportUpdateFromCatalogSite failed`: in Wsyncmgr.log the sign of issue 4, in the output of
/// ImportUpdateToWSUS.ps1 that of an import by hand.
package struct ImportFailures: Hashable, Sendable {
  package var origin: Origin
  /// Never the inner cause, which only SoftwareDistribution.log has.
  package var kind: LoggedFailure.Kind
  package var count: Int
  /// In the order of the log, each once, at most ``updateLimit``.
  package var updates: [String]
  /// In nanoseconds since 1970 (UTC); nil without a zone.
  package var first: Int64?
  package var last: Int64?
  package var times: [Int64]
  package var citation: Citation

  /// Identifiers that are kept: each failing import fails alike.
  package static let updateLimit = 100

  /// Who imported. The raw value is its name in reports.
  package enum Origin: String, CaseIterable, Hashable, Sendable {
    case configurationManager = "configuration_manager"
    case script
  }

  package func isLike(_ other: ImportFailures) -> Bool { (kind, origin) == (other.kind, other.origin) }

  package init(
    origin: Origin = .configurationManager, kind: LoggedFailure.Kind, update: String?, time: Int64?,
    citation: Citation
  ) {
    self.origin = origin
    self.kind = kind
    count = 1
    updates = update.map { [$0] } ?? []
    first = time
    last = time
    times = time.map { [$0] } ?? []
    self.citation = citation
  }

  package mutating func gather(_ other: ImportFailures) {
    count += other.count
    for update in other.updates where updates.count < Self.updateLimit && !updates.contains(update) {
      updates.append(update)
    }
    first = earliest(first, other.first)
    last = latest(last, other.last)
    for time in other.times { times.insertTime(time, limit: LoggedFailure.timeLimit) }
  }
}

/// `Calling ImportUpdateFromCatalogSite for driver update GUIDs`.
package struct DriverImports: Hashable, Sendable {
  package var count: Int
  /// In nanoseconds since 1970 (UTC).
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

/// `Sync failed: ..` of Configuration Manager; equal texts are grouped.
package struct SyncFailure: Hashable, Sendable {
  /// What follows `Sync failed: `, at most ``textLimit`` characters.
  package var text: String
  package var kind: LoggedFailure.Kind
  package var count: Int
  /// Nanoseconds since 1970 (UTC).
  package var first: Int64?
  package var last: Int64?
  package var times: [Int64]
  /// What local times of it can be, see ``ServerTimeZone``.
  package var localReadings: [Int64] = []
  /// The first one.
  package var citation: Citation

  package static let textLimit = 300

  package init(text: String, kind: LoggedFailure.Kind, time: Int64?, citation: Citation) {
    self.text = String(Substring(text.unicodeScalars.prefix(Self.textLimit)))
    self.kind = kind
    count = 1
    first = time
    last = time
    times = time.map { [$0] } ?? []
    self.citation = citation
  }

  package mutating func gather(_ other: SyncFailure) {
    count += other.count
    first = earliest(first, other.first)
    last = latest(last, other.last)
    for time in other.times { times.insertTime(time, limit: LoggedFailure.timeLimit) }
    localReadings = Array((localReadings + other.localReadings).prefix(ServerTimeZone.readingLimit))
  }
}
