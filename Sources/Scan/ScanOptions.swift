package import Analysis
package import Diagnosis
import Files
package import Reports

/// What a scan looks at, and how.
package struct ScanOptions: Sendable {
  /// Folders, or single captures.
  package var roots: [String]
  package var policy: PolicyChoice
  /// Identifies the policy and the chosen day in the catalog.
  package var policyDigest: String
  /// Captures that are analysed at the same time. More than there are processors take turns.
  package var jobs = CurrentProcess.processorCount
  /// Of each capture.
  package var budget = ResourceBudget.standard
  /// Seconds that one capture may take; nil for no limit.
  package var timeLimit: Double?
  /// Also analyses what was analysed before.
  package var isForced = false
  /// Only the captures of one part of several.
  package var shard: Shard?
  /// Skips files that changed within so many seconds, because they may still be written.
  package var minimumAge: Double?
  /// The folder of the results, which is not searched. It must have a folder ``reportFolder``.
  package var output: String
  /// How each capture's report is to look.
  package var report = ReportOptions()
  /// Whether ``ScanEvent/answered`` is wanted.
  package var tellsAnswers = false
  /// Whether symbolic links that lead out of a folder are followed.
  package var followsLinks = false
  /// Names or pseudonyms.
  package var names = ScanNames()
  /// The folder for copies of captures with comments on the frames of the evidence; nil for none. It must exist.
  package var annotations: String?
  /// Asked often; true ends the scan.
  package var shouldStop: @Sendable () -> Bool = { false }

  package init(roots: [String], policy: PolicyChoice, policyDigest: String, output: String) {
    (self.roots, self.policy, self.policyDigest, self.output) = (roots, policy, policyDigest, output)
    report.width = 100
  }

  /// The folder of the captures' own reports, in the folder of the results.
  package static let reportFolder = "reports"
}

/// One of several equal parts of all captures, chosen by their content, one per machine.
package struct Shard: Hashable, Sendable {
  /// From 0 to ``count`` - 1.
  package var index: Int
  package var count: Int

  /// `I/N`, such as `0/4`; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1], count > 0, count <= Self.limit,
      (0..<count).contains(index)
    else { return nil }
    (self.index, self.count) = (index, count)
  }

  private static let limit = 1_000_000

  /// Whether a file with this digest belongs to this part. The first 60 bits are distributed evenly.
  func contains(_ sha256: String) -> Bool {
    let number = UInt64(sha256.prefix(15), radix: 16) ?? 0
    return Int(number % UInt64(count)) == index
  }
}

/// When the time limit of a capture is exceeded.
struct Deadline: Sendable {
  private let end: ContinuousClock.Instant?

  /// - Parameter seconds: from now on; nil for no limit.
  init(seconds: Double?) {
    end = seconds.map { ContinuousClock.now + .seconds($0) }
  }

  var hasPassed: Bool { end.map { ContinuousClock.now > $0 } ?? false }
}
