import Analysis
import Diagnosis
import PolicyFiles
import Protocols
import Testing

@testable import Reports

/// Every text exists in both languages, and is what it should be in Japanese.
@Suite struct JapaneseTests {
  private static let japanese = Words(language: .japanese)

  /// Each text of one language, under a name.
  private static func sentences(_ words: Words) -> [(name: String, text: String)] {
    var texts: [(String, Phrase)] = LanguageTests.reasons.flatMap { reason in
      LanguageTests.peers.map { ("\(reason)", words.reason(reason, $0)) }
    }
    for code in FlowNote.Code.allCases {
      for note in [FlowNote(code), FlowNote(code, frame: 7), FlowNote(code, frame: 7, count: 2000)] {
        texts.append(("\(note)", words.note(note)))
      }
    }
    texts += ResolutionStep.allCases.map { ("\($0)", words.step($0)) }
    texts += RequestedEvidence.allCases.map { ("\($0)", words.collect($0)) }
    for verdict in Verdict.allCases where verdict.isFailure {
      texts += LanguageTests.peers.map { ("\(verdict)", words.meaning(verdict, $0)) }
    }
    texts += Topic.all.flatMap { topic in
      let explanation = words.explanation(of: topic)
      return [("\(topic) wire", explanation.onTheWire), ("\(topic) why", explanation.why)]
    }
    texts += WhatIfReportTests.hints.flatMap { [("\($0)", words.looks($0)), ("\($0)", words.basis($0))] }
    texts += Self.claims.map { ("\($0)", words.claim($0)) }
    texts += Self.bases.map { ("\($0)", words.basis($0)) }
    texts += Self.reasons.map { ("\($0)", words.why($0)) }
    texts += [true, false].map { ("alternative", words.alternative(to: 2, isFirst: $0)) }
    texts += Self.remarks.map { ("\($0)", words.remark($0)) }
    let day = words.date(UTCTime(seconds: 0))
    texts += [("policy", words.remark(.policy(file: nil, asOf: day)))]
    texts += EvidenceLanguageTests.notes.map { ("\($0)", words.note($0)) }
    texts += EvidenceLanguageTests.orderFaults.map { ("\($0)", words.fault($0)) }
    return texts.map { ($0.0, $0.1.text) }
  }

  private static func labels(_ words: Words) -> [(name: String, text: String)] {
    var texts: [(String, Phrase)] = Verdict.allCases.map { ("\($0)", words.label($0)) }
    texts += Confidence.allCases.map { ("\($0)", words.label($0)) }
    texts += Tag.allCases.map { ("\($0)", words.tag($0)) }
    texts += [false, true].flatMap { isTunnelled in
      LanguageTests.peers.map { ("\($0)", words.sender(.server, $0, isTunnelled: isTunnelled)) }
    }
    texts += [Role.client, .server].map { ("\($0)", words.role($0)) }
    texts += FilterName.allCases.filter { $0 != .hellos }.map { ("\($0)", words.label($0)) }
    texts += ArticleIssue.allCases.map { ("\($0)", words.issueTitle($0)) }
    texts += Topic.all.map { ("\($0)", words.explanation(of: $0).title) }
    texts += Self.headings.map { ("\($0)", words.heading($0)) }
    texts += EvidenceHeading.allCases.filter { $0 != .windows }.map { ("\($0)", words.heading($0)) }
    texts += LoggedFailure.Kind.allCases.map { ("\($0)", words.label($0)) }
    texts += SchannelLine.State.allCases.map { ("\($0)", words.label($0)) }
    texts += ServiceStart.Sign.allCases.map { ("\($0)", words.label($0)) }
    texts += Synchronization.Outcome.allCases.map { ("\($0)", words.label($0)) }
    texts += EvidenceLanguageTests.faults.map { ("\($0)", words.fault($0)) }
    texts += EvidenceLanguageTests.reasons.map { ("\($0)", words.sentence(words.refusal($0))) }
    texts += [
      ("date", words.date(UTCTime(seconds: 0))), ("ns", words.duration(nanoseconds: 1)),
      ("ms", words.duration(nanoseconds: 22_000_000)), ("s", words.duration(nanoseconds: 3_999_600_000)),
      ("h", words.duration(nanoseconds: 4_000_000_000_000)),
      ("attempts", words.attempts(6, first: "a", last: "b")),
    ]
    return texts.map { ($0.0, $0.1.text) }
  }

