import Diagnosis
import Foundation
import Testing

@testable import Reports

@Suite struct EvidenceReportTests {
  private static let day: Int64 = 1_595_203_200_000_000_000  // 20 Jul 2020

  private static func time(_ hours: Int64, _ minutes: Int64 = 0) -> Int64 {
    day + (hours * 60 + minutes) * 60_000_000_000 + 200_000_000
  }

  private static func file(_ kind: ServerFileKind, _ name: String, notes: [ServerFileNote] = []) -> ServerFile
  {
    ServerFile(
      path: name, kind: kind, encoding: .utf8, hasByteOrderMark: kind == .registryExport, bytes: 1000,
      lines: 2113,
      notes: notes)
  }

  private static func citation(_ kind: ServerFileKind, _ line: Int, _ text: String) -> Citation {
    Citation(file: kind.rawValue, kind: kind, line: line, text: text)
  }

  private static var log: ServerFacts {
    let kind = ServerFileKind.softwareDistributionLog
    var facts = ServerFacts()
    facts.files = [file(kind, "server/SoftwareDistribution.log", notes: [.cutLines(count: 2, first: 7)])]
    let lines = [
      ("TLS 1.0", SchannelLine.State.disabled), ("TLS 1.2", .enabled), ("TLS 1.3", .unknownWording),
    ]
    let protocols = lines.enumerated().map { index, line in
      SchannelLine(
        protocolName: line.0, state: line.1,
        citation: citation(kind, 12 + index, "SCHANNEL Protocol '\(line.0)' is x"))
    }
    facts.serviceStarts = [
      ServiceStart(
        time: time(8), component: .workerProcess, sign: .schannelLines, citation: protocols[0].citation,
        protocols: protocols),
      ServiceStart(
        time: nil, component: .service, sign: .startEvent, citation: citation(kind, 40, "EventId=501"),
        protocols: []),
    ]
    facts.add(
      Synchronization(outcome: .succeeded, time: time(9), citation: citation(kind, 50, "EventId=384")))
    for minute: Int64 in 0..<6 {
      facts.add(
        LoggedFailure(
          component: .workerProcess, kind: .closedByRemoteHost, host: "sws.update.microsoft.com",
          httpStatus: nil,
          time: time(9, minute),
          citation: citation(kind, 345, "ProcessWebServiceProxyException found WebException")))
    }
    facts.add(
      LoggedFailure(
        component: .unknown, kind: .proxy, host: nil, httpStatus: 407, time: nil,
        citation: citation(kind, 400, "\u{1b}[31m(407)\u{202e}")))
    return facts
  }

  private static var manager: ServerFacts {
    let kind = ServerFileKind.wsyncmgrLog
    var facts = ServerFacts()
    facts.files = [file(kind, "wsyncmgr.log", notes: [.assumedTimeZone(minutes: [-60, 300], sign: .bias)])]
    facts.add(
      DriverImports(time: time(9), citation: citation(kind, 1, "Calling ImportUpdateFromCatalogSite")))
    for index in 0..<5 {
      facts.add(
        ImportFailures(
          kind: .connectionClosed, update: "001d4517-c586-4bb1-9e66-ed6ff8e8d34\(index)", time: time(9),
          citation: citation(kind, 2, "Generic exception : ImportUpdateFromCatalogSite failed")))
    }
    facts.add(
      SyncFailure(
        text: "UssCommunicationError", kind: .timeout, time: nil, citation: citation(kind, 9, "Sync failed")))
    return facts
  }

  private static var settings: ServerFacts {
    let kind = ServerFileKind.registryExport
    var facts = ServerFacts()
    facts.files = [file(kind, "settings.reg")]
    facts.windowsVersions = [
      WindowsVersion(
        productName: "Windows Server 2012 R2 Standard", build: "9600",
        citation: citation(kind, 3, "ProductName"))
    ]
    let suites = ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384_P384", "TLS_FOO"]
    facts.cipherOrders = [
      CipherOrder(
        source: .policyRegistry, suites: suites, text: suites.joined(separator: ", "),
        citation: citation(kind, 5, "Functions")),
      CipherOrder(
        source: .groupPolicy(winningObject: "Contoso TLS", setting: "SSL 暗号の順位"), suites: [], text: "",
        citation: citation(kind, 6, "x")),
    ]
    facts.protocolSettings = [
      ProtocolSetting(
        protocolName: "TLS 1.0", role: .client, enabled: 0, disabledByDefault: nil,
        citations: [citation(kind, 8, "key"), citation(kind, 9, "Enabled")])
    ]
    facts.frameworkSettings = [
      FrameworkSetting(
        version: .v4, is32Bit: true, strongCrypto: 1, systemDefaultTLS: nil,
        citations: [citation(kind, 11, "key")])
    ]
    facts.workerProcessSwitches = [
      WorkerProcessSwitch(
        value: false, citation: citation(kind, 14, "x"),
        fault: XMLFault(.wrongEndTag(found: "configuration", expected: "runtime"), line: 6, column: 1))
    ]
    facts.updateSources = [
      UpdateSource(
        url: "https://fe2.update.microsoft.com/v6", host: "fe2.update.microsoft.com",
        redirectorChangeNumber: 4002,
        citation: citation(kind, 20, "x"))
    ]
    return facts
  }

