import Protocols
import Testing

@testable import Diagnosis

/// Installed updates, events of Schannel, disabled algorithms and the configured network: what each supports, and the
/// nearest that it does not.
@Suite struct UpdateQuestionTests {
  private typealias Make = MadeFacts
  private let refused = Make.finding("open >hello:1.0 <rst")
  private let silent = Make.finding("open >fin", dns: sws)
  private let limited = Make.finding("open >hello:1.2/rsa <rst")

  private func assess(
    _ finding: Finding, attempts: [Int64] = [1_600_000_000], _ change: (inout ServerFacts) -> Void
  ) throws -> IssueAssessment {
    var facts = ServerFacts()
    change(&facts)
    return try #require(IssueAssessment(finding, facts: facts, attempts: attempts.map { $0 * Make.second }))
  }

  // MARK: Updates

  @Test(arguments: [
    (["KB4565540"], 3 as Int?), (["KB4565541"], 1), (["KB4565540", "KB4565541"], 1), (["KB2919355"], nil),
    ([], nil),
    (["KB4534309", "KB4537803"], 3), (["KB9999999"], nil),
  ])
  func updatesMakeAnIssueLikely(_ identifiers: [String], _ best: Int?) throws {
    let issue = try assess(refused) { facts in facts.hotfixes = identifiers.map(Make.hotfix) }
    #expect(issue.best == best && issue.strength == best.map { _ in .likely })
  }

  @Test func updatesSayNothingAboutOtherIssues() throws {
    for finding in [silent, limited] {
      let issue = try assess(finding) { $0.hotfixes = [Make.hotfix("KB4565540")] }
      #expect(issue.steps.isEmpty)
    }
  }

  // MARK: Events

  private static let start: Int64 = 1_600_000_000

  @Test(arguments: [
    (MadeFacts.event(at: start), true), (MadeFacts.event(at: start + 30), true),
    (MadeFacts.event(at: start + 7200), false),
    (MadeFacts.event(), true), (MadeFacts.event(at: start, isOfClient: false), false),
    (MadeFacts.event(state: 10010, at: start), false), (MadeFacts.event(36874, at: start), false),
    // Local times: of some zone on earth, and of none.
    (MadeFacts.event(local: [start + 7200]), true), (MadeFacts.event(local: [start - 40_000]), true),
    (MadeFacts.event(local: [start + 86_400]), false),
    (MadeFacts.event(local: [start - 86_400, start]), true),
    (MadeFacts.event(local: [start - 30_000_000]), false),
  ])
  func eventsOfSilentClients(_ event: LoggedEvent, _ isShown: Bool) throws {
    let issue = try assess(silent) { $0.events = [event] }
    #expect(issue.steps.contains { $0.claim == .noProtocolLeft(count: 1) } == isShown)
    #expect(issue.best == nil)
  }

  @Test func theTimeZoneOfTheServerTellsLocalTimes() throws {
    for (readings, zones, isShown) in [
      ([Self.start + 7200], [Make.zone(120)], true), ([Self.start + 7200], [Make.zone(60)], false),
      ([Self.start + 7200], [Make.zone(60, summer: nil)], true),
      ([Self.start - 28_800], [Make.zone(-480)], true),
      ([Self.start + 7200, Self.start + 9_000_000], [Make.zone(120)], true),
      // Files of two zones tell none.
      ([Self.start + 7200], [Make.zone(-480), Make.zone(0)], true),
    ] {
      let issue = try assess(silent) { facts in
        facts.events = [Make.event(local: readings)]
        facts.timeZones = zones
      }
      #expect(!issue.steps.isEmpty == isShown, "\(readings) \(zones.map(\.minutes))")
    }
  }