  private static let claims: [DecisionStep.Claim] =
    LoggedComponent.allCases.map { .attemptsLogged($0, .timeout, count: 3, matched: 0) } + [
      .clientSucceeds(flow: 1), .helloOfNewerSystem(flow: 1), .windowsRelease(.v2012), .schannelLinesLogged,
      .startWithoutSchannelLines, .synchronizationSucceeded(count: 2),
      .attemptsLogged(.service, .closedByRemoteHost, count: 6, matched: 6),
      .catalogImportsFailed(count: 8, updates: 8), .noCatalogImportFailed, .noCommonAlgorithmAfterHardening,
      .noCommonAlgorithm, .protocolsDisabled(["TLS 1.0"]), .modernProtocolDisabled,
      .cipherOrderLacksSuites(.localRegistry), .cipherOrderHasSuites(.policyRegistry),
      .cipherOrderIsFaulty(.groupPolicy(winningObject: "Contoso", setting: "x"), [.empty, .whiteSpace]),
      .switchIsSet, .switchIsNotSet, .switchFileIsBroken(XMLFault(.tooDeep, line: 1, column: 2)),
      .strongCryptographyIsSet, .strongCryptographyIsNotSet(missing: 4), .noCipherPolicy,
      .policiesApplied(["Contoso"]), .noProtocolLeft(count: 2), .schannelEvents([36882]),
      .importsByScriptFailed(count: 2, updates: 1), .synchronizationFailedAlike(count: 2),
      .importsFailedAlike(count: 2), .monthlyRollupInstalled("KB4565541"),
      .onlySecurityOnlyUpdates(["KB4565540"]),
      .algorithmsDisabled(["Hashes\\SHA384"]), .synchronizesWithUpstream(host: "up.example.com", port: 8531),
      .proxyConfigured(host: "proxy.example.com", port: 8080, isEnabled: true, isUsed: false),
      .proxyOfWinHTTP(host: "proxy.example.com", port: nil),
      .releaseDiffersFromHello(.v2016, [.v2012, .v2012R2]), .severalReleases([.v2012, .v2016]),
      .severalComputers(["WSUS01", "WSUS02"]), .schannelLinesOfAnotherStart, .startThatProvesNothing,
      .synchronizationSucceededElsewhere(count: 2, host: "sws1.update.microsoft.com"),
      .synchronizesElsewhere(host: "sws1.update.microsoft.com"), .synchronizationSucceededEarlier(count: 2),
      .synchronizationFailed(count: 2),
      .catalogImportsFailedAtOtherTimes(count: 2), .catalogImportsFailedOtherwise(count: 2, .timeout),
    ]

  private static let reasons: [PlannedStep.Reason] =
    [403, 407, 418, 502, 503, 504].map { .proxyStatus($0) } + [
      .shown(by: Citation(file: "x", kind: .softwareDistributionLog, line: 3, text: "")), .forImports,
      .onlyPossible,
      .forIssue(.synchronizationFailsWithoutRollup), .afterConfiguration, .afterOtherChanges, .foreignHello,
      .policyObject("Contoso"), .policyObject(nil), .policyObjectAccepts("Contoso"),
      .policyObjectAccepts(nil), .privateAddress,
    ]

  private static let bases: [IssueAssessment.Basis] = [
    .onlyCandidate, .sameClientSucceeds(flow: 6), .helloOfNewerSystem(flow: 6), .program(.workerProcess),
    .program(.service), .undecided, .decided(DecisionStep(.switchIsSet)), .likely(DecisionStep(.switchIsSet)),
    .contradictory,
    .severalClients, .doubtfulCause,
    .severalSystems, .modernProtocolDisabled,
  ]

  private static let remarks: [Remark] = [
    .emptyCapture, .noTCP(cause: nil), .noTCP(cause: "x"), .holds(datagrams: 3, dns: 2, others: 1),
    .noFlow(id: 9, flows: 0),
    .noFlow(id: 9, flows: 3), .noFailure(flows: 2), .noTLS(flows: 2), .noEndpointFlow,
    .hiddenNames(truncated: 2, of: 3),
    .provesNothing(incomplete: 1, unfinished: 2), .captureAgain, .moreFindings(2), .unlistedFlows(3),
    .moreServers(2), .sameAsFinding(1),
  ]

  private static let headings: [Heading] =
    [
      .walkthrough(flow: 1), .flow(id: 1), .resolution, .requestedEvidence, .decision, .notes,

      .flowsOfInterest(listed: 1, of: 2), .allFlows(2), .chosenFlows(2), .clientHello(frame: 1),
      .serverHello(frame: 1), .certificate(frame: 1), .onTheWire, .why, .offeredAndAccepted,
    ]
    + Term.allCases.filter { ![.communityID, .alpn, .ja3, .ja3s, .ja4, .sha256].contains($0) }.map(
      Heading.term)

