import Foundation
import Packets
import Protocols
import Testing

@testable import Diagnosis

/// Facts of a server's files, made by hand.
private func citation(_ kind: ServerFileKind, _ line: Int = 1) -> Citation {
  Citation(file: kind.rawValue, kind: kind, line: line, text: "line \(line)")
}

extension ServerFacts {
  fileprivate init(_ kinds: ServerFileKind...) {
    self.init()
    files = kinds.map {
      ServerFile(
        path: $0.rawValue, kind: $0, encoding: .utf8, hasByteOrderMark: false, bytes: 1, lines: 1, notes: [])
    }
  }

  fileprivate mutating func addStart(
    _ sign: ServiceStart.Sign, disabled: [String] = [], enabled: [String] = []
  ) {
    let log = ServerFileKind.softwareDistributionLog
    let lines =
      disabled.map { SchannelLine(protocolName: $0, state: .disabled, citation: citation(log, 2)) }
      + enabled.map { SchannelLine(protocolName: $0, state: .enabled, citation: citation(log, 3)) }
    add(ServiceStart(time: 1, component: .service, sign: sign, citation: citation(log), protocols: lines))
  }

  fileprivate mutating func addFailure(
    _ kind: LoggedFailure.Kind, _ component: LoggedComponent = .workerProcess, host: String? = nil,
    times: [Int64] = [1]
  ) {
    for time in times {
      add(
        LoggedFailure(
          component: component, kind: kind, host: host, httpStatus: nil, time: time,
          citation: citation(.softwareDistributionLog, 9)))
    }
  }

  fileprivate mutating func addImportFailure() {
    add(
      ImportFailures(
        kind: .connectionClosed, update: "001d4517-c586-4bb1-9e66-ed6ff8e8d34f", time: nil,
        citation: citation(.wsyncmgrLog, 4)))
  }
}

@Suite struct DecisionTests {
  private func finding(_ lines: [String], dns: String? = nil) -> Finding {
    var scene = Scene()
    for line in lines { scene.add(line, dns: dns) }
    return scene.finish()[0]
  }

  private var refused: Finding { finding(["open >hello:1.0 <rst"]) }
  private var silent: Finding { finding(["open >fin"], dns: sws) }

  private func assess(_ finding: Finding, _ facts: ServerFacts, attempts: [Int64] = [1]) throws
    -> IssueAssessment
  {
    try #require(IssueAssessment(finding, facts: facts, attempts: attempts))
  }

  @Test func aStartWithSchannelLinesIsIssue1() throws {
    var facts = ServerFacts(.softwareDistributionLog)
    facts.addStart(.schannelLines, disabled: ["TLS 1.0"], enabled: ["TLS 1.2"])
    let issue = try assess(refused, facts)
    #expect(issue.best == 1)
    guard case .decided(let step) = issue.basis else { throw Unexpected() }
    #expect(step.claim == .schannelLinesLogged)
    #expect(step.citations.map(\.line) == [2, 3])
  }

  @Test func aStartWithoutThemIsIssue3() throws {
    var facts = ServerFacts(.softwareDistributionLog)
    facts.addStart(.startEvent)
    #expect(try assess(refused, facts).best == 3)
    // The nearest negatives: a start that failed, and a log without a start.
    var failed = ServerFacts(.softwareDistributionLog)
    failed.addStart(.failedStart)
    #expect(try assess(refused, failed).basis == .undecided)
    #expect(try assess(refused, ServerFacts(.softwareDistributionLog)).basis == .undecided)
  }

  @Test func aSynchronizationThatWorksIsIssue1() throws {
    for (seconds, best) in [(1_596_240_000, 1 as Int?), (1_593_000_000, nil)] {
      var facts = ServerFacts(.softwareDistributionLog)
      facts.add(
        Synchronization(
          outcome: .succeeded, time: Int64(seconds) * 1_000_000_000,
          citation: citation(.softwareDistributionLog)))
      #expect(try assess(refused, facts).best == best)
    }
  }

  @Test func theReleaseDecidesOnlyWhereIssue3CannotBe() throws {
    for (build, best) in [("14393", 1 as Int?), ("9600", nil), ("1", nil)] {
      var facts = ServerFacts(.registryExport)
      facts.windowsVersions = [
        WindowsVersion(productName: nil, build: build, citation: citation(.registryExport))
      ]
      #expect(try assess(refused, facts).best == best, "build \(build)")
    }
  }

