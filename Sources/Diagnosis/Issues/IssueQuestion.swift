import Protocols

/// What a question may use: the finding, the server's files, and how the two match.
struct IssueCase {
  let verdict: Verdict
  let candidates: [ArticleIssue]
  let endpoint: Endpoint
  let captured: IssueAssessment.Basis
  let facts: ServerFacts
  /// What the client's hello looks like.
  let clientSystem: ClientSystem?
  let oldEndpoints: [String]
  let attempts: [Int64]
  let route: Route
  /// The logged failures that can be these attempts, each with its match in time.
  let logged: [(failure: LoggedFailure, match: ClockMatch?)]

  init?(_ finding: Finding, _ facts: ServerFacts, attempts: [Int64], oldEndpoints: [String]) {
    guard case .verdict(let verdict) = finding.code, let issue = finding.issue,
      let endpoint = finding.endpoint
    else { return nil }
    self.verdict = verdict
    self.endpoint = endpoint
    self.facts = facts
    self.attempts = attempts
    route = finding.route
    self.oldEndpoints = oldEndpoints
    clientSystem = finding.clientSystem
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

  /// Whether the files name one computer and one release, and one that the client's hello can come from.
  var isOfClient: Bool { otherReleases.isEmpty && severalComputers.isEmpty }

  /// The computers that the files name, where they are several.
  var severalComputers: [String] {
    var names: [String] = []
    for name in facts.windowsVersions.compactMap(\.computerName)
    where !names.contains(where: { $0.lowercased() == name.lowercased() }) { names.append(name) }
    return names.count > 1 ? names : []
  }

  /// The releases that show the files to be of several systems, or of another than the client.
  var otherReleases: [WindowsServer] {
    let releases = WindowsServer.allCases.filter { release in
      facts.windowsVersions.contains { $0.server == release }
    }
    if releases.count > 1 { return releases }
    guard let clientSystem, clientSystem.order == .defaultList, clientSystem.stack == .schannel else {
      return []
    }
    return releases.filter { !clientSystem.systems.contains($0) }
  }
}

// MARK: Time

extension IssueCase {
  var attemptTimes: AttemptTimes {
    AttemptTimes(attempts, offset: clock?.offset ?? 0, zones: facts.timeZones)
  }

  /// The attempts, by the clock of the server's logs.
  var period: ClosedRange<Int64>? { attemptTimes.period }

  /// The time that a log of that kind tells of without a longer break, and that includes the attempts.
  func coverage(_ kind: ServerFileKind) -> ClosedRange<Int64>? {
    guard let period else { return nil }
    var joined: [ClosedRange<Int64>] = []
    for log in facts.logPeriods.filter({ $0.kind == kind }).sorted(by: { $0.first < $1.first }) {
      if let last = joined.last, log.first &- last.upperBound <= Self.longestBreak {
        joined[joined.count - 1] = last.lowerBound...max(last.upperBound, log.last)
      } else {
        joined.append(log.first...max(log.first, log.last))
      }
    }
    return joined.first {
      $0.lowerBound &- AttemptTimes.margin <= period.lowerBound
        && $0.upperBound &+ AttemptTimes.margin >= period.lowerBound
    }
  }

  /// Whether a log of that kind tells of everything between a time and the attempts.
  func covers(_ time: Int64, _ kind: ServerFileKind = .softwareDistributionLog) -> Bool {
    coverage(kind)?.contains(time) ?? false
  }

  func isAtAttempts(_ times: [Int64]) -> Bool { attemptTimes.include(times) }

  /// WSUS writes something every few minutes; a longer break between two files is a missing file.
  private static let longestBreak: Int64 = 600_000_000_000
}

extension ClockMatch {
  /// Whether the entries are of these attempts: several of them match, or the clocks agree so closely.
  func isConvincing(within offset: Int64) -> Bool {
    self.offset.magnitude <= offset.magnitude || matched >= 2
  }

  /// How far the clocks of one machine, and those of two, usually differ.
  static let ownClock: Int64 = 5_000_000_000
  static let otherClock: Int64 = 60_000_000_000
}

extension LoggedFailure {
  /// Whether the entries can describe attempts that ended so, at that server.
  func canBe(_ verdict: Verdict, at server: String?) -> Bool {
    if let host, let server, host != server { return false }
    // Those of a site server are of connections to the WSUS server.
    guard [.workerProcess, .service, .unknown].contains(component) else { return false }
    return kind.canBe(verdict)
  }
}

extension LoggedFailure.Kind {
  /// Whether a program of the server logs attempts that ended so as this kind.
  func canBe(_ verdict: Verdict) -> Bool {
    switch verdict.properties.symptom {
    case .versionTooLow, .noCommonCipher:
      [.closedByRemoteHost, .connectionClosed, .secureChannel].contains(self)
    case .clientEndsSilently: [.noCommonAlgorithm, .connectionClosed].contains(self)
    case nil: false
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
    FailedSynchronizations.self,
    UpdateSources.self,
    NoCommonAlgorithm.self,
    SchannelEvents.self,
    InstalledUpdates.self,
    WindowsRelease.self,
    CipherOrders.self,
    AppliedPolicies.self,
    DisabledAlgorithms.self,
    LoggedAttempts.self,
    DisabledProtocols.self,
    WorkerProcessSwitches.self,
    StrongCryptography.self,
    ConfiguredNetwork.self,
  ]
}
