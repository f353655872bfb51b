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

  /// A log that tells of the time from `first` to `last`, in seconds.
  fileprivate mutating func addPeriod(
    _ first: Int64 = -1000, _ last: Int64 = 1000, _ kind: ServerFileKind = .softwareDistributionLog
  ) {
    logPeriods.append(LogPeriod(kind: kind, first: first * second, last: last * second))
  }

  fileprivate mutating func addStart(
    _ sign: ServiceStart.Sign, at time: Int64? = 0, disabled: [String] = [], enabled: [String] = [],
    withWorkerProcess: Bool = true
  ) {
    let log = ServerFileKind.softwareDistributionLog
    let lines =
      disabled.map { SchannelLine(protocolName: $0, state: .disabled, citation: citation(log, 2)) }
      + enabled.map { SchannelLine(protocolName: $0, state: .enabled, citation: citation(log, 3)) }
    var start = ServiceStart(
      time: time.map { $0 * second }, component: .service, sign: sign, citation: citation(log),
      protocols: lines)
    start.startsWorkerProcess = withWorkerProcess
    add(start)
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

  fileprivate mutating func addImportFailure(
    _ kind: LoggedFailure.Kind = .connectionClosed, at time: Int64? = 0
  ) {
    add(
      ImportFailures(
        kind: kind, update: "001d4517-c586-4bb1-9e66-ed6ff8e8d34f", time: time.map { $0 * second },
        citation: citation(.wsyncmgrLog, 4)))
  }

  fileprivate mutating func addSynchronization(
    _ outcome: Synchronization.Outcome, kind: LoggedFailure.Kind? = nil, at time: Int64
  ) {
    add(
      Synchronization(
        outcome: outcome, kind: kind, time: time * second, citation: citation(.softwareDistributionLog, 7)))
  }

  fileprivate mutating func addRelease(_ build: String) {
    windowsVersions.append(
      WindowsVersion(productName: nil, build: build, citation: citation(.registryExport)))
  }

  fileprivate mutating func addProtocol(_ name: String, enabled: UInt32?, disabledByDefault: UInt32? = nil) {
    protocolSettings.append(
      ProtocolSetting(
        protocolName: name, role: .client, enabled: enabled, disabledByDefault: disabledByDefault,
        citations: [citation(.registryExport)]))
  }

  fileprivate mutating func addUpdateSource(_ host: String) {
    updateSources.append(
      UpdateSource(
        url: "https://\(host)", host: host, redirectorChangeNumber: nil, citation: citation(.updateSource)))
  }
}