  @Test func proofsThatContradictDecideNothing() throws {
    let refusedWithSuccess = finding(["open >hello:1.0 <rst", VerdictTests.full])
    var facts = ServerFacts(.softwareDistributionLog)
    facts.addStart(.startEvent)
    let issue = try assess(refusedWithSuccess, facts)
    #expect(issue.best == nil && issue.basis == .contradictory)
    #expect(issue.steps.filter(\.isDecisive).count == 2)
  }

  @Test func hardeningWithTheErrorIsIssue2() throws {
    var facts = ServerFacts(.softwareDistributionLog)
    facts.addStart(.schannelLines, disabled: ["TLS 1.0", "TLS 1.1"], enabled: ["TLS 1.2"])
    facts.addFailure(.noCommonAlgorithm)
    #expect(try assess(silent, facts).best == 2)
    // The nearest negatives: one protocol alone, the lines without the error, the error without the lines.
    var half = ServerFacts(.softwareDistributionLog)
    half.addStart(.schannelLines, disabled: ["TLS 1.0"])
    half.addFailure(.noCommonAlgorithm)
    #expect(try assess(silent, half).basis == .undecided)
    var lines = ServerFacts(.softwareDistributionLog)
    lines.addStart(.schannelLines, disabled: ["TLS 1.0", "TLS 1.1"])
    #expect(try assess(silent, lines).basis == .undecided)
    var error = ServerFacts(.softwareDistributionLog)
    error.addFailure(.noCommonAlgorithm)
    let undecided = try assess(silent, error)
    #expect(undecided.basis == .undecided && undecided.candidates == [2, 4])
    var asked = silent
    asked.issue = undecided
    #expect(requestedEvidence(for: asked).first == .wsyncmgrLog)
    #expect(!requestedEvidence(for: asked).contains(.softwareDistributionLog))
  }

  @Test func importsOfConfigurationManagerAreIssue4() throws {
    var facts = ServerFacts(.softwareDistributionLog, .wsyncmgrLog)
    facts.addStart(.schannelLines, disabled: ["TLS 1.0", "TLS 1.1"])
    facts.addFailure(.noCommonAlgorithm)
    facts.addImportFailure()
    let issue = try assess(silent, facts)
    #expect(issue.best == 4)
    // Its log without a failed import decides nothing alone.
    #expect(try assess(silent, ServerFacts(.wsyncmgrLog)).basis == .undecided)
  }

  @Test func theCipherOrderIsHeldAgainstTheEndpoint() throws {
    let limited = finding(["open >hello:1.2/rsa <rst"])
    for (suites, lacks) in [
      (["TLS_RSA_WITH_AES_256_CBC_SHA"], true),
      (["TLS_RSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384_P384"], false),
    ] {
      var facts = ServerFacts(.groupPolicyReport)
      let source = CipherOrder.Source.groupPolicy(winningObject: "Hardening", setting: nil)
      facts.cipherOrders = [
        CipherOrder(
          source: .localRegistry, suites: ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"], text: nil,
          citation: citation(.registryExport)),
        CipherOrder(source: source, suites: suites, text: nil, citation: citation(.groupPolicyReport)),
      ]
      let issue = try assess(limited, facts)
      #expect(issue.best == 5)
      #expect(issue.steps.map(\.claim).contains(.cipherOrderLacksSuites(source)) == lacks)
      #expect(issue.steps.map(\.claim).contains(.cipherOrderHasSuites(source)) != lacks)
    }
  }

