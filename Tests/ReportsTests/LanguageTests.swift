import Diagnosis
import Protocols
import Testing

@testable import Reports

@Suite struct LanguageTests {
  private let english = Words.english

  /// One of each case; the switch below makes the compiler ask for new ones.
  static let reasons: [Reason] = {
    let end = EndSign(kind: .rst, by: .server, frame: 9)
    return [
      .handshakeFinished(frame: 1, resumed: false), .handshakeFinished(frame: 1, resumed: true),
      .versionTooLow(hello: 1, offered: 0x0301, minimum: 0x0303, end: end),
      .versionTooLow(hello: 1, offered: 0, minimum: 0, end: end),
      .versionTooLow(hello: 1, offered: 0x0301, minimum: 0, end: end), .noSuiteInCommon(hello: 1, end: end),
      .noGroupInCommon(hello: 1, end: end), .alertSaysNoSuite(hello: 1, end: end),
      .clientLeftSilently(established: 1, end: end, tunnel: true),
      .clientLeftSilently(established: 1, end: end, tunnel: false),
      .clientRefusedCertificate(certificate: 0, end: end),
      .clientRefusedCertificate(certificate: 1, end: end),
      .serverSentAlert(end: end), .serverEndedHello(hello: 1, end: end, acceptable: true),
      .serverEndedHello(hello: 1, end: end, acceptable: false),
      .serverLeftFirst(established: 1, end: end, tunnel: false),
      .serverLeftFirst(established: 1, end: end, tunnel: true),
      .helloUnanswered(hello: 1, retransmissions: 2, end: nil),
      .helloUnanswered(hello: 1, retransmissions: 0, end: end),
      .connectUnanswered(request: 1, retransmissions: 1, end: end),
      .endedInHandshake(serverHello: 1, end: end),
      .endedInHandshake(serverHello: 0, end: end), .synRefused(syn: 1, answer: 2, by: .icmp),
      .synRefused(syn: 1, answer: 2, by: .rst), .synRefused(syn: 1, answer: 2, by: .numberedRST),
      .synUnanswered(syn: 1, attempts: 3),
      .proxyAnswered(request: 1, response: 2, status: 407), .otherProtocol(frame: 0),
      .otherProtocol(frame: 1),
      .nothingSent, .missingStart(frame: 1), .missingBytes(frame: 1, isCut: true),
      .missingBytes(frame: 1, isCut: false), .helloCut(hello: 1, end: end),
      .oneDirectionOnly(present: .client),
      .captureEnded(lastFrame: 1), .synAnsweredLate(syn: 1, attempts: 2, answer: 3, end: end),
      .helloAnsweredOtherwise(hello: 1, answer: 2, end: end), .noTLSBehindHello(hello: 1, data: 2),
      .noSignatureAlgorithmInCommon(hello: 1, end: end),
      .serverRefusedFlight(flight: 1, alert: 2, end: end, mayHoldCertificate: true),
      .serverRefusedClient(request: 1, certificate: 2, end: end),
      .serverRefusedClient(request: 1, certificate: nil, end: end),
      .answerLost(hello: 1, hole: 2, end: end), .answerLost(hello: 1, hole: 2, end: nil),
      .clientSentAlert(end: end),
      .endedBeforeEstablished(end: end), .bytesGivenUp(frame: 1),
    ]
      + WSUSPurpose.allCases.flatMap { purpose in
        [0, 9].map { .wsusTraffic(request: 1, service: .reporting, purpose: purpose, failure: $0) }
      }
  }()

  private static func place(_ reason: Reason) -> Int {
    switch reason {
    case .handshakeFinished: 0
    case .versionTooLow: 1
    case .noSuiteInCommon: 2
    case .noGroupInCommon: 3
    case .alertSaysNoSuite: 4
    case .clientLeftSilently: 5
    case .clientRefusedCertificate: 6
    case .serverSentAlert: 7
    case .serverEndedHello: 8
    case .serverLeftFirst: 9
    case .helloUnanswered: 10
    case .connectUnanswered: 11
    case .endedInHandshake: 12
    case .synRefused: 13
    case .synUnanswered: 14
    case .proxyAnswered: 15
    case .otherProtocol: 16
    case .nothingSent: 17
    case .missingStart: 18
    case .missingBytes: 19
    case .helloCut: 20
    case .oneDirectionOnly: 21
    case .captureEnded: 22
    case .synAnsweredLate: 23
    case .helloAnsweredOtherwise: 24
    case .noTLSBehindHello: 25
    case .noSignatureAlgorithmInCommon: 26
    case .serverRefusedFlight: 27
    case .clientSentAlert: 28
    case .endedBeforeEstablished: 29
    case .serverRefusedClient: 30
    case .answerLost: 31
    case .bytesGivenUp: 32
    case .wsusTraffic: 33
    }
  }

  @Test func everyReasonIsASentence() {
    #expect(Set(Self.reasons.map(Self.place)) == Set(0...33))
    for reason in Self.reasons {
      for peer in Self.peers {
        let text = english.reason(reason, peer).text
        #expect(text.count > 20 && text.hasSuffix("."), "\(reason)")
        #expect(!text.contains("  "), "\(text)")
      }
    }
  }

