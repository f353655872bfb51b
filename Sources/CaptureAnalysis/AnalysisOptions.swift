package import Diagnosis

/// How a capture is to be analysed.
package struct AnalysisOptions: Sendable {
  package var policy: PolicyChoice
  /// A pcap filter: only packets that match it take part. Frame numbers stay those of the file.
  package var filter: String?
  /// Asked now and then while the capture is read; true ends the reading early.
  package var shouldStop: (@Sendable () -> Bool)?

  package init(policy: PolicyChoice) {
    self.policy = policy
  }
}
