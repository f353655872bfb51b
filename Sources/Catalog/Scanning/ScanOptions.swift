package import Diagnosis
package import Reports

/// What a scan looks at, and how.
package struct ScanOptions: Sendable {
  /// Folders, or single captures.
  package var roots: [String]
  package var policy: PolicyChoice
  /// Stands for the policy and the chosen day in the catalog.
  package var policyDigest: String
  /// Captures that are analysed at the same time.
  package var jobs = Machine.processors
  /// Seconds that one capture may take; nil for as long as it needs.
  package var timeLimit: Double?
  /// Analyses what was analysed before, too.
  package var isForced = false
  /// Only the captures of one part of several.
  package var shard: Shard?
  /// Files that changed within so many seconds are left for the next look: somebody may still write them.
  package var settling: Double?
  /// The folder of the output, which is not searched. Each capture's own report goes into a folder of it.
  package var output: String
  /// How each capture's report is to look.
  package var report = ReportOptions()
  /// Asked often; true ends the scan.
  package var shouldStop: @Sendable () -> Bool = { false }

  package init(roots: [String], policy: PolicyChoice, policyDigest: String, output: String) {
    (self.roots, self.policy, self.policyDigest, self.output) = (roots, policy, policyDigest, output)
    report.width = 100
  }

  /// The folder of the captures' own reports, below the output.
  package static let reportFolder = "reports"
}

/// One of several equal parts of all captures, told by their content, so that each machine takes its own.
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

  /// Parts that can be asked for.
  private static let limit = 1_000_000

  /// Whether a file with this digest is of this part: by its first 60 bits, which are as good as drawn by lot.
  func holds(_ sha256: String) -> Bool {
    let number = UInt64(sha256.prefix(15), radix: 16) ?? 0
    return Int(number % UInt64(count)) == index
  }
}
