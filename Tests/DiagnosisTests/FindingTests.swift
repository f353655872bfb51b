import Packets
import PolicyFiles
import Protocols
import Testing

@testable import Diagnosis

/// Judges flows one after the other, a second apart, and gathers what is wrong with them.
struct Scene {
  private let policy: EndpointPolicy
  private var script = FlowScript()
  private var gatherer: FindingGatherer
  private var clock: Int64 = 0

  init(policy: EndpointPolicy = .builtIn) {
    self.policy = policy
    gatherer = FindingGatherer(policy: policy)
  }

  mutating func add(
    _ line: String, dns: String? = nil, client: IPAddress = FlowScript.client,
    server: IPAddress = FlowScript.server, port: UInt16 = 443, program: String? = nil
  ) {
    clock += 1_000_000_000
    var evidence = script.flow(line, client: client, server: server, port: port, start: clock)
    if let program {
      evidence.processID = Int32(evidence.id)
      script.store.processNames[Int32(evidence.id)] = program
    }
    let flow = Judge(policy: policy).judge(
      evidence, store: script.store, dnsName: dns.map { DNSName($0) }, captureEnd: evidence.end)
    gatherer.add(flow, store: script.store)
  }

  mutating func wait(seconds: Int64) { clock += seconds * 1_000_000_000 }

  consuming func finish() -> [Finding] { Array(gatherer.finish()) }
}

@Suite struct FindingTests {
  private let other = IPAddress(v4: 0x0a00_0006)
  private let success = VerdictTests.full

  private func findings(_ build: (inout Scene) -> Void) -> [Finding] {
    var scene = Scene()
    build(&scene)
    return scene.finish()
  }

  @Test func aQuestionForCredentialsThatWasAnsweredLaterIsNoFailure() {
    let asked = "open >connect:\(sws):443 <status:407 <fin"
    func found(_ lines: String...) -> [String] {
      findings { for line in lines { $0.add(line, port: 8080) } }.map {
        "\($0.severity) \($0.laterSucceeded) \(resolution(for: $0).isEmpty)"
      }
    }
    let tunnel = "tunnel >hello:1.2 \(VerdictTests.rest)"
    #expect(found(asked) == ["error false false"])
    #expect(found(asked, asked, tunnel) == ["info true true"])
    #expect(found(tunnel, asked) == ["error false false"])
    // Another refusal among them is one.
    #expect(found(asked, "open >connect:\(sws):443 <status:502 <fin", tunnel) == ["warning true false"])
    // A success without the proxy says nothing about it.
    #expect(found(asked, success) == ["error false false"])
  }

  @Test func flowsOfOneKindAreOneFinding() {
    let found = findings {
      $0.add("open >hello:1.0 <rst")
      $0.add("open >hello:1.0 <fin", server: IPAddress(v4: 0xc633_6408), port: 8443)
      $0.add(success)
      $0.add("open >other")
      $0.add("open >hello:1.0 <rst")
    }
    #expect(found.count == 1)
    let finding = found[0]
    #expect(finding.code.rawValue == "version_reject")
    #expect(finding.flows == [0, 1, 4])
    #expect(finding.serverName == sws)
    #expect(finding.endpoint?.id == "sws")
    #expect(finding.serverAddresses == [FlowScript.server, IPAddress(v4: 0xc633_6408)])
    #expect(finding.serverPorts == [443, 8443])
    #expect(finding.first == 1_000_000_000)
    #expect(finding.last == 5_050_000_000)
    #expect(finding.severity == .error)
  }

  @Test func clientServerRouteAndVerdictTellFindingsApart() {
    let found = findings {
      $0.add("open >hello:1.0 <rst")
      $0.add("open >hello:1.0 <rst", client: other)
      $0.add("tunnel >hello:1.0 <fin")
      $0.add("open >hello:1.2/rsa <rst")
      $0.add("open >hello:1.0/nosni <rst")
      $0.add("open >hello:1.0/nosni <rst", server: IPAddress(v4: 0xc633_6408))
      $0.add("open >hello:1.0/nosni <rst")
    }
    #expect(found.map(\.flows) == [[0], [1], [2], [3], [4, 6], [5]])
    #expect(found.map(\.route) == [.direct, .direct, .proxy, .direct, .direct, .direct])
    #expect(found[4].serverName == nil)
    #expect(found[4].severity == .warning)
  }