  static let reading = ServerFileReading(
    understood: [log, manager, settings],
    refused: [
      RefusedFile(path: "server/trace.pcap", isNamed: false, reason: .capture),
      RefusedFile(path: "server/notes.txt", isNamed: true, reason: .unknownText),
    ])

  private func text(_ reading: ServerFileReading, width: Int = 100) -> String {
    var options = ReportOptions()
    options.width = width
    return EvidenceFormat.all[0].write(reading, options).text
  }

  private func json(_ reading: ServerFileReading) -> String {
    EvidenceFormat.all[1].write(reading, ReportOptions()).text
  }

  @Test func theTextIsAsExpected() throws {
    try expectGolden(text(Self.reading), "evidence.txt")
  }

  @Test func theJSONIsAsExpected() throws {
    let json = json(Self.reading)
    PublishedSchemas.expectValid(json, PublishedSchemas.evidence)
    try expectGolden(json, "evidence.json")
  }

  @Test func noLineIsLongerThanItsTerminal() {
    for width in [40, 60, 100, 160] {
      for line in text(Self.reading, width: width).split(separator: "\n") {
        #expect(DisplayWidth.columns(of: String(line)) <= width, "\(line)")
      }
    }
  }

  @Test func hostileTextIsShownSafely() throws {
    let evil = "\u{1b}]0;x\u{7}\u{202e}\0\u{85}" + String(repeating: "A", count: 10_000)
    let kind = ServerFileKind.groupPolicyReport
    var facts = ServerFacts()
    facts.files = [Self.file(kind, evil, notes: [.unreadableValue(name: evil, line: 1), .unreadable(evil)])]
    let line = Self.citation(kind, 1, evil)
    facts.cipherOrders = [
      CipherOrder(
        source: .groupPolicy(winningObject: evil, setting: evil), suites: [evil], text: evil, citation: line)
    ]
    facts.windowsVersions = [WindowsVersion(productName: evil, build: evil, citation: line)]
    facts.updateSources = [UpdateSource(url: evil, host: evil, redirectorChangeNumber: nil, citation: line)]
    facts.protocolSettings = [
      ProtocolSetting(
        protocolName: evil, role: .server, enabled: nil, disabledByDefault: nil, citations: [line])
    ]
    facts.add(SyncFailure(text: evil, kind: .other, time: .max, citation: line))
    facts.workerProcessSwitches = [
      WorkerProcessSwitch(value: nil, citation: line, fault: XMLFault(.wrongRoot(evil), line: 1, column: 1))
    ]
    let reading = ServerFileReading(
      understood: [facts], refused: [RefusedFile(path: evil, isNamed: true, reason: .alreadyRead(as: evil))])
    let text = text(reading)
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !SafeText.isDeceptive($0) })
    for line in text.split(separator: "\n") { #expect(DisplayWidth.columns(of: String(line)) <= 100) }
    let json = json(reading)
    _ = try JSONSerialization.jsonObject(with: Data(json.utf8))
    #expect(json.unicodeScalars.allSatisfy { $0 == "\n" || !SafeText.isDeceptive($0) })
  }

  @Test func nothingAtAllIsSaid() {
    #expect(text(ServerFileReading()) == "No evidence was found.\n")
    #expect(json(ServerFileReading()).hasSuffix("\"files\":[],\"not_read\":[]}\n"))
    var empty = ServerFacts()
    empty.files = [Self.file(.wsyncmgrLog, "x")]
    #expect(
      text(ServerFileReading(understood: [empty])).contains("It contains nothing about the update service."))
  }

  @Test func formatsAreFoundByName() {
    #expect(EvidenceFormat.all.map(\.name) == ["text", "json"])
    #expect(EvidenceFormat.named("json")?.name == "json")
    #expect(EvidenceFormat.named("xml") == nil)
  }
}

