import CaptureBuilding
import Diagnosis
import Testing

@testable import Analysis

/// Which difference explains why one connection works and the other one does not.
@Suite struct GoodBadComparisonTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var good = Attempt()
    var bad: Attempt
    /// The difference that explains it; nil for none.
    var explaining: FlowDifference.Kind?
    /// That they differ in, too.
    var differing: [FlowDifference.Kind] = []
  }

  private static let old = ClientHello.schannel(.server2016, version: .tls10, name: host)
  private static let new = ClientHello.schannel(.server2016, version: .tls13, name: host)
  private static let host = "sws.update.microsoft.com"
  private static let legacyHost = "sws1.update.microsoft.com"

  private static func hello(suites: [UInt16]? = nil, groups: [UInt16]? = nil, signatures: [UInt16]? = nil)
    -> ClientHello
  {
    var hello = ClientHello.schannel(.server2016, version: .tls12, name: host, cipherSuites: suites)
    if let groups { hello.replace(.supportedGroups(groups)) }
    if let signatures { hello.replace(.signatureAlgorithms(signatures)) }
    return hello
  }

  private static let legacy = Attempt().with { attempt in
    (attempt.host, attempt.server) = (legacyHost, "203.0.113.11")
    attempt.hello = ClientHello.schannel(.server2016, version: .tls10, name: legacyHost)
  }

  private static let proxied = Attempt().with { $0.proxy = "10.0.0.8" }

  /// Each kind of difference where it explains the failure, then where it does not.
  static let cases: [Case] = [
    Case(
      testDescription: "another endpoint accepts it", good: legacy,
      bad: Attempt().with { $0.hello = old }.failing(.serverReset), explaining: .endpoint,
      differing: [.address]),
    Case(
      testDescription: "another endpoint, and the hello is one that this one accepts", good: legacy,
      bad: Attempt().failing(.serverReset), explaining: nil, differing: [.endpoint, .version]),
    Case(
      testDescription: "the version is too low", bad: Attempt().with { $0.hello = old }.failing(.serverReset),
      explaining: .version, differing: [.cipherSuites, .extensions]),
    Case(
      testDescription: "the version is higher, and both are accepted",
      good: Attempt().with { $0.hello = new },
      bad: Attempt().failing(.serverReset), explaining: nil, differing: [.version]),
    Case(
      testDescription: "the version is low, but the client ends it",
      bad: Attempt().with { $0.hello = old }.failing(.clientAlert(40)), explaining: nil, differing: [.version]
    ),
    Case(
      testDescription: "no suite is accepted",
      bad: Attempt().with { $0.hello = hello(suites: [0x009D, 0x0035]) }.failing(.serverReset),
      explaining: .cipherSuites),
    Case(
      testDescription: "suites differ, and one is accepted",
      bad: Attempt().with { $0.hello = hello(suites: [0xC030, 0x0035]) }.failing(.serverReset),
      explaining: nil,
      differing: [.cipherSuites]),
    Case(
      testDescription: "no group is accepted",
      bad: Attempt().with { $0.hello = hello(groups: [29]) }.failing(.serverReset), explaining: .groups),
    Case(
      testDescription: "groups differ, and one is accepted",
      bad: Attempt().with { $0.hello = hello(groups: [24]) }.failing(.serverReset), explaining: nil,
      differing: [.groups]),
    Case(
      testDescription: "no signature algorithm is accepted",
      bad: Attempt().with { $0.hello = hello(signatures: [0x0403]) }.failing(.serverReset),
      explaining: .signatureAlgorithms),
    Case(
      testDescription: "signature algorithms differ, and one is accepted",
      bad: Attempt().with { $0.hello = hello(signatures: [0x0401]) }.failing(.serverReset), explaining: nil,
      differing: [.signatureAlgorithms]),
    Case(
      testDescription: "another address does not answer",
      bad: Attempt().with { $0.server = "203.0.113.12" }.failing(.silent), explaining: .address),
    Case(
      testDescription: "another address refuses",
      bad: Attempt().with { $0.server = "203.0.113.12" }.failing(.refused),
      explaining: .address),
    Case(
      testDescription: "another address answers and resets",
      bad: Attempt().with { $0.server = "203.0.113.12" }.failing(.serverReset), explaining: nil,
      differing: [.address]),
    Case(
      testDescription: "the proxy refuses", bad: proxied.failing(.proxyRefuses), explaining: .route,
      differing: [.address]),
    Case(
      testDescription: "through the proxy the server resets", bad: proxied.failing(.serverReset),
      explaining: nil,
      differing: [.route, .address]),
    Case(
      testDescription: "the client rejects another certificate",
      bad: Attempt().with { $0.certificates = TestCertificates.settingsChain }.failing(.clientAlert(48)),
      explaining: .certificate),
    Case(
      testDescription: "the certificate is another, and the client refuses something else",
      bad: Attempt().with { $0.certificates = TestCertificates.settingsChain }.failing(.clientAlert(40)),
      explaining: nil, differing: [.certificate]),
    Case(
      testDescription: "the client rejects the same certificate", bad: Attempt().failing(.clientAlert(48)),
      explaining: nil, differing: [.answer]),
  ]

  @Test(arguments: cases)
  func theFirstDifferenceThatExplainsIsMarked(_ pair: Case) async throws {
    let (good, bad) = (Attempt.capture([pair.good], number: 1), Attempt.capture([pair.bad], number: 2))
    for isSwapped in [false, true] {
      let comparison = try await BothEnds.compare(
        (isSwapped ? bad : good).pcap(), (isSwapped ? good : bad).pcap(), nil)
      #expect(comparison.mode == .goodBad)
      guard case .goodBad(let found?) = comparison.content else {
        Issue.record("nothing to compare")
        continue
      }
      #expect(found.good == (isSwapped ? .b : .a))
      #expect(found.differences.filter(\.explains).map(\.kind) == [pair.explaining].compactMap { $0 })
      #expect(
        comparison.conclusionCode == (pair.explaining == nil ? .noDifferenceExplains : .differenceExplains))
      for kind in pair.differing { #expect(found.differences.contains { $0.kind == kind }, "\(kind)") }
      let kinds = FlowDifference.Kind.allCases
      let order = found.differences.compactMap { kinds.firstIndex(of: $0.kind) }
      #expect(order == order.sorted())
    }
  }

  /// The first file has the failure and a success, the second one only the success.
  @Test func theFailureIsComparedWithTheOtherCapture() async throws {
    let failed = Attempt().with { $0.hello = Self.old }.failing(.serverReset)
    let mixed = Attempt.capture([Attempt(), failed, failed], number: 1)
    let comparison = try await BothEnds.compare(
      mixed.pcap(), Attempt.capture([Attempt()], number: 2).pcap(), nil)
    guard case .goodBad(let found?) = comparison.content else {
      Issue.record("nothing to compare")
      return
    }
    #expect(found.good == .b)
    #expect(found.pair.b == 0)
    #expect(comparison.conclusionCode == .differenceExplains)
  }

  @Test func nothingToCompare() async throws {
    let (good, bad) = (Attempt(), Attempt().failing(.serverReset))
    let elsewhere = good.with { attempt in
      (attempt.host, attempt.server) = ("example.com", "198.51.100.9")
      attempt.hello = ClientHello.schannel(.server2016, version: .tls12, name: "example.com")
    }
    for (a, b) in [
      ([good], [good]), ([bad], [bad]), ([], [bad]), ([good], []), ([], []),
      ([elsewhere], [bad]),
    ] as [([Attempt], [Attempt])] {
      let comparison = try await BothEnds.compare(
        Attempt.capture(a, number: 1).pcap(), Attempt.capture(b, number: 2).pcap(), nil)
      #expect(comparison.conclusionCode == .nothingInCommon)
      #expect(comparison.mode == .goodBad)
    }
  }
}

extension ClientHello {
  /// Another extension in the place of the one of its type.
  fileprivate mutating func replace(_ new: TLSExtension) {
    guard let place = extensions.firstIndex(where: { $0.type == new.type }) else { return }
    extensions[place] = new
  }
}