  @Test func theSurestFlowDecides() {
    let found = findings {
      $0.add("open >hello:1.0/cut <rst", dns: sws)
      $0.add("open >hello:1.0 <rst")
      $0.add("open >hello:1.0 <rst")
    }
    #expect(found[0].decisiveFlow == 1)
    #expect(found[0].confidence == .certain)
  }

  @Test func endpointsComeFirstThenSeverityThenTime() {
    let found = findings {
      $0.add("open >hello:1.2/name=a.example.com <rst")
      $0.add("open >hello:1.2/name=sws1.update.microsoft.com <sh")
      $0.add("open >hello:1.2 <rst")
      $0.add("open >hello:1.0 <rst")
    }
    #expect(
      found.map(\.code.rawValue) == ["server_reset", "version_reject", "endpoint_deprecated", "server_reset"])
    #expect(found.map(\.severity) == [.error, .error, .info, .warning])
  }

  @Test func aLaterSuccessLowersWhatIsNoIssueOfTheArticle() {
    let resolved = findings {
      $0.add("open >hello:1.2 <rst")
      $0.add("open >hello:1.0 <rst")
      $0.add(success)
    }
    #expect(resolved.map(\.code.rawValue) == ["version_reject", "server_reset"])
    #expect(resolved.map(\.severity) == [.error, .warning])
    #expect(resolved.map(\.laterSucceeded) == [false, true])
    let relapsed = findings {
      $0.add("open >hello:1.2 <rst")
      $0.add(success)
      $0.add("open >hello:1.2 <rst")
    }
    #expect(relapsed.map(\.severity) == [.error])
    let elsewhere = findings {
      $0.add("open >hello:1.2 <rst")
      $0.add(success, client: other)
      $0.add("tunnel >hello:1.2 \(VerdictTests.rest)")
    }
    #expect(elsewhere.map(\.severity) == [.error])
  }

  @Test func endpointsThatAreNoFailures() {
    let found = findings {
      $0.add("open >hello:1.2/name=fe2.update.microsoft.com \(VerdictTests.rest)")
      $0.add("open >fin", dns: "fe2.update.microsoft.com")
      $0.add("open >hello:1.2/name=sws1.update.microsoft.com \(VerdictTests.rest)")
    }
    #expect(found.map(\.code.rawValue) == ["client_fin", "endpoint_retired", "endpoint_deprecated"])
    #expect(found.map(\.flows) == [[1], [0, 1], [2]])
    #expect(found[0].issue == nil)
  }

  @Test func inspection() {
    let line = "open >hello:1.2 <sh <certificate:inspector <done >alert:fatal:48"
    #expect(findings { $0.add(line) }.map(\.code.rawValue) == ["certificate_rejected", "tls_inspection"])
    let own = line.replacing("inspector", with: "microsoft")
    #expect(findings { $0.add(own) }.map(\.code.rawValue) == ["certificate_rejected"])
    let unreadable = line.replacing("inspector", with: "unreadable")
    #expect(findings { $0.add(unreadable) }.map(\.code.rawValue) == ["certificate_rejected"])
    let elsewhere = line.replacing("hello:1.2", with: "hello:1.2/name=a.example.com")
    #expect(findings { $0.add(elsewhere) }.map(\.code.rawValue) == ["certificate_rejected"])
  }

  @Test func thousandsOfFindingsKeepTheirPlaces() {
    let found = findings { scene in
      for number in 0..<5000 {
        scene.add("open >hello:1.0 <rst", client: IPAddress(v4: 0x0a01_0000 + UInt32(number % 2500)))
      }
    }
    #expect(found.count == 2500)
    #expect(found.allSatisfy { $0.flows.count == 2 })
    #expect(found.map(\.decisiveFlow) == Array(0..<2500))
  }
}

@Suite struct IssueTests {
  private func assess(
    _ lines: [String], dns: String? = nil, policy: EndpointPolicy = .builtIn
  ) -> IssueAssessment? {
    var scene = Scene(policy: policy)
    for line in lines { scene.add(line, dns: dns) }
    return scene.finish().first?.issue
  }

