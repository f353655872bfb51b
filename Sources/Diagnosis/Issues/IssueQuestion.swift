/// What a question may use: the finding, the server's files, and how the two match.
struct IssueCase {
  let verdict: Verdict
  let candidates: [ArticleIssue]
  let endpoint: Endpoint
  let captured: IssueAssessment.Basis
  let facts: ServerFacts
  /// The logged failures that can be these attempts, each with its match in time.
  let logged: [(failure: LoggedFailure, match: ClockMatch?)]

  init?(_ finding: Finding, _ facts: ServerFacts, attempts: [Int64]) {
    guard case .verdict(let verdict) = finding.code, let issue = finding.issue,
      let endpoint = finding.endpoint
    else { return nil }
    self.verdict = verdict
    self.endpoint = endpoint
    self.facts = facts
    candidates = issue.candidates.compactMap(ArticleIssue.init(rawValue:))
    captured = issue.basis
    logged = facts.failures.filter { $0.canBe(verdict, at: finding.serverName) }.map {
      ($0, ClockMatch(attempts: attempts, entries: $0.times))
    }
  }

  func isCandidate(_ issue: ArticleIssue) -> Bool { candidates.contains(issue) }

  var clock: ClockMatch? {
    logged.compactMap(\.match).max { ($0.matched, $1.offset.magnitude) < ($1.matched, $0.offset.magnitude) }
  }

  func hasFile(_ kind: ServerFileKind) -> Bool { facts.files.contains { $0.kind == kind } }
}

extension LoggedFailure {
  /// Whether the entries can describe attempts that ended so, at that server.
  func canBe(_ verdict: Verdict, at server: String?) -> Bool {
    if let host, let server, host != server { return false }
    switch verdict.properties.symptom {
    case .versionTooLow, .noCommonCipher:
      return [.closedByRemoteHost, .connectionClosed, .secureChannel].contains(kind)
    case .clientEndsSilently: return [.noCommonAlgorithm, .connectionClosed].contains(kind)
    case nil: return false
    }
  }
}

protocol IssueQuestion: SendableMetatype {
  static func ask(_ issue: IssueCase) -> [DecisionStep]
}

/// All questions about which issue it is, in report order: decisive ones first.
enum QuestionRegistry {
  static let questions: [any IssueQuestion.Type] = [
    CapturedSuccess.self,
    CatalogImports.self,
    SchannelLines.self,
    LoggedSynchronizations.self,
    NoCommonAlgorithm.self,
    WindowsRelease.self,
    CipherOrders.self,
    LoggedAttempts.self,
    DisabledProtocols.self,
    WorkerProcessSwitches.self,
    StrongCryptography.self,
  ]
}