  @Test func theCureLeavesOutWhatIsDone() throws {
    var facts = ServerFacts(.workerProcessConfiguration, .registryExport)
    facts.workerProcessSwitches = [
      WorkerProcessSwitch(value: false, citation: citation(.workerProcessConfiguration), fault: nil)
    ]
    var done = silent
    done.issue = try assess(silent, facts)
    #expect(!resolution(for: done).contains(.enableTLSInWorkerProcess))
    #expect(resolution(for: done).contains(.restartWorkerProcesses))
    #expect(resolution(for: done).last == .verify)
    facts.workerProcessSwitches = [
      WorkerProcessSwitch(
        value: false, citation: citation(.workerProcessConfiguration),
        fault: XMLFault(.badName, line: 1, column: 1))
    ]
    facts.protocolSettings = [
      ProtocolSetting(
        protocolName: "TLS 1.2", role: .client, enabled: 0, disabledByDefault: nil,
        citations: [citation(.registryExport)])
    ]
    done.issue = try assess(silent, facts)
    #expect(resolution(for: done).contains(.enableTLSInWorkerProcess))
    #expect(resolution(for: done).prefix(2).contains(.repairWorkerProcessConfiguration))
    #expect(resolution(for: done).prefix(2).contains(.enableModernProtocol))
    facts.windowsVersions = [
      WindowsVersion(productName: nil, build: "9600", citation: citation(.registryExport))
    ]
    var limited = finding(["open >hello:1.2/rsa <rst"])
    limited.issue = try assess(limited, facts)
    #expect(resolution(for: limited).contains(.allowCipherSuitesWithCurve))
    #expect(!resolution(for: limited).contains(.allowCipherSuites))
  }

  @Test func failuresOfOtherServersAreNoneOfTheseAttempts() throws {
    for (host, isHere) in [(sws as String?, true), (nil, true), ("fe2.update.microsoft.com", false)] {
      var facts = ServerFacts(.softwareDistributionLog)
      facts.addFailure(.closedByRemoteHost, host: host, times: [5_000_000_000])
      let issue = try assess(refused, facts, attempts: [5_000_000_100])
      #expect((issue.clock != nil) == isHere, "\(host ?? "-")")
    }
  }

  @Test func theRegistryHoldsEveryQuestionOfTheFolder() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/Diagnosis/Issues/Questions")
    let questions = try FileManager.default.contentsOfDirectory(atPath: folder.path).flatMap { file in
      try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        .matches(of: /enum (\w+): IssueQuestion/).map { String($0.1) }
    }
    #expect(Set(QuestionRegistry.questions.map { String(describing: $0) }) == Set(questions))
    #expect(QuestionRegistry.questions.count == questions.count)
  }

  private struct Unexpected: Error {}
}

@Suite struct ClockMatchTests {
  private let second: Int64 = 1_000_000_000

  private func match(_ attempts: [Int64], _ entries: [Int64]) -> ClockMatch? {
    ClockMatch(attempts: attempts.map { $0 * second }, entries: entries.map { $0 * second })
  }

  @Test func clocksThatAgree() {
    #expect(match([10, 20, 30], [10, 20, 30]) == ClockMatch(offset: 0, matched: 3, attempts: 3))
    #expect(match([10], [10])?.matched == 1)
    #expect(match([10], []) == nil)
    #expect(match([], [10]) == nil)
  }

  @Test func theOffsetThatMatchesMostWins() {
    let attempts: [Int64] = [100, 117, 161, 190]
    let found = match(attempts, [50, 130, 147, 191, 220, 900])
    #expect(found == ClockMatch(offset: 30 * second, matched: 4, attempts: 4))
  }

  /// Several entries of one attempt are one match.
  @Test func entriesOfOneAttemptCountOnce() {
    #expect(match([100, 200], [100, 100, 101, 101])?.matched == 1)
  }

  @Test func aLargeOffsetNeedsProof() {
    let hour: Int64 = 3600
    #expect(match([100, 200], [100 + hour, 200 + hour]) == nil)
    let three = match([100, 217, 391], [100 + hour, 217 + hour, 391 + hour])
    #expect(three == ClockMatch(offset: 3600 * second, matched: 3, attempts: 3))
    // Three of seven attempts are fewer than half.
    #expect(match([1, 10, 100, 217, 391, 500, 900], [100, 217, 391].map { $0 + hour }) == nil)
    #expect(match([100, 217, 391], [100, 217, 391].map { $0 + 20 * hour }) == nil)
  }

  @Test func timesAtTheEndsOfTheScaleAreSurvived() {
    #expect(ClockMatch(attempts: [.min, .max], entries: [.max, .min])?.matched == 2)
    #expect(ClockMatch(attempts: [.min], entries: [.max]) == nil)
  }
}