  /// An event whose time is known shows that the protocols are off, as the registry does.
  @Test func anEventAtTheTimeStandsForTheRegistry() throws {
    for (event, zones, best) in [
      (Make.event(at: Self.start), [], 2 as Int?),
      (Make.event(local: [Self.start + 7200]), [Make.zone(120)], 2),
      (Make.event(local: [Self.start + 7200]), [], nil), (Make.event(at: Self.start - 7200), [], nil),
    ] {
      let issue = try assess(silent) { facts in
        facts.add(Make.failure(.noCommonAlgorithm, at: Self.start, .workerProcess))
        facts.events = [event]
        facts.timeZones = zones
      }
      #expect(issue.best == best)
    }
  }

  @Test func eventsOfRefusedClientsAreShown() throws {
    for (id, isShown) in [(36874, true), (36887, true), (36888, true), (36871, false), (36882, false)] {
      let issue = try assess(refused) { $0.events = [Make.event(id, state: nil, at: Self.start)] }
      #expect(issue.steps.map(\.claim) == (isShown ? [.schannelEvents([id])] : []))
      #expect(issue.best == nil)
    }
  }

  // MARK: Console

  @Test func localTimesOfTheConsole() throws {
    for (readings, zones, claim) in [
      ([], [], DecisionStep.Claim.synchronizationFailedAlike(count: 1) as DecisionStep.Claim?),
      ([Self.start + 3600], [], .synchronizationFailedAlike(count: 1)),
      ([Self.start + 3600], [Make.zone(60)], .synchronizationFailed(count: 1)),
      ([Self.start - 86_400 * 30], [], nil), ([Self.start], [Make.zone(60)], nil),
    ] {
      var failure = SyncFailure(
        text: "x", kind: .connectionClosed, time: nil, citation: Make.citation(.consoleError))
      failure.localReadings = readings.map { $0 * Make.second }
      let issue = try assess(refused) { facts in
        facts.add(failure)
        facts.timeZones = zones
      }
      #expect(issue.steps.map(\.claim) == (claim.map { [$0] } ?? []), "\(readings)")
      #expect(issue.best == claim.map { _ in 3 })
    }
  }

  // MARK: Algorithms

