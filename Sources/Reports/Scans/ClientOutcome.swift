/// How the connections of one client to one server of the update service ended, over all captures of a scan.
package struct ClientOutcome: Hashable, Sendable {
  /// Failures that have one cause in common.
  package struct Cause: Hashable, Sendable {
    package var code: String
    package var severity: String
    package var issue: ScanIssue
    package var attempts = 0
    package var captures = 0
    /// The captures that make it certain.
    package var certain = 0
    /// The id of the first step of the resolution.
    package var firstStep: String?

    package init(code: String, severity: String, issue: ScanIssue) {
      (self.code, self.severity, self.issue) = (code, severity, issue)
    }
  }

  /// One of the captures, with its own report where there is one.
  package struct Example: Hashable, Sendable {
    package var path: String
    package var report: String?

    package init(path: String, report: String?) {
      (self.path, self.report) = (path, report)
    }
  }

  /// An address.
  package var client: String
  /// Whether it is a WSUS server: it synchronises.
  package var synchronizes: Bool
  /// A name, else addresses.
  package var server: String
  /// The gravest and most frequent first; empty where all is well.
  package var causes: [Cause] = []
  package var attempts = 0
  /// With failures.
  package var captures = 0
  /// Those of them in which a cause is certain.
  package var certain = 0
  /// RFC 3339 in UTC: of the first failure, and of the last.
  package var first: String?
  package var last: String?
  /// The first capture that shows a failure.
  package var example: Example?
  package var successes = 0
  package var lastSuccess: String?
  /// The sites whose captures show the client.
  package var sites: [String] = []

  package init(client: String, synchronizes: Bool, server: String) {
    (self.client, self.synchronizes, self.server) = (client, synchronizes, server)
  }

  /// The code of all causes, where it is one.
  var commonCode: String? {
    causes.allSatisfy { $0.code == causes[0].code } ? causes.first?.code : nil
  }

  /// Whether a failure keeps updates away.
  package var fails: Bool { causes.first?.severity == "error" }
}
