import Diagnosis
import Foundation
import ServerFileBuilding
import Testing

@testable import ServerFiles

@Suite struct FormatRegistryTests {
  @Test func bookHoldsEveryFormatOfTheFolder() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/ServerFiles/Formats")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".swift")
    }
    // All but the registry's own file hold one format.
    #expect(files.count - 1 == ServerFileFormat.all.count)
    #expect(ServerFileFormat.all.map(\.kind) == ServerFileKind.allCases)
  }

  @Test func kindsAreNamedAsTheReportAsksForThem() {
    let requested = ServerFileKind.allCases.filter { $0.requestedEvidence != nil }
    #expect(
      requested == [
        .softwareDistributionLog, .wsyncmgrLog, .groupPolicyReport, .registryExport,
        .workerProcessConfiguration,
      ])
    for kind in requested { #expect(kind.requestedEvidence?.rawValue == kind.rawValue) }
  }

  /// One file of each kind, in each language.
  static func samples(_ language: BuiltLanguage) -> [ServerFileKind: String] {
    let time = BuiltTime("2020-07-20", "09:14:31.200")
    var log = SoftwareDistributionLogBuilder(language: language)
    log.addOrdinary(time)
    log.addFailure(time, "w3wp.41", .noCommonAlgorithm)
    var manager = WsyncmgrLogBuilder(language: language)
    manager.addOrdinary(time)
    manager.addImportFailure(time, update: "001d4517-c586-4bb1-9e66-ed6ff8e8d34f", .closedOnReceive)
    var export = RegistryExportBuilder()
    export.addProtocol("TLS 1.0", "Client", enabled: 0, disabledByDefault: 1)
    return [
      .softwareDistributionLog: log.text, .wsyncmgrLog: manager.text,
      .groupPolicyReport: GroupPolicyReportBuilder(
        language: language, suites: "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
      ).text,
      .registryExport: export.text,
      .configurationManagerLog: SiteServerLogBuilder.text(.configuration, language),
      .controlManagerLog: SiteServerLogBuilder.text(.control, language),
      .groupPolicyText: GroupPolicyTextBuilder.text(language),
      .groupPolicyXML: GroupPolicyXMLBuilder.text(language),
      .registryQuery: RegistryQueryBuilder.protocols(enabled: 0),
      .eventLog: EventBuilder.text(.xml, language),
      .consoleError: ConsoleErrorBuilder.details(.closedByRemoteHost, language),
      .commandOutput: CommandOutputBuilder.cipherSuites(.table),
      .workerProcessConfiguration: WorkerProcessConfigurationBuilder.text(false),
      .updateSource: UpdateSourceBuilder.text(
        .properties, url: "https://sws.update.microsoft.com", number: 4002),
    ]
  }

  @Test(arguments: BuiltEncoding.allCases)
  func everyKindIsRecognisedByOneFormatInEveryEncoding(_ encoding: BuiltEncoding) throws {
    for language in BuiltLanguage.allCases where language == .english || encoding.hasJapanese {
      for (kind, text) in Self.samples(language) {
        let folder = try EvidenceFolder()
        let file = try folder.write(BuiltText.bytes(text, encoding))
        let opening = TextOpening(try FileBytes(path: file))
        let formats = ServerFileFormat.all.filter { $0.recognises(opening) }.map(\.kind)
        #expect(formats == [kind], "\(kind) \(encoding) \(language)")
      }
    }
  }

  @Test(arguments: BuiltEncoding.allCases)
  func encodingsAreNamed(_ encoding: BuiltEncoding) throws {
    let expected: [BuiltEncoding: TextEncoding] = [
      .utf8: .utf8, .utf8WithMark: .utf8, .utf16LittleEndian: .utf16LittleEndian,
      .utf16LittleEndianWithMark: .utf16LittleEndian, .utf16BigEndian: .utf16BigEndian,
      .utf16BigEndianWithMark: .utf16BigEndian, .windows1252: .windows1252, .shiftJIS: .shiftJIS,
    ]
    var log = SoftwareDistributionLogBuilder(language: encoding.hasJapanese ? .japanese : .english)
    let time = BuiltTime("2020-07-20", "09:14:31.200")
    log.addOrdinary(time)
    log.add(
      time, "w3wp.3", "AdminDataAccess.Read", encoding == .windows1252 ? "Für Größe geändert: déjà vu" : "")
    log.addFailure(time, "w3wp.41", .closedByRemoteHost)
    let file = try #require(try facts(BuiltText.bytes(log.text, encoding)).files.first)
    #expect(file.encoding == expected[encoding])
    #expect(file.hasByteOrderMark == encoding.rawValue.hasSuffix("WithMark"))
    #expect(file.lines == log.nextLine - 1)
    #expect(file.notes.isEmpty)
  }

  @Test func plainEnglishIsASCII() throws {
    var log = SoftwareDistributionLogBuilder()
    log.addOrdinary(BuiltTime("2020-07-20", "09:14:31.200"))
    #expect(try facts(BuiltText.bytes(log.text)).files.first?.encoding == .ascii)
  }
}

/// A report lies beside the files that it quotes, and must not be taken for one of them.
@Suite struct OwnReportTests {
  @Test func aReportIsNoEvidenceWhateverItQuotes() throws {
    for text in [
      "trace.pcap\n  Walkthrough of flow 0 (Wireshark: tcp.stream eq 0)\n<![LOG[x]LOG]!><time=\"1\" "
        + "component=\"SMS_WSUS_SYNC_MANAGER\">\n",
      "{\"schema\":\"wsuscap.report/1\",\"text\":\"component=\\\"SMS_WSUS_SYNC_MANAGER\\\"\"}\n",
    ] {
      #expect(try read(Array(text.utf8)).refused.map(\.reason) == [.ownReport])
    }
  }
}
