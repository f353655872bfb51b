/// Which of the article's issues a finding may be, and what decides it.
package struct IssueAssessment: Hashable, Sendable {
  /// The article's issue numbers, 1 to 5, in order.
  package var candidates: [Int]
  /// The one that the evidence decides for; nil when nothing decides.
  package var best: Int?
  package var basis: Basis

  /// What decided, or what would decide.
  package enum Basis: Hashable, Sendable {
    /// The wire alone shows it: only one issue looks like this.
    case onlyCandidate
    /// The same client also finished a TLS 1.2 handshake with the endpoint in that flow.
    case sameClientSucceeds(flow: Int)
    /// The hello shows suites or groups that no system older than Windows Server 2016 sends.
    case helloOfNewerSystem(flow: Int)
    /// Nothing in the capture decides: the server's own files would.
    case undecided
  }

  package init(candidates: [Int], best: Int?, basis: Basis) {
    self.candidates = candidates
    self.best = best
    self.basis = basis
  }
}