  @Test(arguments: [
    (AlgorithmSetting.Group.keyExchange, "ECDH", 0 as UInt32?, true), (.hashes, "SHA384", 0, true),
    (.ciphers, "AES 256/256", 0, true), (.keyExchange, "ECDH", 0xFFFF_FFFF, false),
    (.keyExchange, "ECDH", nil, false),
    (.keyExchange, "PKCS", 0, false), (.ciphers, "RC4 128/128", 0, false), (.hashes, "MD5", 0, false),
  ])
  func disabledAlgorithms(
    _ group: AlgorithmSetting.Group, _ name: String, _ enabled: UInt32?, _ isShown: Bool
  ) throws {
    let setting = AlgorithmSetting(
      group: group, name: name, enabled: enabled, citations: [Make.citation(.registryExport)])
    let issue = try assess(limited) { $0.algorithms = [setting] }
    #expect(
      issue.steps.contains { $0.claim == .algorithmsDisabled(["\(group.rawValue)\\\(name)"]) } == isShown)
    #expect(try assess(refused) { $0.algorithms = [setting] }.steps.isEmpty)
  }

  // MARK: Network

  @Test func aProxyIsShownWhereTheAttemptsTakeAnotherWay() throws {
    for (isEnabled, user, isShown) in [
      (true, ProxySetting.User.updateServices, true), (false, .updateServices, false),
      (true, .winHTTP, false),
    ] {
      let proxy = ProxySetting(
        host: "proxy", port: 8080, isEnabled: isEnabled, user: user, citation: Make.citation(.updateSource))
      let issue = try assess(refused) { $0.proxySettings = [proxy] }
      #expect(!issue.steps.isEmpty == isShown, "\(isEnabled) \(user)")
    }
    let upstream = UpstreamServer(host: "up", port: nil, usesTLS: nil, citation: Make.citation(.updateSource))
    let issue = try assess(refused) { $0.upstreamServers = [upstream] }
    #expect(issue.steps.map(\.claim) == [.synchronizesWithUpstream(host: "up", port: nil)])
  }

  // MARK: Group Policy

  private static let accepted = ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"]
  private static let others = ["TLS_RSA_WITH_AES_256_GCM_SHA384"]

  private func planned(_ change: (inout ServerFacts) -> Void) throws -> [PlannedStep] {
    var finding = limited
    finding.issue = try assess(limited, change)
    return resolution(for: finding)
  }

  @Test func theObjectIsNamedInItsStep() throws {
    let source = CipherOrder.Source.groupPolicy(winningObject: "Baseline", setting: nil)
    let lacking = try planned { $0.cipherOrders = [Make.order(source, Self.others)] }
    #expect(lacking.first?.reason == .policyObject("Baseline"))
    let sufficient = try planned { $0.cipherOrders = [Make.order(source, Self.accepted)] }
    #expect(
      sufficient.first?.step == .applyPolicy && sufficient.first?.reason == .policyObjectAccepts("Baseline"))
    #expect(sufficient.map(\.step).contains(.restartServer))
    #expect(!sufficient.map(\.step).contains(.allowCipherSuites))
    let local = try planned { $0.cipherOrders = [Make.order(.localRegistry, Self.others)] }
    #expect(!local.contains { $0.reason == .policyObject("Baseline") })
  }

  @Test func appliedObjectsAreShownWhereNoneIsKnownToSetTheOrder() throws {
    let result = PolicyResult(
      computerName: "WSUS", domain: nil, objects: ["Baseline"], citation: Make.citation(.groupPolicyText))
    let source = CipherOrder.Source.groupPolicy(winningObject: "Baseline", setting: nil)
    for (orders, isShown) in [
      ([], true), ([Make.order(.policyRegistry, Self.others)], true),
      ([Make.order(.effective, Self.others)], true),
      ([Make.order(source, Self.others)], false),
    ] {
      let issue = try assess(limited) { facts in
        facts.policyResults = [result]
        facts.cipherOrders = orders
      }
      #expect(issue.steps.contains { $0.claim == .policiesApplied(["Baseline"]) } == isShown)
    }
    #expect(try assess(refused) { $0.policyResults = [result] }.steps.isEmpty)
  }

  /// A summary of gpresult lists no settings, so that the report is still asked for.
  @Test func aSummaryIsNoReport() throws {
    for (notes, isAsked) in [([ServerFileNote.noSettings], true), ([], false)] {
      var finding = limited
      finding.issue = try assess(limited) { $0.files = [Make.file(.groupPolicyText, notes: notes)] }
      #expect(requestedEvidence(for: finding).contains(.groupPolicyReport) == isAsked)
    }
  }

  @Test(arguments: [
    ("9600", [ResolutionStep.allowCipherSuitesWithCurve]), ("9200", [.allowCipherSuitesWithCurve]),
    ("17763", [.allowCipherSuites]), ("1", [.allowCipherSuites, .allowCipherSuitesWithCurve]),
  ])
  func suitesOfOtherSystemsAreLeftOut(_ build: String, _ steps: [ResolutionStep]) throws {
    let version = WindowsVersion(
      productName: "Windows Server", build: build, computerName: "WSUS",
      citation: Make.citation(.commandOutput))
    let planned = try planned { $0.windowsVersions = [version] }.map(\.step)
    let suites: [ResolutionStep] = [.allowCipherSuites, .allowCipherSuitesWithCurve]
    #expect(planned.filter(suites.contains) == steps)
  }

  @Test func suitesOfOtherSystemsAreLeftOutByTheHello() throws {
    var newer = limited
    newer.isOfNewerSystem = true
    let steps = resolution(for: newer).map(\.step)
    #expect(steps.contains(.allowCipherSuites) && !steps.contains(.allowCipherSuitesWithCurve))
    #expect(resolution(for: limited).map(\.step).contains(.allowCipherSuitesWithCurve))
  }
}
