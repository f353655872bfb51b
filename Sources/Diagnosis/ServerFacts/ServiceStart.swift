/// A start of WSUS in SoftwareDistribution.log.
///
/// A WSUS that can use TLS 1.2 logs the protocols that Schannel allows, one per line (the article, issues 2
/// and 3). A start without them is one without the update.
package struct ServiceStart: Hashable, Sendable {
  /// In nanoseconds since 1970 (UTC); nil where the line has no time.
  package var time: Int64?
  package var component: LoggedComponent
  package var sign: Sign
  package var citation: Citation
  /// In the order of the log; empty when the start has no SCHANNEL line.
  package var protocols: [SchannelLine]
  /// The worker process logged something else than a failure soon after: the console or `iisreset` started
  /// it, which is when SCHANNEL lines are written.
  package var startsWorkerProcess = false

  package enum Sign: String, CaseIterable, Hashable, Sendable {
    /// The SCHANNEL lines, which are written at no other time.
    case schannelLines = "schannel_lines"
    /// The event 501 of WSUS: the service has started.
    case startEvent = "start_event"
    /// The event 507 of WSUS: the start failed.
    case failedStart = "failed_start"
  }

  package init(
    time: Int64?, component: LoggedComponent, sign: Sign, citation: Citation, protocols: [SchannelLine]
  ) {
    self.time = time
    self.component = component
    self.sign = sign
    self.citation = citation
    self.protocols = protocols
  }
}

package struct SchannelLine: Hashable, Sendable {
  /// The text between the quotation marks, such as `TLS 1.2`; nil when there are none.
  package var protocolName: String?
  package var state: State
  package var citation: Citation

  package enum State: String, CaseIterable, Hashable, Sendable {
    case enabled
    case disabled
    /// The line is about a protocol in words that are not known: read it.
    case unknownWording = "unknown_wording"
  }

  package init(protocolName: String?, state: State, citation: Citation) {
    self.protocolName = protocolName
    self.state = state
    self.citation = citation
  }
}

/// Who wrote a line of a log. The raw value is its name in reports.
package enum LoggedComponent: String, CaseIterable, Hashable, Sendable {
  /// `w3wp`, the worker process of IIS: imports, the console, Configuration Manager's calls.
  case workerProcess = "w3wp"
  /// `WsusService`: synchronises.
  case service = "WsusService"
  /// Wsyncmgr of a site server.
  case configurationManager = "SMS_WSUS_SYNC_MANAGER"
  /// WCM of a site server, which calls the API of the WSUS server.
  case configurationManagerOfWSUS = "SMS_WSUS_CONFIGURATION_MANAGER"
  /// WSUSCtrl of a site server, likewise.
  case controlManagerOfWSUS = "SMS_WSUS_CONTROL_MANAGER"
  case unknown

  /// The program of that name; nil for another than the two of WSUS.
  init?(program name: String) {
    switch name.lowercased() {
    case "w3wp.exe": self = .workerProcess
    case "wsusservice.exe": self = .service
    default: return nil
    }
  }
}

extension EvidenceStore {
  /// The program of WSUS that the capture names for a flow.
  func program(of flow: FlowEvidence) -> LoggedComponent? {
    flow.processID.flatMap { processNames[$0] }.flatMap(LoggedComponent.init(program:))
  }
}

/// How synchronisations ended by WSUS's events, grouped by outcome. A success while an import fails tells
/// issue 1 from issue 3.
package struct Synchronization: Hashable, Sendable {
  package var outcome: Outcome
  package var count: Int
  /// Nanoseconds since 1970 (UTC).
  package var first: Int64?
  package var last: Int64?
  package var times: [Int64]
  /// What local times of it can be, see ``ServerTimeZone``.
  package var localReadings: [Int64] = []
  /// What the reason of a failure tells; nil without one.
  package var kind: LoggedFailure.Kind?
  package var citation: Citation

  /// The raw value is its name in reports.
  package enum Outcome: String, CaseIterable, Hashable, Sendable {
    /// Event 384, or a success in Wsyncmgr.log.
    case succeeded
    /// Event 386.
    case failed
  }

  package init(outcome: Outcome, kind: LoggedFailure.Kind? = nil, time: Int64?, citation: Citation) {
    self.outcome = outcome
    self.kind = kind
    count = 1
    first = time
    last = time
    times = time.map { [$0] } ?? []
    self.citation = citation
  }

  package mutating func gather(_ other: Synchronization) {
    count += other.count
    first = earliest(first, other.first)
    if last == nil || latest(last, other.last) != last { citation = other.citation }
    last = latest(last, other.last)
    for time in other.times { times.insertTime(time, limit: LoggedFailure.timeLimit) }
    localReadings = Array((localReadings + other.localReadings).prefix(ServerTimeZone.readingLimit))
    if kind != other.kind { kind = nil }
  }
}

/// The period that a log tells of, from its first entry to its last.
package struct LogPeriod: Hashable, Sendable {
  package var kind: ServerFileKind
  /// Nanoseconds since 1970 (UTC).
  package var first: Int64
  package var last: Int64

  package init(kind: ServerFileKind, first: Int64, last: Int64) {
    self.kind = kind
    self.first = first
    self.last = last
  }
}