@Suite struct EvidenceLanguageTests {
  private let english = Words.english

  static let reasons: [RefusedFile.Reason] = [
    .notFound, .unreadable("Permission denied"), .noRegularFile, .empty, .capture, .archive("zip"), .eventLog,
    .binary, .otherConfiguration, .ownReport, .unknownText, .alreadyRead(as: "x"), .noEvidenceInside,
    .tooDeep(limit: 8), .tooMany(limit: 10_000),
  ]

  static let notes: [ServerFileNote] = [
    .cutLines(count: 1, first: 2), .endsEarly(line: 3), .readInPart(bytes: 4), .unreadable("x"),
    .mixedEncodings,
    .assumedTimeZone(minutes: [0], sign: .bias), .assumedTimeZone(minutes: [-60], sign: .offset),
    .timesWithoutZone(count: 2), .moreFacts(count: 1), .unreadableValue(name: "x", line: 1),
    .excerpt(Excerpt(changes: Excerpt.Change.allCases, lacks: Excerpt.Part.allCases)), .assumedEncoding(.gbk),
    .otherControlSet(1), .noSettings,
  ]

  static let faults: [XMLFault.Reason] =
    XMLFault.Part.allCases.map(XMLFault.Reason.endsInside) + [
      .missingEndTag("a"), .wrongEndTag(found: "a", expected: "b"), .wrongEndTag(found: "a", expected: nil),
      .badName,
      .badAttribute, .repeatedAttribute("a"), .unescaped("<"), .badComment, .outsideRoot,
      .misplacedDeclaration,
      .documentType, .noElement, .wrongRoot("a"), .tooDeep, .controlCharacter,
    ]

  static let orderFaults: [CipherOrder.Fault] = [
    .tooLong(characters: 1024), .whiteSpace, .unknownNames(Array(repeating: "TLS_X", count: 9)),
    .impossibleNames(["TLS_X"], on: [.v2012]), .empty,
  ]

  @Test func everyRefusalIsAMessage() {
    for reason in Self.reasons {
      let message = ErrorMessage(reason)
      #expect(!message.wrong.isEmpty && !message.wrong.hasSuffix("."), "\(reason)")
      #expect(message.advice?.hasSuffix(".") != true)
      #expect(!reason.code.isEmpty)
    }
    #expect(Set(Self.reasons.map(\.code)).count == Self.reasons.count)
  }

  @Test func everyNoteIsASentence() {
    for note in Self.notes {
      let text = english.note(note).text
      #expect(text.hasSuffix(".") && text.count > 15, "\(note)")
    }
    #expect(Set(Self.notes.map(\.code)).count == Self.notes.count - 1)
  }

  @Test func everyFaultHasWords() {
    for fault in Self.faults { #expect(!english.fault(fault).isEmpty && !fault.code.isEmpty) }
    #expect(Set(Self.faults.map(\.code)).count == 15)
    for fault in Self.orderFaults { #expect(english.fault(fault).text.hasSuffix("."), "\(fault)") }
  }

  @Test func everyLabelHasWords() {
    for kind in LoggedFailure.Kind.allCases { #expect(!english.label(kind).isEmpty) }
    for component in LoggedComponent.allCases { #expect(!english.label(component).isEmpty) }
    for state in SchannelLine.State.allCases { #expect(!english.label(state).isEmpty) }
    for sign in ServiceStart.Sign.allCases { #expect(!english.label(sign).isEmpty) }
    for outcome in Synchronization.Outcome.allCases { #expect(!english.label(outcome).isEmpty) }
    for heading in EvidenceHeading.allCases { #expect(!english.heading(heading).isEmpty) }
  }

  static let remarks: [EvidenceRemark] = [
    .lines(1), .line(1), .byteOrderMark, .entries(1, period: nil), .entries(2, period: "x"),
    .period(from: "a", to: "b"), .at("a"), .noSchannelLines, .host("a"), .httpStatus(407),
    .updates(["a"], of: 1),
    .updates(["a"], of: 3), .suites(1), .value(name: "a", nil), .value(name: "a", 0xFFFF_FFFF),
    .allProtocolsAtDefault, .switchIs(true), .switchIs(false), .switchIsNotSet,
    .xmlFault(line: 1, column: 2),
    .redirectorChangeNumber(4002), .bits(32), .nothingFound, .noEvidence,
  ]

  @Test func everyRemarkHasWords() {
    for remark in Self.remarks { #expect(!english.remark(remark).isEmpty, "\(remark)") }
  }
}
