import Foundation
import Packets
import PolicyFiles
import Protocols
import Testing

@testable import Diagnosis

/// Each doubt where it applies, and the nearest case where it does not.
@Suite struct DoubtTests {
  /// `code code` of a flow's doubts, after a change of its evidence.
  private func doubts(
    _ line: String, dns: DNSName? = nil, port: UInt16 = 443, server: IPAddress? = nil,
    details: EndDetails? = nil, change: (inout FlowEvidence) -> Void = { _ in }
  ) -> [String] {
    judgement(line, dns: dns, port: port, server: server, details: details, change: change).doubts.map(
      \.code.rawValue)
  }

  private func judgement(
    _ line: String, dns: DNSName? = nil, port: UInt16 = 443, server: IPAddress? = nil,
    details: EndDetails? = nil, policy: EndpointPolicy = .builtIn, datedLists: [String: ListKinds] = [:],
    change: (inout FlowEvidence) -> Void = { _ in }
  ) -> Judgement {
    var script = FlowScript()
    var evidence = script.flow(line, port: port)
    if let server { evidence.server = EndPoint(address: server, port: port) }
    if let details, let last = evidence.events.indices.last {
      if evidence.events[last].kind == .rst { evidence.events[last].payload = .rst(details) }
      if evidence.events[last].kind == .fin { evidence.events[last].payload = .fin(details) }
    }
    change(&evidence)
    return Judge(policy: policy, datedLists: datedLists).judge(
      evidence, store: script.store, dnsName: dns, captureEnd: evidence.end
    ).judgement
  }