  static let peers = [EndpointRole.sync, .downstreamServer, nil].flatMap { role in
    [false, true].map { Peer(role, isThroughProxy: $0) }
  }

  /// TCP through a proxy ends at the proxy, TLS at the endpoint.
  @Test func theOtherEndHasItsName() {
    let (direct, proxied) = (Peer(.sync, isThroughProxy: false), Peer(.sync, isThroughProxy: true))
    func ending(_ kind: EndSign.Kind, _ peer: Peer) -> String {
      english.reason(.serverSentAlert(end: EndSign(kind: kind, by: .server, frame: 7)), peer).text
    }
    #expect(ending(.rst, direct).contains("the update endpoint reset"))
    #expect(ending(.rst, proxied).contains("the proxy reset"))
    #expect(ending(.alert(40), proxied).contains("the update endpoint sent"))
    #expect(ending(.fin, .anyServer).contains("the server closed"))
    let reason = Reason.versionTooLow(
      hello: 874, offered: 0x0301, minimum: 0x0303, end: EndSign(kind: .rst, by: .server, frame: 877))
    // Nobody knows who sent it.
    let doubtful = Peer(
      .sync, isThroughProxy: false, doubts: [.endFromElsewhere(frame: 877, sign: .serverWentOn)])
    #expect(ending(.rst, doubtful).contains("the connection was reset in frame 7"))
    #expect(ending(.alert(40), doubtful).contains("the update endpoint sent"))
    #expect(english.reason(reason, doubtful).text.hasSuffix(", and the connection was reset in frame 877."))
    #expect(
      english.reason(reason, direct).text == """
        The ClientHello in frame 874 offers at most TLS 1.0; the update endpoint accepts TLS 1.2 or later and reset \
        the connection in frame 877.
        """)
  }

  @Test func everyEndHasWords() {
    for kind in [EndSign.Kind.fin, .rst, .alert(40), .alert(0), .encryptedAlert] {
      for role in [Role.client, .server] {
        let reason = Reason.serverSentAlert(end: EndSign(kind: kind, by: role, frame: 4711))
        let text = english.reason(reason, .anyServer).text
        #expect(text.contains("4711"))
      }
    }
  }

  @Test func everyVerdictHasWords() {
    for verdict in Verdict.allCases {
      #expect(!english.label(verdict).isEmpty)
      for peer in Self.peers { #expect(!english.cause(verdict, peer).isEmpty) }
    }
    #expect(Set(Verdict.allCases.map { english.label($0) }).count == Verdict.allCases.count)
  }

  @Test func everyNoteIsASentence() {
    for code in FlowNote.Code.allCases {
      for note in [FlowNote(code), FlowNote(code, frame: 7), FlowNote(code, frame: 7, count: 2000)] {
        let text = english.note(note).text
        #expect(text.count > 15 && text.hasSuffix("."), "\(code)")
      }
    }
  }

  @Test func everyStepAndFileHasWords() {
    for step in ResolutionStep.allCases {
      #expect(english.step(step).text.hasSuffix("."), "\(step)")
      #expect(!english.reference(step).isEmpty, "\(step)")
    }
    for file in RequestedEvidence.allCases { #expect(!english.collect(file).isEmpty) }
  }

  @Test func everyTopicIsExplained() {
    #expect(Topic.all.count == Verdict.allCases.count + 8 + 5)
    for topic in Topic.all {
      let explanation = english.explanation(of: topic)
      #expect(
        !explanation.title.isEmpty && !explanation.onTheWire.isEmpty && !explanation.why.isEmpty, "\(topic)")
      #expect(Topic(topic.code) == topic)
    }
    for topic in Topic.all where ![.verdict(.success), .verdict(.notTLS)].contains(topic) {
      #expect(!topic.steps.isEmpty, "\(topic)")
    }
  }

  @Test func everyEventHasACodeAndALabel() {
    let kinds = (UInt8(0)...255).compactMap(FlowEvent.Kind.init(rawValue:))
    #expect(kinds.count > 20)
    #expect(Set(kinds.map(\.code)).count == kinds.count)
    for kind in kinds { #expect(!english.label(kind).isEmpty) }
  }

  @Test func everyTermAndTagHasWords() {
    for term in Term.allCases { #expect(!english.term(term).isEmpty) }
    for tag in Tag.allCases { #expect(!english.tag(tag).isEmpty) }
  }

  @Test func topicsAreFoundByWhatPeopleType() {
    #expect(Topic("Version-Reject") == .verdict(.versionReject))
    #expect(Topic("issue 3") == .issue(.synchronizationFailsWithoutRollup))
    #expect(Topic("") == nil)
    #expect(Topic.near("versoin_reject").first == "version_reject")
    #expect(Topic.near("cipher").contains("no_common_cipher"))
    #expect(Topic.near(String(repeating: "x", count: 100_000)).isEmpty)
  }
}
