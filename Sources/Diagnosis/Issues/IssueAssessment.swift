/// Which of the article's issues a finding may be, and what decides it.
package struct IssueAssessment: Hashable, Sendable {
  /// The article's issue numbers, 1 to 5, in order.
  package var candidates: [Int]
  /// The one that the evidence decides for; nil when nothing decides.
  package var best: Int?
  package var basis: Basis
  /// What bears on it by the server's files, decisive steps first; empty without files.
  package var steps: [DecisionStep] = []
  /// How the log and the capture meet in time; nil when they do not, or there is no log.
  package var clock: ClockMatch?
  /// The kinds of files that were read.
  package var files: [ServerFileKind] = []

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
    /// That step among ``steps`` decides.
    case decided(DecisionStep)
    /// Steps decide for different issues.
    case contradictory
    /// The files are of one server, and nothing tells which client of the capture that is.
    case severalClients
  }

  package init(candidates: [Int], best: Int?, basis: Basis) {
    self.candidates = candidates
    self.best = best
    self.basis = basis
  }
}
