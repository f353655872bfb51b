/// The counts of a catalog: the summary of a scan in every format.
package struct ScanSummary: Sendable {
  package var captures = 0
  /// Files beyond these whose content is the same as another's.
  package var copies = 0
  package var flows = 0
  package var findings = 0
  package var evidence = 0
  /// RFC 3339 in UTC; nil without a packet.
  package var firstPacket: String?
  package var lastPacket: String?
  /// The clients that synchronise.
  package var wsusServers = 0
  /// Those that fail first.
  package var outcomes: [ClientOutcome] = []
  package var verdicts: [VerdictCount] = []
  package var issues: [IssueCount] = []
  package var servers: [FailingServer] = []
  package var sites: [SiteCount] = []
  package var days: [DayCount] = []
  /// The captures with findings first, at most ``captureLimit``.
  package var listed: [ListedCapture] = []
  package var failures: [FailedFile] = []
  package var failed = 0
  /// Those that failed, and captures that were skipped.
  package var notAnalysed = 0
  package var skipped: [SkippedKind] = []

  /// Captures in the index: browsers do not open larger pages. A query lists them all.
  package static let captureLimit = 5000
  /// Lines of the other lists; the rest is counted, and a query lists it.
  package static let lineLimit = 100

  package struct VerdictCount: Hashable, Sendable {
    package var verdict: String
    package var flows: Int
    package var toEndpoints: Int
    package var captures: Int

    package init(verdict: String, flows: Int, toEndpoints: Int, captures: Int) {
      (self.verdict, self.flows, self.toEndpoints, self.captures) = (verdict, flows, toEndpoints, captures)
    }
  }

  package struct IssueCount: Hashable, Sendable {
    package var issue: ScanIssue
    package var code: String
    package var severity: String
    package var findings: Int
    package var attempts: Int
    package var captures: Int

    package init(
      issue: ScanIssue, code: String, severity: String, findings: Int, attempts: Int, captures: Int
    ) {
      (self.issue, self.code, self.severity) = (issue, code, severity)
      (self.findings, self.attempts, self.captures) = (findings, attempts, captures)
    }
  }

  package struct FailingServer: Hashable, Sendable {
    /// Its name, else its addresses.
    package var server: String
    package var code: String
    package var severity: String
    package var issue: ScanIssue
    package var attempts: Int
    package var clients: Int
    package var captures: Int
    package var first: String
    package var last: String

    package init(
      server: String, code: String, severity: String, issue: ScanIssue, attempts: Int, clients: Int,
      captures: Int, first: String, last: String
    ) {
      (self.server, self.code, self.severity, self.issue) = (server, code, severity, issue)
      (self.attempts, self.clients, self.captures) = (attempts, clients, captures)
      (self.first, self.last) = (first, last)
    }
  }

  package struct SiteCount: Hashable, Sendable {
    /// A folder right below those that were scanned; `.` for these themselves.
    package var site: String
    package var captures: Int
    package var flows: Int
    package var findings: Int
    package var failing: Int

    package init(site: String, captures: Int, flows: Int, findings: Int, failing: Int) {
      (self.site, self.captures, self.flows) = (site, captures, flows)
      (self.findings, self.failing) = (findings, failing)
    }
  }

  /// The findings that began on one day.
  package struct DayCount: Hashable, Sendable {
    /// `2020-07-28`, in UTC.
    package var day: String
    package var errors: Int
    package var warnings: Int
    package var infos: Int

    package init(day: String, errors: Int, warnings: Int, infos: Int) {
      (self.day, self.errors, self.warnings, self.infos) = (day, errors, warnings, infos)
    }
  }

  package struct ListedCapture: Hashable, Sendable {
    package var path: String
    package var flows: Int
    package var findings: Int
    /// Nil without a finding.
    package var gravest: Gravest?
    /// Of the gravest finding, else of a flow to the update service; nil without both.
    package var client: String?
    package var server: String?
    /// Flows to servers of the update service that succeeded, and those that nothing decides.
    package var successes = 0
    package var undecided = 0
    package var firstPacket: String?
    /// The capture's own report, by its name in the folder of reports; nil when there is none.
    package var report: String?

    package init(path: String, flows: Int, findings: Int) {
      (self.path, self.flows, self.findings) = (path, flows, findings)
    }
  }

  /// The gravest finding of a capture.
  package struct Gravest: Hashable, Sendable {
    package var code: String
    package var severity: String
    package var issue: ScanIssue

    package init(code: String, severity: String, issue: ScanIssue) {
      (self.code, self.severity, self.issue) = (code, severity, issue)
    }
  }

  package struct FailedFile: Hashable, Sendable {
    package var path: String
    package var message: String
    package var advice: String?

    package init(path: String, message: String, advice: String?) {
      (self.path, self.message, self.advice) = (path, message, advice)
    }
  }

  /// Files that are not captures, by kind.
  package struct SkippedKind: Hashable, Sendable {
    package var message: String
    package var files: Int

    package init(message: String, files: Int) {
      (self.message, self.files) = (message, files)
    }
  }

  package init() {}

  /// Those that fail to reach a server of the update service.
  package var failingWSUSServers: Int {
    Set(outcomes.filter { $0.synchronizes && $0.fails }.map(\.client)).count
  }

  var skippedFiles: Int { skipped.reduce(0) { $0 + $1.files } }
}
