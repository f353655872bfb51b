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
    /// The same client and TLS stack also finished a TLS 1.2 handshake with the endpoint in that flow.
    case sameClientSucceeds(flow: Int)
    /// The hello shows suites or groups that no system older than Windows Server 2016 sends.
    case helloOfNewerSystem(flow: Int)
    /// The capture names that program for every attempt, and one issue is of that program. It is the one that ran when
    /// the packets were captured, so this is only likely.
    case program(LoggedComponent)
    /// Nothing in the capture decides: the server's own files would.
    case undecided
    /// That step among ``steps`` decides.
    case decided(DecisionStep)
    /// That step among ``steps`` makes it likely.
    case likely(DecisionStep)
    /// Steps speak for different issues.
    case contradictory
    /// TLS 1.2 itself is disabled, which no issue of the article is.
    case modernProtocolDisabled
    /// The files are not of one system, or of another than the client.
    case severalSystems
    /// The files are of one server, and nothing tells which client of the capture that is.
    case severalClients
    /// Something else than the cause of the issue may have ended every flow: see ``Doubt``.
    case doubtfulCause
  }

  /// What makes ``best`` the best.
  package enum Strength: String, CaseIterable, Hashable, Sendable {
    case decided
    /// Component and time make it likely.
    case likely
  }

  package var strength: Strength? {
    guard best != nil else { return nil }
    switch basis {
    case .likely, .program: return .likely
    case .onlyCandidate, .sameClientSucceeds, .helloOfNewerSystem, .undecided, .decided, .contradictory,
      .modernProtocolDisabled, .severalSystems, .severalClients, .doubtfulCause:
      return .decided
    }
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
  /// - successOfSameClient: a flow of the client and its TLS stack that finished TLS 1.2 or later with the
  /// endpoint.
  /// - newerSystem: a flow whose hello no system before Windows Server 2016 sends.
  /// - program: that the capture names for every attempt.
  init?(
    verdict: Verdict, role: EndpointRole, successOfSameClient: Int?, newerSystem: Int?,
    program: LoggedComponent? = nil
  ) {
    let issues = ArticleIssue.allCases.filter {
      $0.symptom == verdict.properties.symptom && $0.roles.contains(role)
    }
    guard let first = issues.first else { return nil }
    let candidates = issues.map(\.rawValue)
    guard issues.count > 1 else {
      self.init(candidates: candidates, best: first.rawValue, basis: .onlyCandidate)
      return
    }
    let ofProgram = issues.filter { program?.makes($0) == true }
    if let flow = successOfSameClient, verdict == .versionReject {
      self.init(candidates: candidates, best: first.rawValue, basis: .sameClientSucceeds(flow: flow))
    } else if let flow = newerSystem, verdict == .versionReject {
      self.init(candidates: candidates, best: first.rawValue, basis: .helloOfNewerSystem(flow: flow))
    } else if let program, let issue = ofProgram.first, ofProgram.count == 1 {
      self.init(candidates: candidates, best: issue.rawValue, basis: .program(program))
    } else {
      self.init(candidates: candidates, best: nil, basis: .undecided)
    }
  }
}

extension IssueAssessment {
  /// The same, of a finding whose cause is in doubt: nothing decides it.
  var withDoubtfulCause: IssueAssessment {
    IssueAssessment(candidates: candidates, best: nil, basis: .doubtfulCause)
  }
}

extension IssueAssessment {
  /// The assessment of a finding with the server's files.
  ///
  /// It is decided when all decisive steps agree on one issue, and likely when the other steps that count do.
  /// - Parameters:
  ///   - attempts: when each flow of the finding ended, in nanoseconds of the capture's clock.
  ///   - oldEndpoints: names of old endpoints that the client also connected to.
  package init?(
    _ finding: Finding, facts: ServerFacts, attempts: [Int64], oldEndpoints: [String] = []
  ) {
    guard let captured = finding.issue,
      let issue = IssueCase(finding, facts, attempts: attempts, oldEndpoints: oldEndpoints)
    else { return nil }
    self = captured
    steps = QuestionRegistry.questions.flatMap { $0.ask(issue) }
    let isOfClient = issue.isOfClient
    if !isOfClient { weakenFiles() }
    steps = steps.filter(\.isDecisive) + steps.filter { !$0.isDecisive }
    clock = issue.clock
    files = ServerFileKind.allCases.filter { kind in
      facts.files.contains { $0.kind == kind && !$0.notes.contains(.noSettings) }
    }
    if issue.candidates.count > 1, basis != .doubtfulCause { decide(isOfClient: isOfClient) }
  }

  /// What the capture proves has no citation.
  private mutating func weakenFiles() {
    for index in steps.indices where !steps[index].citations.isEmpty { steps[index].weight = .shown }
  }

  private mutating func decide(isOfClient: Bool) {
    let counting = steps.filter { $0.weight != .shown && !$0.supports.isEmpty }
    let issues = Set(counting.flatMap(\.supports))
    // The capture's own hint counts where nothing else does.
    if counting.isEmpty, isOfClient, case .program = basis,
      !steps.contains(where: { $0.claim == .modernProtocolDisabled })
    {
      return
    }
    best = nil
    if isOfClient, steps.contains(where: { $0.claim == .modernProtocolDisabled }) {
      basis = .modernProtocolDisabled
      return
    }
    guard let step = counting.first(where: \.isDecisive) ?? counting.first else {
      basis = isOfClient ? .undecided : .severalSystems
      return
    }
    guard let only = issues.first, issues.count == 1 else {
      basis = .contradictory
      return
    }
    (best, basis) = (only.rawValue, step.isDecisive ? .decided(step) : .likely(step))
  }
}
