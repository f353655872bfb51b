import Testing

@testable import Diagnosis

/// What the server's files say about findings that are none of the article's issues.
@Suite struct ServerStepTests {
  private typealias Make = MadeFacts
  private static let start: Int64 = 1_600_000_000

  private func claims(
    _ line: String, dns: String? = nil, _ change: (inout ServerFacts) -> Void
  ) -> [DecisionStep.Claim] {
    var facts = ServerFacts()
    change(&facts)
    let finding = Make.finding(line, dns: dns)
    return ServerSteps(finding, facts: facts, attempts: [Self.start * Make.second]).steps.map(\.claim)
  }

  private static let refusedByProxy = "open >connect:\(sws):443 <status:407 <fin"
  private static let alerted = "open >hello:1.2 \(VerdictTests.flight) >alert:fatal:48"

  // MARK: Failures

  @Test(arguments: [
    (refusedByProxy, LoggedFailure.Kind.proxy, true), (refusedByProxy, .httpError, true),
    (refusedByProxy, .timeout, false), (refusedByProxy, .untrustedCertificate, false),
    (refusedByProxy, .nameResolution, false),
  ])
  func failuresOfTheSameKindAreShown(_ line: String, _ kind: LoggedFailure.Kind, _ isShown: Bool) {
    let shown = claims(line) { $0.add(Make.failure(kind, at: Self.start)) }
    #expect(shown == (isShown ? [.attemptsLogged(.service, kind, count: 1, matched: 1)] : []))
  }

  @Test func failuresAtOtherServersAreNot() {
    for (host, isShown) in [(nil as String?, true), (sws, true), ("other.example.com", false)] {
      let shown = claims(Self.refusedByProxy) { $0.add(Make.failure(.proxy, host: host)) }
      #expect(!shown.isEmpty == isShown, "\(host ?? "")")
    }
  }

  @Test func onlyEntriesAtTheTimeMatch() {
    for (time, matched) in [(Self.start, 1), (Self.start + 86_400, 0), (nil, 0)] {
      let shown = claims(Self.refusedByProxy) { $0.add(Make.failure(.proxy, at: time)) }
      #expect(shown == [.attemptsLogged(.service, .proxy, count: 1, matched: matched)])
    }
  }

  // MARK: Synchronisations and imports

  @Test func synchronisationsAndImportsThatFailedSo() {
    for (kind, isShown) in [(LoggedFailure.Kind.proxy, true), (.timeout, false), (.connectionClosed, false)] {
      let citation = Make.citation(.wsyncmgrLog)
      let shown = claims(Self.refusedByProxy) { facts in
        facts.add(SyncFailure(text: "x", kind: kind, time: nil, citation: citation))
        facts.add(Synchronization(outcome: .failed, kind: kind, time: nil, citation: citation))
        facts.add(ImportFailures(origin: .script, kind: kind, update: nil, time: nil, citation: citation))
      }
      #expect(
        shown == (isShown ? [.synchronizationFailedAlike(count: 2), .importsFailedAlike(count: 1)] : []),
        "\(kind)")
    }
    // A success is no failure, and a failure without a reason is of no kind.
    let shown = claims(Self.refusedByProxy) { facts in
      facts.add(Synchronization(outcome: .succeeded, time: nil, citation: Make.citation(.wsyncmgrLog)))
      facts.add(Synchronization(outcome: .failed, time: nil, citation: Make.citation(.wsyncmgrLog)))
    }
    #expect(shown.isEmpty)
  }

  // MARK: Settings

  @Test func proxiesAreShownWhereTheWayMatters() {
    let proxy = ProxySetting(
      host: "proxy", port: 8080, isEnabled: true, user: .updateServices,
      citation: Make.citation(.updateSource))
    let other = ProxySetting(
      host: "other", port: nil, isEnabled: true, user: .winHTTP, citation: Make.citation(.commandOutput))
    #expect(
      claims(Self.refusedByProxy) { $0.proxySettings = [proxy, other] } == [
        .proxyConfigured(host: "proxy", port: 8080, isEnabled: true, isUsed: true),
        .proxyOfWinHTTP(host: "other", port: nil),
      ])
    #expect(claims(Self.alerted) { $0.proxySettings = [proxy, other] }.isEmpty)
  }

  @Test func theUpstreamServerIsAlwaysShown() {
    let upstream = UpstreamServer(
      host: "up", port: 8531, usesTLS: true, citation: Make.citation(.updateSource))
    for line in [Self.refusedByProxy, Self.alerted] {
      #expect(
        claims(line) { $0.upstreamServers = [upstream] } == [
          .synchronizesWithUpstream(host: "up", port: 8531)
        ])
    }
  }

  // MARK: Events

  @Test func eventsAboutCertificates() {
    for (event, isShown) in [
      (Make.event(36882, state: nil, at: Self.start), true),
      (Make.event(36884, state: nil, at: Self.start), true),
      (Make.event(36881, state: nil), true), (Make.event(36882, state: nil, at: Self.start - 86_400), false),
      (Make.event(36882, state: nil, local: [Self.start + 7200]), true),
      (Make.event(36882, state: nil, local: [Self.start - 864_000]), false),
      (Make.event(36871, at: Self.start), false), (Make.event(36887, state: nil, at: Self.start), false),
    ] {
      #expect(!claims(Self.alerted) { $0.events = [event] }.isEmpty == isShown, "\(event.id)")
      #expect(claims(Self.refusedByProxy) { $0.events = [event] }.isEmpty)
    }
  }
}