  @Test func registryHoldsEveryDoubtOfTheFolder() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/Diagnosis/Doubts")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let rules = try files.flatMap { name in
      try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(separator: "\n")
        .filter { $0.hasPrefix("enum ") && $0.contains(": DoubtRule {") }
        .map { String($0.dropFirst("enum ".count).prefix { $0 != ":" }) }
    }
    #expect(Set(DoubtRegistry.rules.map { String(describing: $0) }) == Set(rules))
    #expect(
      Set(DoubtRegistry.rules.map { $0.code }).union([.contradicted]) == Set(Doubt.Code.allCases))
  }

  @Test func whatTheArticleShowsStaysCertain() {
    for line in [
      "open >hello:1.0 <rst", "open >hello:1.0 <fin", "tunnel >hello:1.0 <fin",
      "open >hello:1.0 <alert:fatal:70",
    ] {
      let found = judgement(line, details: EndDetails(hopLimit: 110, answer: .whole))
      #expect(found.confidence == .certain && found.doubts.isEmpty, "\(line)")
    }
    #expect(doubts("open >fin", dns: DNSName(sws)).isEmpty)
    #expect(doubts("open >hello:1.2 <sh <certificate <done >cke >ccs >finished <ccs <finished").isEmpty)
  }

  // MARK: The end

  @Test func endPrecedesHello() {
    let less = EndDetails(answer: .less)
    let found = judgement("open >hello:1.0 <rst", details: less)
    #expect(found.verdict == .serverReset && found.confidence == .possible)
    #expect(found.doubts.map(\.code) == [.endPrecedesHello])
    #expect(judgement("open >hello:1.0 <fin", details: less).verdict == .serverClose)
    #expect(judgement("tunnel >hello:1.0 <fin", details: less).verdict == .serverClose)
    #expect(doubts("open >hello:1.0 <rst", details: EndDetails(answer: .whole)).isEmpty)
    #expect(doubts("open >hello:1.0 <rst", details: EndDetails(answer: .unknown)).isEmpty)
    // An alert says itself what it answers.
    #expect(doubts("open >hello:1.0 <alert:fatal:70 <fin", details: less).isEmpty)
  }

  /// The round trip of a script is 10 ms: the end comes in tenths of a millisecond.
  @Test func endThatComesTooSoon() {
    let cases: [(tenths: Int64, isBare: Bool, isSoon: Bool)] = [
      (49, false, true), (50, false, false), (79, true, true), (80, true, false), (100, false, false),
    ]
    for (tenths, isBare, isSoon) in cases {
      let details = EndDetails(hasAcknowledgement: !isBare, answer: isBare ? .unknown : .whole)
      let found = doubts("open >hello:1.0 <rst", details: details) { evidence in
        let last = evidence.events.count - 1
        evidence.events[last].time = evidence.events[last - 1].time + tenths * 100_000
      }
      #expect(found == (isSoon ? ["end_precedes_hello"] : []), "\(tenths)")
    }
  }

  /// A capture on the client sees its ACK at once: that is no round trip to the server.
  @Test func clientThatAnswersAtOnce() {
    let details = EndDetails(answer: .whole)
    func found(_ tenths: Int64) -> Judgement {
      judgement("open >hello:1.0 <rst", details: details) { evidence in
        evidence.events[2].time = evidence.events[1].time + 50_000
        evidence.events[4].time = evidence.events[3].time + tenths * 100_000
      }
    }
    #expect(found(2).doubts.map(\.code) == [.endPrecedesHello])
    #expect(found(2).endedBy?.roundTrip == 10_000_000)
    #expect(found(100).doubts.isEmpty)
  }

  /// Without a captured round trip only what no endpoint of the internet can do is too soon.
  @Test func endThatNoRoundTripMeasures() {
    let details = EndDetails(answer: .whole)
    func found(_ line: String, _ microseconds: Int64) -> [String] {
      doubts(line, details: details) { evidence in
        let last = evidence.events.count - 1
        evidence.events[last].time = evidence.events[last - 1].time + microseconds * 1000
      }
    }
    #expect(found("@nostart >hello:1.0 <rst", 499) == ["end_precedes_hello"])
    #expect(found("@nostart >hello:1.0 <rst", 500).isEmpty)
    #expect(found("@nostart >hello:1.0 <fin", 1) == ["end_precedes_hello"])
    #expect(found("@nostart >connect:\(sws):443 <status:200 >hello:1.0 <fin", 1).isEmpty)
    // Another server may be near.
    #expect(found("@nostart >hello:1.0/name=a.example.com <rst", 1) == ["not_in_policy"])
  }

  @Test func endFromElsewhere() {
    func found(_ end: UInt8, _ server: HopLimits) -> [String] {
      doubts("open >hello:1.0 <rst", details: EndDetails(hopLimit: end, answer: .whole)) {
        $0.hopLimits.server = server
      }
    }
    let near = HopLimits(syn: 110, least: 110, most: 110)
    #expect(found(64, near) == ["end_from_elsewhere"])
    #expect(found(114, near) == ["end_from_elsewhere"])
    // Within three hops, also with another initial value.
    #expect(found(113, near).isEmpty)
    #expect(found(237, near).isEmpty)
    #expect(found(46, near).isEmpty)
    // The server's own packets differ, or nothing of it is known.
    #expect(found(64, HopLimits(syn: 110, least: 60, most: 110)).isEmpty)
    #expect(found(64, HopLimits()).isEmpty)
    #expect(found(0, near).isEmpty)
    let bySynAck = judgement("open >hello:1.0 <rst", details: EndDetails(hopLimit: 64, answer: .whole)) {
      $0.hopLimits.server = HopLimits(syn: 110, least: 0, most: 0)
    }
    #expect(bySynAck.verdict == .versionReject && bySynAck.confidence == .probable)
    #expect(bySynAck.endedBy?.side == .path)
  }

  @Test func serverThatGoesOnAfterItsReset() {
    let found = doubts("open >hello:1.0 <rst") { $0.wentOnAfterReset.server = true }
    #expect(found == ["end_from_elsewhere"])
    #expect(doubts("open >hello:1.0 <rst") { $0.wentOnAfterReset.client = true }.isEmpty)
    #expect(doubts("open >hello:1.0 <fin") { $0.wentOnAfterReset.server = true }.isEmpty)
  }

  @Test func bothEndsAndGuesses() {
    #expect(doubts("open >hello:1.0 <rst >rst") == ["end_from_elsewhere"])
    #expect(doubts("open >hello:1.0 <rst +200 >rst").isEmpty)
    #expect(doubts("open >hello:1.0 <stray <stray <rst") == ["end_from_elsewhere"])
    #expect(doubts("open >hello:1.0 <stray <rst").isEmpty)
    #expect(doubts("open >hello:1.0 <rst <stray <stray") == ["end_from_elsewhere"])
    #expect(doubts("open >hello:1.0 <rst <stray").isEmpty)
    #expect(doubts("open >hello:1.0 <rst >stray >stray").isEmpty)
  }

  @Test func lateEnd() {
    #expect(doubts("open >hello:1.0 +9990 <rst") == ["late_end"])
    #expect(doubts("open >hello:1.0 +9980 <rst").isEmpty)
    #expect(doubts("open >hello:1.0 +9990 <alert:fatal:70").isEmpty)
    #expect(doubts("open >hello:1.0 +5000 >again:hello +5000 <rst").isEmpty)
  }

  // MARK: The policy and the name

  @Test func termsUnknown() {
    var policy = EndpointPolicy.builtIn
    for index in policy.endpoints.indices { policy.endpoints[index].statesMinimumVersion = false }
    let assumed = judgement("open >hello:1.0 <rst", policy: policy)
    #expect(assumed.confidence == .probable && assumed.doubts == [.termsUnknown(.minimumVersion)])
    #expect(judgement("open >hello:1.0 <alert:fatal:70", policy: policy).doubts.isEmpty)
    for index in policy.endpoints.indices { policy.endpoints[index].cipherSuites = nil }
    #expect(judgement("open >hello:1.2 <rst", policy: policy).doubts == [.termsUnknown(.cipherSuites)])
  }

  /// The built-in policy names P-256 and P-384 and does not exclude others; only a suite without any curve is certain.
  @Test func groups() {
    var policy = EndpointPolicy.builtIn
    let other = "open >hello:1.2/only25519 <rst"
    let named = judgement(other)
    #expect(named.verdict == .noCommonCipher && named.confidence == .probable)
    #expect(named.doubts == [.termsUnknown(.groups)])
    #expect(judgement("open >hello:1.2/dh <rst").doubts.isEmpty)
    #expect(judgement("open >hello:1.2/x25519 <rst").verdict == .serverReset)
    let alert = judgement("open >hello:1.2/only25519 <alert:fatal:40")
    #expect(alert.verdict == .noCommonCipher && alert.confidence == .probable)
    policy.endpoints[0].areGroupsComplete = true
    #expect(judgement(other, policy: policy).confidence == .certain)
    #expect(judgement(other, policy: policy, datedLists: ["sws": .groups]).doubts == [.termsDated(.groups)])
    #expect(judgement("open >hello:1.2/dh <rst", policy: policy, datedLists: ["sws": .groups]).doubts.isEmpty)
    policy.endpoints[0].groups = nil
    #expect(judgement(other, policy: policy).verdict == .serverReset)
  }

  @Test func signatureAlgorithms() {
    var policy = EndpointPolicy.builtIn
    let ecdsa = "open >hello:1.2/signs=0403,0503 <rst"
    #expect(judgement(ecdsa).doubts == [.termsUnknown(.signatureAlgorithms)])
    #expect(judgement("open >hello:1.2/signs=0403,0401 <rst").verdict == .serverReset)
    policy.endpoints[0].signatureAlgorithms = [SignatureScheme(rawValue: 0x0804)]
    #expect(judgement(ecdsa, policy: policy).confidence == .certain)
    #expect(judgement("open >hello:1.2/signs=0401 <rst", policy: policy).verdict == .noCommonCipher)
    #expect(judgement("open >hello:1.2/signs=0804 <rst", policy: policy).verdict == .serverReset)
    #expect(judgement("open >hello:1.2 <rst", policy: policy).verdict == .serverReset)
    let dated = judgement(ecdsa, policy: policy, datedLists: ["sws": .signatureAlgorithms])
    #expect(dated.doubts == [.termsDated(.signatureAlgorithms)] && dated.confidence == .probable)
  }

  /// A hello of TLS 1.3 only is not too old for a server up to TLS 1.2, and its suites say nothing.
  @Test func newerThanTheServer() {
    #expect(verdict("open >hello:1.3/only13 <rst") == "server_reset/probable")
    #expect(verdict("open >hello:1.3/only13 <alert:fatal:70") == "server_alert/certain")
    #expect(verdict("open >hello:1.3/only13 <alert:fatal:40") == "server_alert/certain")
    #expect(verdict("open >hello:1.3/rsa <rst") == "no_common_cipher/certain")
  }

  @Test func termsDated() throws {
    let suites = "open >hello:1.2/rsa <rst"
    #expect(judgement(suites).verdict == .noCommonCipher && judgement(suites).doubts.isEmpty)
    let dated = judgement(suites, datedLists: ["sws": .cipherSuites])
    #expect(dated.doubts == [.termsDated(.cipherSuites)] && dated.confidence == .probable)
    #expect(judgement("open >hello:1.0 <rst", datedLists: ["sws": .cipherSuites]).doubts.isEmpty)
  }

  @Test func datesOfTheList() throws {
    for (day, isDated) in [
      ("2020-06-30", false), ("2020-07-01", true), ("2020-07-31", true), ("2020-08-01", false),
      ("2022-08-01", false), ("2022-08-02", true), ("2026-11-30", true),
    ] {
      let date = try #require(CalendarDate(day))
      let dated = DatedEndpointPolicy.builtIn.datedLists(on: date)["sws"] ?? []
      #expect(dated.contains(.cipherSuites) == isDated && dated.contains(.groups) == isDated, "\(day)")
    }
  }

  @Test func nameUncertain() {
    for (weakness, ceiling) in [
      (NameWeakness.severalNames, Confidence.possible), (.otherClient, .probable),
      (.learntLater, .probable),
    ] {
      let found = judgement("open >fin", dns: DNSName(sws, weakness))
      #expect(found.verdict == .clientFin && found.confidence == ceiling)
      #expect(found.doubts.map(\.code) == [.nameUncertain])
      // The hello names it itself.
      #expect(doubts("open >hello:1.0 <rst", dns: DNSName(sws, weakness)).isEmpty)
    }
    #expect(doubts("tunnel:other.example.com:443 >hello:1.0 <rst").contains("name_uncertain"))
    #expect(doubts("tunnel >hello:1.0 <fin").isEmpty)
    #expect(doubts("tunnel:192.0.2.9:443 >hello:1.0 <fin").isEmpty)
  }

  /// Every byte, at each place of names of every length up to several times what is read at once.
  @Test func charactersOfNames() {
    let host = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._".utf8)
    for length in 1...48 {
      for byte in UInt8.min ... .max {
        var name = [UInt8](repeating: UInt8(ascii: "x"), count: length)
        let place = Int(byte) % length
        name[place] = byte
        let characters = NameCharacters(name.span)
        let (areOfHost, areNormal) = (characters.areOfHost, characters.areNormal)
        #expect(areOfHost == (host.contains(byte) || byte >= 0x80), "\(byte) at \(place) of \(length)")
        let isFinalDot = byte == UInt8(ascii: ".") && place == length - 1
        let isUpperCase = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        #expect(areNormal == !(isFinalDot || isUpperCase), "\(byte) at \(place) of \(length)")
      }
    }
  }

  @Test func possibleNames() {
    for name in ["sws.update.microsoft.com", "a-b.example.com", "_x.example.com", "10.0.0.1", "xn--p1ai"] {
      let isPossible = NameCharacters(name.utf8.span).areOfHost
      #expect(isPossible, "\(name)")
    }
    for name in ["sws.update.microsoft.com\0.example.com", "a b", "a/b", "a:b", "sws\u{7f}"] {
      let isPossible = NameCharacters(name.utf8.span).areOfHost
      #expect(!isPossible, "\(name)")
    }
  }

  @Test func privateAddress() {
    let inside = IPAddress(v4: 0x0a00_0009)
    #expect(doubts("open >hello:1.0 <rst", server: inside) == ["private_address"])
    #expect(doubts("tunnel >hello:1.0 <fin", server: inside).isEmpty)
    #expect(doubts("open >hello:1.0 <rst", server: IPAddress(v4: 0x1448_eb52)).isEmpty)
  }

  @Test func privateAddresses() {
    let inside: [UInt32] = [
      0x0a00_0001, 0x0aff_ffff, 0xac10_0001, 0xac1f_ffff, 0xc0a8_0001, 0x6440_0001, 0x647f_ffff, 0xa9fe_0001,
      0x7f00_0001,
    ]
    for address in inside { #expect(IPAddress(v4: address).isPrivate) }
    for address: UInt32 in [0x0b00_0001, 0xac20_0001, 0xac0f_ffff, 0xc0a9_0001, 0x6480_0001, 0x0808_0808] {
      #expect(!IPAddress(v4: address).isPrivate)
    }
    #expect(IPAddress(high: 0xfd00_0000_0000_0000, low: 1).isPrivate)
    #expect(IPAddress(high: 0xfe80_0000_0000_0000, low: 1).isPrivate)
    #expect(IPAddress(high: 0, low: 1).isPrivate)
    #expect(!IPAddress(high: 0x2001_0db8_0000_0000, low: 1).isPrivate)
  }

  // MARK: What is missing

  @Test func offerTruncatedAndNotInPolicy() {
    #expect(doubts("open >hello:1.0/name=other.example.com <rst") == ["not_in_policy"])
    #expect(doubts("open >hello:1.0/short <rst") == ["offer_truncated"])
    #expect(doubts("open >hello:1.0/short <alert:fatal:70").isEmpty)
    #expect(doubts("open >fin", dns: DNSName("other.example.com")) == ["not_in_policy"])
    #expect(doubts("open >fin", dns: DNSName(sws)).isEmpty)
    #expect(doubts("open >hello:1.0 >gap:9 >other <rst").isEmpty)
  }

  @Test func bytesMissing() {
    let before = judgement("open >gap:28 >hello:1.0 <rst")
    #expect(before.verdict == .versionReject && before.confidence == .possible)
    #expect(before.doubts == [.bytesMissing(frame: 5, from: .client)])
    #expect(doubts("open >gap:28 >hello:1.0 <alert:fatal:70").isEmpty)
    #expect(doubts("open >cut:107 >hello:1.0/short <rst") == ["offer_truncated"])
    #expect(doubts("open >gap:107 >hello:1.0/short <rst") == ["bytes_missing", "offer_truncated"])
  }

  @Test func bytesGivenUp() {
    let rejected = judgement("open @given-up >hello:1.0 <rst")
    #expect(rejected.verdict == .versionReject && rejected.confidence == .possible)
    #expect(rejected.doubts == [.bytesGivenUp(from: .client)])
    // What has its evidence keeps its verdict; without an end the missing bytes are named.
    #expect(
      judgement("open @given-up >hello:1.2 <sh <certificate <done >cke >ccs >finished <ccs <finished")
        .confidence == .certain)
    let open = judgement("open @given-up >hello:1.2/short")
    #expect(open.verdict == .incompleteCapture)
    if case .bytesGivenUp = open.reason {} else { Issue.record("\(open.reason)") }
  }

  // MARK: Flows against each other

  private func contradiction(_ lines: [String]) -> [Doubt.Contradiction?] {
    var script = FlowScript()
    let judge = Judge(policy: .builtIn)
    var all = Contradictions(policy: .builtIn)
    let flows = lines.enumerated().map { number, line in
      var evidence = script.flow(line)
      evidence.id = number
      return (
        evidence, judge.conclusion(evidence, store: script.store, dnsName: nil, captureEnd: evidence.end)
      )
    }
    for (evidence, conclusion) in flows { all.add(conclusion, of: evidence, store: script.store) }
    return flows.map { all.contradiction(to: $1, of: $0, store: script.store) }
  }

  @Test func contradicted() {
    let success = "open >hello:1.2 <sh <certificate <done >cke >ccs >finished <ccs <finished"
    let old = "open >hello:1.0 <sh:1.0 <certificate <done >cke >ccs >finished <ccs <finished"
    #expect(contradiction(["open >hello:1.0 <rst", success]) == [nil, nil])
    #expect(contradiction(["open >hello:1.1 <rst", old]) == [.poorerOfferSucceeded(flow: 1), nil])
    // A good offer that is ended in the same way, and in another way.
    #expect(
      contradiction(["open >hello:1.2 <rst", "open >hello:1.0 <rst"]) == [nil, .goodOfferRefused(flow: 0)])
    #expect(contradiction(["open >hello:1.2 <fin", "open >hello:1.0 <rst"]) == [nil, nil])
    #expect(contradiction(["open >hello:1.2 <rst", "open >hello:1.0 <alert:fatal:70"]) == [nil, nil])
    #expect(contradiction(["open >hello:1.0 <rst"]) == [nil])
  }

  @Test func whoEndedIt() {
    func side(_ line: String, details: EndDetails? = nil) -> EndedBy.Side? {
      judgement(line, details: details).endedBy?.side
    }
    #expect(side("open >hello:1.0 <rst") == .server)
    #expect(side("tunnel >hello:1.0 <fin") == .proxy)
    #expect(side("tunnel >hello:1.0 <alert:fatal:70") == .server)
    #expect(side("open >fin") == .client)
    #expect(side("open >hello:1.0 <rst", details: EndDetails(answer: .less)) == .unknown)
    #expect(side("open >hello:1.2 <sh <certificate <done >cke >ccs >finished <ccs <finished >fin") == nil)
    #expect(side("open >hello:1.2") == nil)
    let end = judgement("open >hello:1.0 <rst", details: EndDetails(hopLimit: 50, answer: .whole)) {
      $0.hopLimits.server = HopLimits(syn: 51, least: 50, most: 52)
    }.endedBy
    #expect(end?.hopLimit == 50 && end?.usualHopLimit == 52)
    #expect(end?.after == 10_000_000 && end?.roundTrip == 10_000_000)
  }
}