  @Test func versionReject() {
    let failure = "open >hello:1.0 <rst"
    #expect(assess([failure]) == IssueAssessment(candidates: [1, 3], best: nil, basis: .undecided))
    #expect(assess([failure, failure, failure])?.basis == .undecided)
    #expect(
      assess([failure, VerdictTests.full])
        == IssueAssessment(candidates: [1, 3], best: 1, basis: .sameClientSucceeds(flow: 1)))
    #expect(assess([VerdictTests.full, failure])?.basis == .sameClientSucceeds(flow: 0))
    #expect(
      assess([failure, "open >hello:1.0/x25519 <rst"])
        == IssueAssessment(candidates: [1, 3], best: 1, basis: .helloOfNewerSystem(flow: 1)))
    // A success over an old version, or elsewhere, decides nothing.
    let old = "open >hello:1.0/name=sws1.update.microsoft.com <sh:1.0 >ccs >finished <ccs <finished"
    #expect(assess([failure, old])?.basis == .undecided)
    let catalog = "open >hello:1.0/name=catalog.update.microsoft.com <rst"
    // The catalogue took old versions until 2021: before, its reset is no refusal of one.
    #expect(assess([catalog]) == nil)
    let later = DatedEndpointPolicy.builtIn.policy(
      asOf: CalendarDate("2021-09-01") ?? CalendarDate(nanoseconds: 0))
    #expect(
      assess([catalog], policy: later) == IssueAssessment(candidates: [1], best: 1, basis: .onlyCandidate))
  }

  /// The program that the capture names makes an issue likely where one issue is of that program, nothing else decides,
  /// and all attempts are of it.
  @Test func programOfTheCapture() {
    func assess(_ lines: [(String, String?)]) -> IssueAssessment? {
      var scene = Scene()
      for (line, program) in lines { scene.add(line, program: program) }
      return scene.finish().first?.issue
    }
    let (refused, closed) = ("open >hello:1.0 <rst", "open >fin")
    let byImport = IssueAssessment(candidates: [1, 3], best: 1, basis: .program(.workerProcess))
    #expect(assess([(refused, "w3wp.exe")]) == byImport && byImport.strength == .likely)
    #expect(assess([(refused, "W3WP.EXE"), (refused, "w3wp.exe")]) == byImport)
    #expect(
      assess([(refused, "WsusService.exe")])
        == IssueAssessment(candidates: [1, 3], best: 3, basis: .program(.service)))
    let undecided: [[(String, String?)]] = [
      [(refused, "powershell.exe")], [(refused, "w3wp.exe"), (refused, "WsusService.exe")],
      [(refused, "w3wp.exe"), (refused, nil)], [(refused, nil), (refused, "w3wp.exe")], [(refused, nil)],
    ]
    for lines in undecided { #expect(assess(lines)?.basis == .undecided, "\(lines)") }
    // Issues 2 and 4 are both of the worker process.
    #expect(assess([(closed, "w3wp.exe")])?.best == nil)
    // What the packets prove counts more.
    #expect(assess([(refused, "WsusService.exe"), (VerdictTests.full, nil)])?.best == 1)
  }

  /// Files that decide nothing leave the hint, and what they decide replaces it.
  @Test func programAndFiles() throws {
    var scene = Scene()
    scene.add("open >hello:1.0 <rst", program: "w3wp.exe")
    let finding = try #require(scene.finish().first)
    let kept = IssueAssessment(finding, facts: ServerFacts(), attempts: [1_050_000_000])
    #expect(kept?.best == 1 && kept?.basis == .program(.workerProcess))
  }

  /// Another program's success proves nothing about the one that failed.
  @Test func onlyTheSuccessOfTheSameStackCounts() {
    let failure = "open >hello:1.0 <rst"
    func best(_ hello: String) -> Int? {
      assess([failure, "open >hello:\(hello) \(VerdictTests.rest)"])?.best
    }
    #expect(best("1.2") == 1)
    #expect(best("1.2/x25519") == 1)
    for other in ["1.2/rsa", "1.2/ecdsa", "1.3", "1.2/short", "1.2/dh"] {
      #expect(best(other) == nil, "\(other)")
    }
    // Two programs failed: nothing tells which one is asked about.
    #expect(assess([failure, "open >hello:1.0/ecdsa <rst", VerdictTests.full])?.best == nil)
  }

  @Test func onlyALaterOrConcurrentSuccessCounts() {
    func best(pause: Int64, _ lines: [String]) -> Int? {
      var scene = Scene()
      for line in lines {
        scene.add(line)
        scene.wait(seconds: pause)
      }
      return scene.finish().first?.issue?.best
    }
    let failure = "open >hello:1.0 <rst"
    #expect(best(pause: 60, [VerdictTests.full, failure]) == 1)
    #expect(best(pause: 400, [VerdictTests.full, failure]) == nil)
    #expect(best(pause: 400, [failure, VerdictTests.full]) == 1)
    #expect(best(pause: 400, [VerdictTests.full, failure, failure, VerdictTests.full]) == 1)
  }

  @Test func hellosOfOneStack() {
    func traits(_ suites: [UInt16], _ extensions: [ExtensionType] = [], _ version: ProtocolVersion = .tls12)
      -> OfferTraits
    {
      var hello = ClientHello(recordVersion: version, clientVersion: version)
      hello.cipherSuites = suites.map(CipherSuite.init(rawValue:))
      hello.extensions = extensions.map { HelloExtension(type: $0, length: 0) }
      return OfferTraits(hello)
    }
    let old = traits([0xc014, 0xc013, 0x0035], [.serverName, .supportedGroups], .tls10)
    // Suites of TLS 1.2 do not count; what a flag leaves out does not either.
    #expect(traits([0xc030, 0xc028, 0xc014, 0xc013, 0x0035]).isOfSameStack(as: old))
    #expect(traits([0xc014, 0xc013]).isOfSameStack(as: old))
    #expect(traits([0xc014, 0xc013, 0x0035, 0x00ff]).isOfSameStack(as: old))
    // Another order, other suites, another order of extensions.
    #expect(!traits([0xc013, 0xc014, 0x0035]).isOfSameStack(as: old))
    #expect(!traits([0xc014, 0xc013, 0x0033]).isOfSameStack(as: old))
    #expect(!traits([0xc030]).isOfSameStack(as: old))
    #expect(!traits([0xc014, 0xc013, 0x0035], [.supportedGroups, .serverName]).isOfSameStack(as: old))
    #expect(!traits([0x1a1a, 0xc014, 0xc013, 0x0035]).isOfSameStack(as: old))
  }

  @Test func otherVerdicts() {
    let silent = IssueAssessment(candidates: [2, 4], best: nil, basis: .undecided)
    #expect(assess(["open >fin"], dns: sws) == silent)
    #expect(assess(["open >rst", VerdictTests.full], dns: sws) == silent)
    #expect(
      assess(["open >hello:1.2/rsa <rst"])
        == IssueAssessment(candidates: [5], best: 5, basis: .onlyCandidate))
    #expect(assess(["open >hello:1.2 <rst"]) == nil)
    #expect(assess(["open >hello:1.0/name=a.example.com <rst"]) == nil)
    #expect(assess(["open >hello:1.0/name=download.windowsupdate.com <rst"]) == nil)
  }
}