private let second: Int64 = 1_000_000_000

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

  // MARK: Starts

  @Test func aStartWithSchannelLinesIsIssue1() throws {
    var facts = ServerFacts(.softwareDistributionLog)
    facts.addPeriod()
    facts.addStart(.schannelLines, disabled: ["TLS 1.0"], enabled: ["TLS 1.2"])
    let issue = try assess(refused, facts)
    #expect(issue.best == 1 && issue.strength == .decided)
    guard case .decided(let step) = issue.basis else { throw Unexpected() }
    #expect(step.claim == .schannelLinesLogged)
    #expect(step.citations.map(\.line) == [2, 3])
  }

  @Test func aStartWithoutThemIsIssue3() throws {
    var facts = ServerFacts(.softwareDistributionLog)
    facts.addPeriod()
    facts.addStart(.startEvent)
    #expect(try assess(refused, facts).best == 3)
    // The nearest negatives: a start that failed, one without the worker process, and a log without a start.
    var failed = ServerFacts(.softwareDistributionLog)
    failed.addPeriod()
    failed.addStart(.failedStart)
    #expect(try assess(refused, failed).basis == .undecided)
    var alone = ServerFacts(.softwareDistributionLog)
    alone.addPeriod()
    alone.addStart(.startEvent, withWorkerProcess: false)
    #expect(try assess(refused, alone).basis == .undecided)
    #expect(try assess(refused, ServerFacts(.softwareDistributionLog)).basis == .undecided)
  }

  /// Attempts end at one second; each line: starts (seconds, lines, worker process), the log's period, the issue.
  @Test func onlyTheNearestStartCounts() throws {
    typealias Start = (at: Int64, lines: Bool, worker: Bool)
    let cases: [([Start], ClosedRange<Int64>, Int?)] = [
      // Another start lies between, or may.
      ([(-900, true, false), (-400, false, true)], -1000...100, 3),
      ([(-900, false, true), (-400, true, false)], -1000...100, 1),
      ([(-900, true, false), (-400, false, false)], -1000...100, nil),
      ([(-900, true, false)], -1000...(-800), nil),
      ([(-900, false, true)], -1000...(-800), nil),
      // Service and worker process start within minutes.
      ([(-100, false, false), (-40, true, false)], -1000...100, 1),
      ([(-40, true, false), (-10, false, false)], -1000...100, 1),
      // Starts after the attempts.
      ([(60, true, false)], -10...100, 1), ([(60, false, true)], -10...100, 3),
      ([(8000, true, false)], -10...9000, nil), ([(8000, false, true)], -10...9000, 3),
      ([(60, true, false)], 50...100, 1), ([(600, true, false)], 500...900, nil),
    ]
    for (starts, period, best) in cases {
      var facts = ServerFacts(.softwareDistributionLog)
      facts.addPeriod(period.lowerBound, period.upperBound)
      for start in starts {
        facts.addStart(
          start.lines ? .schannelLines : .startEvent, at: start.at, enabled: start.lines ? ["TLS 1.2"] : [],
          withWorkerProcess: start.worker)
      }
      #expect(try assess(refused, facts).best == best, "\(starts) \(period)")
    }
  }

  @Test func twoPartsOfALogAreOneIfTheyFollowEachOther() throws {
    for (second, best) in [(Int64(-300), 1 as Int?), (100, nil)] {
      var facts = ServerFacts(.softwareDistributionLog)
      facts.addPeriod(-3000, -800)
      facts.addPeriod(second, 2000)
      facts.addStart(.schannelLines, at: -2900, enabled: ["TLS 1.2"])
      #expect(try assess(refused, facts).best == best)
    }
  }

  @Test func aStartWithoutATimeIsLikelyOnly() throws {
    var facts = ServerFacts(.softwareDistributionLog)
    facts.addStart(.schannelLines, at: nil, enabled: ["TLS 1.2"])
    let issue = try assess(refused, facts)
    #expect(issue.best == 1 && issue.strength == .likely)
  }

  // MARK: Synchronisations

  @Test func aSynchronizationThatWorksIsIssue1() throws {
    for (seconds, best) in [(Int64(1_596_240_000), 1 as Int?), (1_593_000_000, nil)] {
      var facts = ServerFacts(.softwareDistributionLog)
      facts.addPeriod(seconds - 10, seconds + 100)
      facts.addSynchronization(.succeeded, at: seconds)
      let issue = try assess(refused, facts, attempts: [(seconds + 60) * second])
      #expect(issue.best == best)
      #expect(issue.strength == best.map { _ in .likely })
    }
  }

  @Test func onlyASuccessOverTheEndpointAndAfterTheLastFailureCounts() throws {
    let start: Int64 = 1_600_000_000
    func assess(
      _ old: [String] = [], _ change: (inout ServerFacts) -> Void
    ) throws -> (Int?, IssueAssessment.Strength?) {
      var facts = ServerFacts(.softwareDistributionLog)
      facts.addPeriod(start, start + 3600)
      facts.addSynchronization(.succeeded, at: start + 60)
      change(&facts)
      let issue = try #require(
        IssueAssessment(refused, facts: facts, attempts: [(start + 600) * second], oldEndpoints: old))
      return (issue.best, issue.strength)
    }
    #expect(try assess { $0.addUpdateSource(sws) } == (1, .decided))
    #expect(try assess { _ in } == (1, .likely))
    #expect(try assess { $0.addUpdateSource("sws1.update.microsoft.com") } == (nil, nil))
    #expect(try assess(["sws1.update.microsoft.com"]) { _ in } == (nil, nil))
    #expect(try assess { $0.addSynchronization(.failed, kind: .timeout, at: start + 300) } == (nil, nil))
    #expect(try assess { $0.addSynchronization(.failed, at: start + 30) } == (1, .likely))
    // A success after the attempts, in spite of failures before it.
    #expect(
      try assess {
        $0.addUpdateSource(sws)
        $0.addSynchronization(.failed, kind: .timeout, at: start + 300)
        $0.addSynchronization(.succeeded, at: start + 1200)
      } == (1, .decided))
    // The log ends before the attempts.
    #expect(try assess { $0.logPeriods[0].last = (start + 120) * second } == (nil, nil))
  }

  @Test func aSynchronizationThatFailsThenIsLikelyIssue3() throws {
    for (kind, time, best) in [
      (nil as LoggedFailure.Kind?, Int64(0), 3 as Int?), (.connectionClosed, 1, 3), (.timeout, 0, nil),
      (.nameResolution, 0, nil), (.connectionClosed, 7200, nil),
    ] {
      var facts = ServerFacts(.softwareDistributionLog)
      facts.addPeriod(-10, 9000)
      facts.addSynchronization(.failed, kind: kind, at: time)
      let issue = try assess(refused, facts)
      #expect(issue.best == best && issue.strength == best.map { _ in .likely }, "\(time)")
      var manager = ServerFacts(.wsyncmgrLog)
      manager.add(
        SyncFailure(
          text: "x", kind: kind ?? .connectionClosed, time: time * second, citation: citation(.wsyncmgrLog)))
      #expect(try assess(refused, manager).best == best, "\(time)")
    }
  }

  // MARK: Programs

  @Test func theProgramThatFailedAtThatTimeIsLikely() throws {
    let attempts = [100 * second, 102 * second, 106 * second]
    let cases: [(LoggedComponent, [Int64], Int?)] = [
      (.workerProcess, attempts, 1), (.service, attempts, 3), (.unknown, attempts, nil),
      (.configurationManager, attempts, nil), (.service, [102 * second], 3),
      (.service, [160 * second], nil), (.service, [9000 * second], nil),
    ]
    for (component, times, best) in cases {
      var facts = ServerFacts(.softwareDistributionLog)
      facts.addFailure(.closedByRemoteHost, component, times: times)
      let issue = try assess(refused, facts, attempts: attempts)
      #expect(issue.best == best && issue.strength == best.map { _ in .likely }, "\(component) \(times)")
    }
    // Both programs failed: nothing tells whose attempts these are. Another kind of error says nothing.
    var both = ServerFacts(.softwareDistributionLog)
    both.addFailure(.closedByRemoteHost, .service, times: attempts)
    both.addFailure(.connectionClosed, .workerProcess, times: attempts)
    #expect(try assess(refused, both, attempts: attempts).basis == .contradictory)
    var timeout = ServerFacts(.softwareDistributionLog)
    timeout.addFailure(.timeout, .service, times: attempts)
    #expect(try assess(refused, timeout, attempts: attempts).basis == .undecided)
  }

  @Test func aDecisionAgainstTheProgramThatFailedIsNone() throws {
    var facts = ServerFacts(.softwareDistributionLog)
    facts.addPeriod()
    facts.addStart(.schannelLines, enabled: ["TLS 1.2"])
    facts.addFailure(.closedByRemoteHost, .service)
    #expect(try assess(refused, facts).basis == .contradictory)
    var own = ServerFacts(.softwareDistributionLog)
    own.addPeriod()
    own.addStart(.schannelLines, enabled: ["TLS 1.2"])
    own.addFailure(.closedByRemoteHost, .workerProcess)
    #expect(try assess(refused, own).strength == .decided)
  }

  // MARK: Systems

  @Test func theReleaseDecidesOnlyWhereIssue3CannotBe() throws {
    for (build, best) in [("14393", 1 as Int?), ("9600", nil), ("1", nil)] {
      var facts = ServerFacts(.registryExport)
      facts.addRelease(build)
      #expect(try assess(refused, facts).best == best, "build \(build)")
    }
  }

  @Test func filesOfSeveralSystemsDecideNothing() throws {
    for (builds, best) in [
      (["14393", "17763"], nil as Int?), (["9600", "14393"], nil), (["14393", "14393"], 1), (["17763"], 1),
    ] {
      var facts = ServerFacts(.registryExport, .softwareDistributionLog)
      facts.addPeriod()
      facts.addStart(.schannelLines, enabled: ["TLS 1.2"])
      for build in builds { facts.addRelease(build) }
      let issue = try assess(refused, facts)
      #expect(issue.best == best, "\(builds)")
      if best == nil { #expect(issue.basis == .severalSystems) }
    }
    // What the capture itself shows still counts.
    var facts = ServerFacts(.registryExport)
    for build in ["9600", "14393"] { facts.addRelease(build) }
    let success = finding(["open >hello:1.0 <rst", VerdictTests.full])
    #expect(try assess(success, facts).best == 1)
  }

  @Test func filesOfSeveralComputersDecideNothing() throws {
    for (names, best) in [
      (["WSUS01", "WSUS02"], nil as Int?), (["WSUS01", "wsus01"], 1), (["WSUS01"], 1), ([], 1),
    ] {
      var facts = ServerFacts(.registryExport, .softwareDistributionLog)
      facts.addPeriod()
      facts.addStart(.schannelLines, enabled: ["TLS 1.2"])
      facts.windowsVersions = names.map {
        WindowsVersion(productName: nil, build: nil, computerName: $0, citation: citation(.registryExport))
      }
      #expect(try assess(refused, facts).best == best, "\(names)")
    }
  }

  @Test func filesOfASystemThatCannotSendTheHelloDecideNothing() throws {
    var facts = ServerFacts(.registryExport)
    facts.addRelease("14393")
    for (systems, order, best) in [
      ([WindowsServer.v2012, .v2012R2], SuiteOrder.defaultList, nil as Int?), ([.v2016], .defaultList, 1),
      ([.v2012R2], .reordered, 1),
    ] {
      var old = refused
      old.clientSystem = ClientSystem(stack: .schannel, systems: systems, order: order)
      #expect(try assess(old, facts).best == best)
    }
  }

  @Test func proofsThatContradictDecideNothing() throws {
    let refusedWithSuccess = finding(["open >hello:1.0 <rst", VerdictTests.full])
    var facts = ServerFacts(.softwareDistributionLog)
    facts.addPeriod()
    facts.addStart(.startEvent)
    let issue = try assess(refusedWithSuccess, facts)
    #expect(issue.best == nil && issue.basis == .contradictory)
    #expect(issue.steps.filter(\.isDecisive).count == 2)
  }

  // MARK: Issues 2 and 4

  @Test func hardeningWithTheErrorIsIssue2() throws {
    var facts = ServerFacts(.softwareDistributionLog)
    facts.addPeriod()
    facts.addStart(.schannelLines, disabled: ["TLS 1.0", "TLS 1.1"], enabled: ["TLS 1.2"])
    facts.addFailure(.noCommonAlgorithm)
    #expect(try assess(silent, facts).best == 2)
    #expect(try assess(silent, facts).strength == .decided)
    // The nearest negatives: one protocol alone, the lines without the error, the error without the lines.
    var half = ServerFacts(.softwareDistributionLog)
    half.addPeriod()
    half.addStart(.schannelLines, disabled: ["TLS 1.0"])
    half.addFailure(.noCommonAlgorithm)
    #expect(try assess(silent, half).basis == .undecided)
    var lines = ServerFacts(.softwareDistributionLog)
    lines.addPeriod()
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

  @Test func theRegistryShowsHardeningAsWell() throws {
    for (enabled, time, best) in [(UInt32(0), Int64(1), 2 as Int?), (1, 1, nil), (0, 9000 * second, nil)] {
      var facts = ServerFacts(.softwareDistributionLog, .registryExport)
      facts.addProtocol("TLS 1.0", enabled: 0)
      facts.addProtocol("TLS 1.1", enabled: enabled)
      facts.addFailure(.noCommonAlgorithm, times: [time])
      #expect(try assess(silent, facts).best == best, "\(enabled) \(time)")
    }
    var service = ServerFacts(.softwareDistributionLog, .registryExport)
    service.addProtocol("TLS 1.0", enabled: 0)
    service.addProtocol("TLS 1.1", enabled: 0)
    service.addFailure(.noCommonAlgorithm, .service)
    #expect(try assess(silent, service).best == nil)
  }

  @Test func importsOfConfigurationManagerAreIssue4() throws {
    var facts = ServerFacts(.softwareDistributionLog, .wsyncmgrLog)
    facts.addPeriod()
    facts.addStart(.schannelLines, disabled: ["TLS 1.0", "TLS 1.1"])
    facts.addFailure(.noCommonAlgorithm)
    facts.addImportFailure()
    let issue = try assess(silent, facts)
    #expect(issue.best == 4 && issue.strength == .decided)
    // Its log without a failed import decides nothing alone.
    #expect(try assess(silent, ServerFacts(.wsyncmgrLog)).basis == .undecided)
  }

  @Test func onlyImportsOfThatTimeAndErrorAreIssue4() throws {
    let cases: [(LoggedFailure.Kind, Int64?, Int?, IssueAssessment.Strength?)] = [
      (.connectionClosed, 0, 4, .decided), (.noCommonAlgorithm, 30, 4, .decided),
      (.connectionClosed, nil, 4, .likely), (.connectionClosed, -7200, nil, nil),
      (.connectionClosed, 200, nil, nil), (.timeout, 0, nil, nil), (.httpError, 0, nil, nil),
      (.closedByRemoteHost, 0, nil, nil),
    ]
    for (kind, time, best, strength) in cases {
      var facts = ServerFacts(.wsyncmgrLog)
      facts.addImportFailure(kind, at: time)
      let issue = try assess(silent, facts)
      #expect(issue.best == best && issue.strength == strength, "\(kind) \(time ?? -1)")
    }
  }

  /// Imports by a script or Configuration Manager that were refused are not a synchronisation.
  @Test func refusedImportsAreIssue1() throws {
    for (kind, time, best) in [
      (LoggedFailure.Kind.closedByRemoteHost, Int64(0), 1 as Int?), (.connectionClosed, 0, 1),
      (.connectionClosed, 7200, nil), (.noCommonAlgorithm, 0, nil),
    ] {
      var facts = ServerFacts(.wsyncmgrLog)
      facts.addImportFailure(kind, at: time)
      #expect(try assess(refused, facts).best == best, "\(kind) \(time)")
    }
  }

  @Test func aLogThatDoesNotTellOfThatTimeLeavesIssue2Likely() throws {
    for (last, strength) in [(Int64(1000), IssueAssessment.Strength.decided), (-500, .likely)] {
      var facts = ServerFacts(.softwareDistributionLog, .wsyncmgrLog)
      facts.addPeriod()
      facts.addPeriod(-9000, last, .wsyncmgrLog)
      facts.addStart(.schannelLines, disabled: ["TLS 1.0", "TLS 1.1"], enabled: ["TLS 1.2"])
      facts.addFailure(.noCommonAlgorithm)
      facts.addImportFailure(at: -8000)
      let issue = try assess(silent, facts)
      #expect(issue.best == 2 && issue.strength == strength)
    }
  }

  // MARK: Settings

  @Test func tls12ThatIsDisabledComesFirst() throws {
    func steps(_ change: (inout ServerFacts) -> Void) throws -> [ResolutionStep] {
      var facts = ServerFacts(.softwareDistributionLog, .registryExport)
      facts.addPeriod()
      change(&facts)
      var finding = refused
      finding.issue = try assess(finding, facts)
      return resolution(for: finding).map(\.step)
    }
    #expect(try steps { $0.addProtocol("TLS 1.2", enabled: 0) }.first == .enableModernProtocol)
    #expect(
      try steps { $0.addProtocol("TLS 1.2", enabled: nil, disabledByDefault: 1) }.first
        == .enableModernProtocol)
    #expect(
      try steps { $0.addStart(.schannelLines, disabled: ["TLS 1.2"], enabled: ["TLS 1.0"]) }.first
        == .enableModernProtocol)
    // The nearest negatives: enabled, another protocol, another side's key, a later start that enables it.
    #expect(try !steps { $0.addProtocol("TLS 1.2", enabled: 1) }.contains(.enableModernProtocol))
    #expect(try !steps { $0.addProtocol("TLS 1.1", enabled: 0) }.contains(.enableModernProtocol))
    #expect(
      try !steps {
        $0.addProtocol("TLS 1.2", enabled: 0)
        $0.protocolSettings[0].role = .server
      }.contains(.enableModernProtocol))
    #expect(
      try !steps {
        $0.addStart(.schannelLines, at: -500, disabled: ["TLS 1.2"])
        $0.addStart(.schannelLines, at: -100, enabled: ["TLS 1.2"])
      }.contains(.enableModernProtocol))
    var hello = finding(["open >hello:1.2/rsa <rst"])
    var facts = ServerFacts(.registryExport)
    facts.addProtocol("TLS 1.2", enabled: 0)
    hello.issue = try assess(hello, facts)
    #expect(!resolution(for: hello).map(\.step).contains(.enableModernProtocol))
  }

  @Test func tls12ThatIsDisabledIsNoIssueOfTheArticle() throws {
    var facts = ServerFacts(.softwareDistributionLog)
    facts.addPeriod()
    facts.addStart(.schannelLines, disabled: ["TLS 1.2"], enabled: ["TLS 1.0"])
    #expect(try assess(refused, facts).basis == .modernProtocolDisabled)
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

  /// An order of Group Policy is changed there; what is applied needs no change; a report without an order sends to
  /// the value.
  @Test func theResolutionFollowsTheCipherOrder() throws {
    let lacking = ["TLS_RSA_WITH_AES_256_CBC_SHA"]
    let having = ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"]
    let policy = CipherOrder.Source.groupPolicy(winningObject: "Hardening", setting: nil)
    let cases: [(CipherOrder.Source?, [String], first: ResolutionStep, without: [ResolutionStep])] = [
      (policy, lacking, .allowCipherSuites, [.findCipherPolicy, .extendFunctionsValue]),
      (policy, having, .applyPolicy, [.findCipherPolicy, .extendFunctionsValue, .allowCipherSuites]),
      (.policyRegistry, lacking, .findCipherPolicy, [.applyPolicy]),
      (.localRegistry, lacking, .extendFunctionsValue, [.findCipherPolicy, .allowCipherSuites]),
      (nil, [], .extendFunctionsValue, [.findCipherPolicy, .allowCipherSuites]),
    ]
    for (source, suites, first, without) in cases {
      var facts = source == .policyRegistry ? ServerFacts(.registryExport) : ServerFacts(.groupPolicyReport)
      if let source {
        facts.cipherOrders = [
          CipherOrder(source: source, suites: suites, text: nil, citation: citation(.groupPolicyReport))
        ]
      }
      var limited = finding(["open >hello:1.2/rsa <rst"])
      limited.issue = try assess(limited, facts)
      let steps = resolution(for: limited).map(\.step)
      #expect(steps.first == first, "\(String(describing: source))")
      #expect(!steps.contains(where: without.contains), "\(String(describing: source))")
    }
  }

  private func steps(_ finding: Finding, _ facts: ServerFacts) throws -> [ResolutionStep] {
    var finding = finding
    finding.issue = try assess(finding, facts)
    return resolution(for: finding).map(\.step)
  }

  @Test func theResolutionLeavesOutWhatIsDone() throws {
    var facts = ServerFacts(.workerProcessConfiguration, .registryExport)
    facts.workerProcessSwitches = [
      WorkerProcessSwitch(value: false, citation: citation(.workerProcessConfiguration), fault: nil)
    ]
    #expect(try steps(silent, facts) == [.restartWorkerProcesses, .verify])
    // A copy under another name is not the file in use.
    var copy = facts
    copy.workerProcessSwitches[0].citation.file = "w3wp.exe.config.bak"
    #expect(try steps(silent, copy).first == .enableTLSInWorkerProcess)
    facts.workerProcessSwitches = [
      WorkerProcessSwitch(
        value: false, citation: citation(.workerProcessConfiguration),
        fault: XMLFault(.badName, line: 1, column: 1))
    ]
    facts.addProtocol("TLS 1.2", enabled: 0)
    let repaired = try steps(silent, facts)
    #expect(repaired.contains(.enableTLSInWorkerProcess))
    #expect(repaired.prefix(2) == [.enableModernProtocol, .repairWorkerProcessConfiguration])
    facts.addRelease("9600")
    let limited = try steps(finding(["open >hello:1.2/rsa <rst"]), facts)
    #expect(limited.contains(.allowCipherSuitesWithCurve))
    #expect(!limited.contains(.allowCipherSuites))
  }

  @Test func anOldUpdateSourceIsChanged() throws {
    for (host, isChanged) in [
      ("fe2.update.microsoft.com", true), ("sws1.update.microsoft.com", true), (sws, false),
      ("wsus-up.contoso.com", false),
    ] {
      var facts = ServerFacts(.updateSource)
      facts.addUpdateSource(host)
      let steps = try steps(refused, facts)
      #expect(steps.contains(.changeEndpoint) == isChanged, "\(host)")
      #expect(try assess(refused, facts).best == nil)
    }
  }

  @Test func whatIsOnlyPossibleIsConfirmedFirst() {
    var possible = refused
    possible.confidence = .possible
    let planned = resolution(for: possible)
    #expect(planned.first?.step == .captureAgain && planned.first?.reason == .onlyPossible)
    #expect(planned.dropFirst().map(\.step) == resolution(for: refused).map(\.step))
    possible.code = .verdict(.serverAlert)
    possible.issue = nil
    #expect(resolution(for: possible).filter { $0.step == .captureAgain }.count == 1)
  }

  /// Configuration Manager was importing at that time, whatever its error.
  @Test func anotherErrorOfAnImportAtThatTimeLeavesIssue2Likely() throws {
    var facts = ServerFacts(.softwareDistributionLog, .wsyncmgrLog)
    facts.addPeriod()
    facts.addPeriod(-9000, 1000, .wsyncmgrLog)
    facts.addStart(.schannelLines, disabled: ["TLS 1.0", "TLS 1.1"], enabled: ["TLS 1.2"])
    facts.addFailure(.noCommonAlgorithm)
    facts.addImportFailure(.timeout, at: 0)
    let issue = try assess(silent, facts)
    #expect(issue.best == 2 && issue.strength == .likely)
  }

  @Test func theRegistryOf32BitProgramsIsNotTheWorkerProcesses() throws {
    for (is32Bit, isDone) in [(true, false), (false, true)] {
      var facts = ServerFacts(.registryExport)
      facts.frameworkSettings = [
        FrameworkSetting(
          version: .v4, is32Bit: is32Bit, strongCrypto: 1, systemDefaultTLS: 1,
          citations: [citation(.registryExport)])
      ]
      #expect(try steps(silent, facts).contains(.enableStrongCryptography) != isDone)
    }
  }

  /// No setting of Windows changes a hello that is not Schannel's, unless a log shows whose attempts they are.
  @Test func theHelloOfAnotherProgramNeedsNoSettingOfWSUS() throws {
    var foreign = refused
    foreign.clientSystem = ClientSystem(stack: .foreign(.grease), systems: [], order: nil)
    #expect(resolution(for: foreign).map(\.step) == [.identifyProgram, .verify])
    var facts = ServerFacts(.softwareDistributionLog)
    facts.addFailure(.closedByRemoteHost)
    foreign.issue = try assess(foreign, facts)
    #expect(resolution(for: foreign).map(\.step).contains(.enableTLSInWorkerProcess))
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

  /// One entry is of one attempt, however close another is.
  @Test func oneEntryIsOneMatch() {
    #expect(match([100, 101], [100])?.matched == 1)
    #expect(match([100, 101], [100, 101])?.matched == 2)
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
