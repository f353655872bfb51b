/// Which of the article's issues a finding may be, and what decides it.
package struct IssueAssessment: Hashable, Sendable {
  package var candidates: [Int]
  /// Nil when nothing decides.
  package var best: Int?
  package var basis: Basis
  /// Decisive steps first; empty without files.
  package var steps: [DecisionStep] = []
  /// How the log and the capture match in time; nil when they do not, or there is no log.
  package var clock: ClockMatch?
  package var files: [ServerFileKind] = []

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

extension IssueAssessment {
  /// What the capture alone says about a failed finding; nil when the article has no issue for it.
  ///
  /// Issues 1 and 3 look alike on the wire, and so do 2 and 4. A client that finished TLS 1.2 with the
  /// endpoint, or a system newer than Windows Server 2012 R2, has the update that issue 3 lacks.
  /// - Parameters:
  /// - successOfSameClient: a flow of the client that finished TLS 1.2 or later with the endpoint.
  /// - newerSystem: a flow whose hello no system before Windows Server 2016 sends.
  init?(verdict: Verdict, role: EndpointRole, successOfSameClient: Int?, newerSystem: Int?) {
    let issues = ArticleIssue.allCases.filter {
      $0.symptom == verdict.properties.symptom && $0.roles.contains(role)
    }
    guard let first = issues.first else { return nil }
    let candidates = issues.map(\.rawValue)
    guard issues.count > 1 else {
      self.init(candidates: candidates, best: first.rawValue, basis: .onlyCandidate)
      return
    }
    guard verdict == .versionReject else {
      self.init(candidates: candidates, best: nil, basis: .undecided)
      return
    }
    if let flow = successOfSameClient {
      self.init(candidates: candidates, best: first.rawValue, basis: .sameClientSucceeds(flow: flow))
    } else if let flow = newerSystem {
      self.init(candidates: candidates, best: first.rawValue, basis: .helloOfNewerSystem(flow: flow))
    } else {
      self.init(candidates: candidates, best: nil, basis: .undecided)
    }
  }
}

extension IssueAssessment {
  /// The assessment of a finding with the server's files.
  ///
  /// It is decided when all decisive steps agree on one issue; otherwise the candidates stay.
  /// - Parameter attempts: when each flow of the finding ended, in nanoseconds of the capture's clock.
  package init?(_ finding: Finding, facts: ServerFacts, attempts: [Int64]) {
    guard let captured = finding.issue, let issue = IssueCase(finding, facts, attempts: attempts) else {
      return nil
    }
    self = captured
    steps = QuestionRegistry.questions.flatMap { $0.ask(issue) }
    steps = steps.filter(\.isDecisive) + steps.filter { !$0.isDecisive }
    clock = issue.clock
    files = ServerFileKind.allCases.filter(issue.hasFile)
    if issue.candidates.count > 1 { decide() }
  }

  private mutating func decide() {
    let decisive = steps.filter(\.isDecisive)
    let issues = Set(decisive.flatMap(\.supports))
    guard let step = decisive.first else {
      (best, basis) = (nil, .undecided)
      return
    }
    if let only = issues.first, issues.count == 1 {
      (best, basis) = (only.rawValue, .decided(step))
    } else {
      (best, basis) = (nil, .contradictory)
    }
  }
}
