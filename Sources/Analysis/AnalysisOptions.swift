package import Diagnosis

/// How a capture is to be analysed.
package struct AnalysisOptions: Sendable {
  package var policy: PolicyChoice
  /// A pcap filter: only packets that match it take part. Frame numbers stay those of the file.
  package var filter: String?
  /// Asked now and then while the capture is read; true ends the reading early.
  package var shouldStop: (@Sendable () -> Bool)?
  /// Told as often how many bytes of the file were read, and of how many; 0 of a pipe, whose size nobody knows.
  package var progress: (@Sendable (_ bytes: UInt64, _ size: UInt64) -> Void)?

  package init(policy: PolicyChoice) {
    self.policy = policy
  }
}