@Suite struct ResolutionTests {
  private func finding(_ lines: [String], dns: String? = nil) -> Finding {
    var scene = Scene()
    for line in lines { scene.add(line, dns: dns) }
    return scene.finish()[0]
  }

  private func steps(_ lines: [String], dns: String? = nil) -> [ResolutionStep] {
    resolution(for: finding(lines, dns: dns)).map(\.step)
  }

  @Test func theArticlesResolutions() {
    let changes: [ResolutionStep] = [.enableTLSInWorkerProcess, .enableStrongCryptography]
    let issue1 = changes + [.restartWorkerProcesses, .restartServer, .verify]
    let failure = "open >hello:1.0 <rst"
    #expect(steps([failure, VerdictTests.full]) == issue1)
    #expect(steps([failure]) == changes + [.installMonthlyRollup, .restartServer, .verify])
    #expect(steps(["open >fin"], dns: sws) == issue1)
    let ciphers = steps(["open >hello:1.2/rsa <rst"])
    #expect(ciphers.first == .findCipherPolicy)
    #expect(ciphers.contains(.enableTLSInWorkerProcess))
    #expect(!ciphers.contains(.allowCurves))
    #expect(ciphers.suffix(2) == [.restartServer, .verify])
    var withoutCurve = finding(["open >hello:1.2/dh <rst"])
    withoutCurve.clientSystem = nil
    let curves = resolution(for: withoutCurve).map(\.step)
    #expect(curves.contains(.allowCurves) && !curves.contains(.allowCipherSuites))
  }

  @Test func eitherOfTwoChangesAndTheRestartOfItsOwn() {
    let planned = resolution(for: finding(["open >hello:1.0 <rst", VerdictTests.full]))
    let alternatives = planned.map(\.alternativeTo)
    #expect(alternatives == [nil, .enableTLSInWorkerProcess, nil, .restartWorkerProcesses, nil])
    for verdict in ["open >hello:1.0 <rst", "open >hello:1.2/rsa <rst"] {
      let steps = steps([verdict])
      let restarts: [ResolutionStep] = [.restartServer, .restartWorkerProcesses]
      #expect(steps.filter(restarts.contains) == [.restartServer])
      #expect(steps.suffix(2).first == .restartServer)
    }
    #expect(ResolutionStep.restartServer.commands.isEmpty)
  }