  @Test func everyTextIsInBothLanguages() {
    for make in [Self.sentences, Self.labels] {
      for (english, japanese) in zip(make(Words.english), make(Self.japanese)) {
        #expect(!english.text.isEmpty && !japanese.text.isEmpty, "\(english.name)")
        #expect(english.text != japanese.text, "\(english.name)")
        #expect(Self.isJapanese(japanese.text), "\(english.name): \(japanese.text)")
        #expect(!Self.isJapanese(english.text), "\(english.name): \(english.text)")
      }
    }
  }

  @Test func sentencesEndLikeSentences() {
    for (name, text) in Self.sentences(Self.japanese) {
      #expect(text.hasSuffix("。"), "\(name): \(text)")
    }
  }

  /// A space between half width and full width, none beside full-width punctuation, never two.
  @Test func spacesStandWhereTheyShould() {
    for (name, text) in Self.sentences(Self.japanese) + Self.labels(Self.japanese) {
      #expect(!text.contains("  ") && text == text.trimmed, "\(name): \(text)")
      let scalars = Array(text.unicodeScalars)
      for (left, right) in zip(scalars, scalars.dropFirst()) {
        let isUneven = Self.isLetter(left) ? Self.isHalf(right) : Self.isHalf(left) && Self.isLetter(right)
        let isLoose =
          right == " "
          ? "、。「」".unicodeScalars.contains(left) : left == " " && "、。」".unicodeScalars.contains(right)
        #expect(!isUneven && !isLoose, "\(left)\(right) in \(name): \(text)")
      }
      #expect(!scalars.contains { "，．！？：；（）　".unicodeScalars.contains($0) }, "\(name): \(text)")
    }
  }

  /// Frames, counts, versions and articles of the knowledge base are facts: they are the same in both.
  @Test func numbersAreTheSame() {
    for (english, japanese) in zip(Self.sentences(Words.english), Self.sentences(Self.japanese)) {
      let missing = Self.numbers(english.text).subtracting(Self.numbers(japanese.text))
      #expect(missing.isEmpty, "\(missing) of \(english.name): \(japanese.text)")
    }
  }

  private static func numbers(_ text: String) -> Set<String> {
    Set(text.matches(of: /[0-9]+(?:[.,][0-9]+)*/).map { String($0.output) })
  }

  @Test func verdictsAreTold() {
    #expect(Set(Verdict.allCases.map { Self.japanese.label($0) }).count == Verdict.allCases.count)
    let kinds = (UInt8(0)...255).compactMap(FlowEvent.Kind.init(rawValue:))
    for kind in kinds { #expect(!Self.japanese.label(kind).isEmpty) }
  }

  @Test func remarksAboutFilesAreThere() {
    for remark in EvidenceLanguageTests.remarks {
      #expect(!Self.japanese.remark(remark).isEmpty, "\(remark)")
    }
  }

  /// What the built-in policy says in its own words has words in Japanese.
  @Test func theBuiltInPolicyIsTranslated() throws {
    let policy = DatedEndpointPolicy.builtIn
    let entries = policy.endpoints.flatMap { [$0.endpoint] + $0.periods.map(\.endpoint) }
    let messages = Set(
      entries.compactMap(\.message).map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") })
    #expect(messages == Set(Words.builtInMessages.keys))
    for words in Words.builtInMessages.values { #expect(Self.isJapanese(words) && words.hasSuffix("。")) }
    // What the built-in policy tells to do would have no words.
    #expect(entries.allSatisfy { $0.resolution == nil })
  }

  @Test func notesOnACaptureKeepTheirNumbers() {
    for note in CaptureNotes.all {
      let text = Self.japanese.note(note).text
      #expect(Self.isJapanese(text), "\(note)")
      #expect(text.contains(note == .redacted ? "--redact" : "1,234"), "\(text)")
      // Nothing but names is left of another language.
      for word in ["packets", "frame", "interface", "tunnels", "addresses", "byte", "block", "capture"] {
        // The option of netsh is a name.
        #expect(!text.replacing("packettruncatebytes", with: "").contains(word), "\(text)")
      }
    }
    #expect(Set(CaptureNotes.all.map { Self.japanese.note($0).text }).count == CaptureNotes.all.count)
  }

  private static func isJapanese(_ text: String) -> Bool { text.unicodeScalars.contains(where: isLetter) }

  /// Kana and kanji, without punctuation.
  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3005, 0x3041...0x3096, 0x30a1...0x30fa, 0x30fc, 0x4e00...0x9fff: true
    default: false
    }
  }

  /// What stands half-width beside Japanese and is parted from it by a space.
  private static func isHalf(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "A"..."Z", "a"..."z", "0"..."9", "%", "<", ">", "\"": true
    default: false
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