  @Test func otherResolutions() {
    #expect(steps(["open >fin"], dns: "fe2.update.microsoft.com").contains(.changeEndpoint))
    for verdict in Verdict.allCases where verdict.isFailure {
      var any = finding(["open >hello:1.2/name=a.example.com <rst"])
      any.code = .verdict(verdict)
      #expect(!resolution(for: any).isEmpty, "\(verdict)")
    }
  }

  @Test func aProxysStatusTellsWhatToDo() {
    let expected: [(Int, [ResolutionStep])] = [
      (407, [.renewProxyCredentials, .allowEndpointsAtProxy]), (403, [.allowEndpointsAtProxy]),
      (405, [.allowEndpointsAtProxy]), (500, [.checkProxyUplink]), (502, [.checkProxyUplink]),
      (503, [.checkProxyUplink]), (504, [.checkProxyUplink]),
    ]
    for (status, steps) in expected {
      let planned = resolution(for: finding(["open >connect:\(sws):443 <status:\(status) <fin"]))
      #expect(planned.map(\.step) == steps, "\(status)")
      #expect(planned.first?.reason == .proxyStatus(status))
    }
  }

  /// A browser opens connections that it closes unused.
  @Test func whatNoEndpointAnsweredNeedsNoSettingOfWSUS() {
    for line in ["open >fin", "open >rst", "open >hello:1.0/name=a.example.com <rst"] {
      let planned = resolution(for: finding([line], dns: "a.example.com"))
      #expect(planned.map(\.step) == [.identifyProgram], "\(line)")
      #expect(planned.first?.commands.first?.contains("\(FlowScript.server)") == true)
    }
    #expect(steps(["open >hello:1.0 <rst"]).contains(.enableStrongCryptography))
  }

  @Test func testsAreOfTheServerThatFailed() {
    func test(_ line: String, dns: String? = nil) -> [String] {
      resolution(for: finding([line], dns: dns)).first { $0.step == .allowEndpointsAtFirewall }?.commands
        ?? []
    }
    #expect(
      test("open >hello:1.2/name=a.example.com <rst")
        == ["Resolve-DnsName a.example.com", "Test-NetConnection a.example.com -Port 443"])
    #expect(test("open >hello:1.2/nosni <rst") == ["Test-NetConnection \(FlowScript.server) -Port 443"])
    #expect(test("open >hello:1.2 <rst").last == "Test-NetConnection \(sws) -Port 443")
    // What is no host name never becomes part of a command.
    for name in ["a;calc.exe", "-Port", "a`b", "$(x)", "a b", "ａ.example"] {
      var hostile = finding(["open >hello:1.2/name=a.example.com <rst"])
      hostile.serverName = name
      #expect(
        resolution(for: hostile).first?.commands == ["Test-NetConnection \(FlowScript.server) -Port 443"])
    }
  }

  @Test func commandsAreExact() {
    let registry = ResolutionStep.enableStrongCryptography.commands
    #expect(registry.count == 8)
    #expect(
      registry[0]
        == #"reg add "HKLM\SOFTWARE\Microsoft\.NETFramework\v2.0.50727" /v SchUseStrongCrypto /t REG_DWORD /d 1 /f"#
    )
    #expect(registry.filter { $0.contains("WOW6432Node") }.count == 4)
    #expect(
      ResolutionStep.enableTLSInWorkerProcess.commands.contains {
        $0.contains(#"value="Switch.System.Net.DontEnableSystemDefaultTlsVersions=false"/>"#)
      })
    #expect(
      ResolutionStep.allowCipherSuitesWithCurve.commands.allSatisfy {
        $0.hasSuffix("_P256") || $0.hasSuffix("_P384")
      })
    #expect(ResolutionStep.captureAgain.commands.contains { $0.contains("--pkt-size 0") })
  }

  @Test func whatToCollect() {
    let failure = "open >hello:1.0 <rst"
    #expect(requestedEvidence(for: finding([failure])).first == .softwareDistributionLog)
    #expect(requestedEvidence(for: finding([failure, VerdictTests.full])) == [])
    #expect(requestedEvidence(for: finding(["open >fin"], dns: sws)).first == .wsyncmgrLog)
    #expect(requestedEvidence(for: finding(["open >hello:1.2/rsa <rst"])).first == .groupPolicyReport)
    #expect(requestedEvidence(for: finding(["open >hello:1.0/nosni <rst"])) == [.fullCapture])
  }
}
