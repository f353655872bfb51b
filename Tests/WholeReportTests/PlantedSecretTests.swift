import Analysis
import CaptureBuilding
import Diagnosis
import Foundation
import PolicyFiles
import Redaction
import Reports
import ServerFileBuilding
import ServerFiles
import Testing

/// Names in every place that a report could quote are in no redacted report of any format.
@Suite struct PlantedSecretTests {
  private static func found(_ words: [String], in text: String) -> [String] {
    let text = text.lowercased()
    return words.filter { text.contains($0.lowercased()) }
  }

  /// Every format and dialect, in each language and form.
  private static func reports(_ capture: ReportedCapture) throws -> [(name: String, text: String)] {
    var reports: [(String, String)] = []
    for language in Language.allCases {
      for format in ReportFormat.all {
        for isDetailed in [false, true] {
          var options = ReportOptions()
          (options.language, options.listsAllFlows) = (language, true)
          if isDetailed { options.flows = Array(0..<capture.flowCount) }
          reports.append((format.name, try writtenReport(on: capture, as: format.name, options)))
        }
      }
    }
    for dialect in LineDialect.all {
      var options = ReportOptions()
      options.dialect = dialect
      reports.append((dialect.name, try writtenReport(on: capture, as: "ndjson", options)))
    }
    return reports
  }

  @Test func namesInPacketsAreGone() throws {
    let result = try SecretCapture.result()
    #expect(result.flowCount == 7 && result.findings.count > 2)
    let plain = try Self.reports(ReportedCapture(result)).map(\.text).joined()
    for text in [
      "kowalski.ostrich.example", "kowalski/1", "220 kowalski", "Kowalski LAN", "ostrich.pcapng", "4711",
    ] {
      #expect(plain.contains(text), "\(text)")
    }
    var redaction = Redaction(key: nil)
    for report in try Self.reports(ReportedCapture(redaction.redacted(result))) {
      let found = Self.found(SecretCapture.words + [String(repeating: "5", count: 64)], in: report.text)
      #expect(found.isEmpty, "\(report.name): \(found)")
    }
  }

  /// What an engineer needs to know is still there.
  @Test func theFailureIsStillTold() throws {
    var redaction = Redaction(key: "k")
    let capture = ReportedCapture(redaction.redacted(try SecretCapture.result()))
    let text = try writtenReport(on: capture, as: "json")
    for word in [
      "sws.update.microsoft.com", "\"h2\"", "HTTP/1.1 400", "\"status\":407", "RegisterComputer", "protocol-",
    ] {
      #expect(text.contains(word), "\(word)")
    }
  }

  // MARK: Files of the server

  /// Something that is a secret, and the words by which it would be found.
  private static let secrets: [(text: String, words: [String])] = [
    ("CONTOSO\\kowalski", ["kowalski"]), ("kowalski@ostrich.example", ["kowalski", "ostrich"]),
    ("password=Kow4lski server", ["kow4lski"]),
    ("Authorization: Basic a293YWxza2k6SHVudGVyMg==", ["a293", "huntery"]),
    ("NTLM TlRMTVNTUAADAAAAGAAYAHIAAAA=", ["tlrmt"]), ("http%3A%2F%2Fkowalski%2Eexample", ["kowalski"]),
    ("http://kowalski:pw@ostrich.example:8080/kowalski?ostrich", ["kowalski", "ostrich"]),
    ("S-1-5-21-1004336348-1177238915-682003330-1104", ["1004336348"]), ("10.17.0.5:8080", ["10.17"]),
    ("[fd00:17ab::5]:443", ["17ab"]), ("00-1A-2B-3C-4D-5E", ["1a-2b"]), ("SN 5CG0371XYZ", ["5cg0371"]),
    ("6B6F77616C736B69", ["6b6f"]), ("C:\\Users\\Kowalski Ostrich\\x.log", ["kowalski", "ostrich"]),
    ("\\\\kowalski\\share", ["kowalski"]), ("田中のコンピューター", ["田中"]), ("Ковальский", ["овальск"]),
    ("CN=Kowalski,OU=Ostrich", ["kowalski", "ostrich"]), ("KOWALSKI01", ["kowalski"]),
    ("Cookie: kowalski=1", ["kowalski"]),
  ]

  /// Lines of each kind of log, with a place for a secret.
  private static let logs: [(kind: ServerFileKind, text: String)] = [
    (
      .softwareDistributionLog,
      "2020-08-03 09:12:04.124 UTC\tWarning\tw3wp.126\tA.ProcessWebServiceProxyException\t\(failure) %\n"
    ),
    (
      .wsyncmgrLog, "Sync failed: UssCommunicationError: \(failure) %\(plainEnd(of: "SMS_WSUS_SYNC_MANAGER"))"
    ),
    (
      .wsyncmgrLog,
      "<![LOG[Generic exception : ImportUpdateFromCatalogSite failed. Arg = x. Error =\(failure) %"
        + traceEnd(of: "SMS_WSUS_SYNC_MANAGER")
    ),
    (.configurationManagerLog, "<![LOG[\(failure) %\(traceEnd(of: "SMS_WSUS_CONFIGURATION_MANAGER"))"),
    (.controlManagerLog, "<![LOG[\(failure) %\(traceEnd(of: "SMS_WSUS_CONTROL_MANAGER"))"),
    (
      .consoleError,
      "WebException: The operation has timed out %\nat Microsoft.UpdateServices.ServerSync.X.Get(%)\n"
    ),
    (
      .eventLog,
      EventBuilder.text(
        .copied, id: 386, source: "Windows Server Update Services",
        message: "Synchronization failed. Reason: \(failure) %")
    ),
    (
      .commandOutput,
      "Attempting WSUS update import for Update ID: 12345678-90ab-cdef-1234-567890abcdef... x : Failed. Exception calling "
        + "\"ImportUpdateFromCatalogSite\" with \"2\" argument(s): \"The operation has timed out %\"\n"
    ),
  ]

  private static let failure =
    "System.Net.WebException: The underlying connection was closed: An unexpected error occurred on a send."

  private static func traceEnd(of component: String) -> String {
    "]LOG]!><time=\"02:00:00.000+000\" date=\"08-05-2020\" component=\"\(component)\" context=\"\" type=\"3\" "
      + "thread=\"3404\" file=\"x.cpp:1\">\n"
  }

  private static func plainEnd(of component: String) -> String {
    "  $$<\(component)><08-05-2020 02:00:00.000+000><thread=3404 (0xD4C)>\n"
  }

  private func reading(_ text: String) throws -> ServerFileReading {
    let folder = FileManager.default.temporaryDirectory.appending(path: "kowalski-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(text.utf8).write(to: folder.appending(path: "a.txt"))
    return ServerFileReader().read([folder.path])
  }

  private func written(_ reading: ServerFileReading) -> String {
    EvidenceFormat.all.flatMap { format in
      Language.allCases.map { language in
        var options = ReportOptions()
        (options.language, options.width) = (language, 2000)
        return String(decoding: format.write(reading, options).bytes, as: UTF8.self)
      }
    }.joined()
  }

  @Test(arguments: logs.indices)
  func secretsInLogsAreGone(_ index: Int) throws {
    let (kind, template) = Self.logs[index]
    var shown = 0
    for secret in Self.secrets {
      let reading = try reading(template.replacing("%", with: secret.text))
      #expect(reading.understood.flatMap(\.files).map(\.kind) == [kind], "\(template)")
      if !Self.found(secret.words, in: written(reading)).isEmpty { shown += 1 }
      var redaction = Redaction(key: nil)
      let text = written(redaction.redacted(reading, policy: .builtIn))
      #expect(Self.found(secret.words, in: text).isEmpty, "\(kind): \(secret.text)")
    }
    #expect(shown > Self.secrets.count / 2)
  }

  /// Also below a finding, in every format.
  @Test func secretsInLogsAreInNoReport() throws {
    let trace = ShippedCaptures.path("evidence/issue-1-english/trace.pcap")
    let result = try CaptureAnalyzer.analyze(path: trace, options: AnalysisOptions(policy: .builtIn))
    let lines = Self.secrets.enumerated().map { index, secret in
      Self.logs[0].text.replacing("%", with: secret.text).replacing(
        "09:12:04.124", with: "09:12:\(10 + index).124")
    }
    var joined = result
    joined.join(try reading(lines.joined()).facts)
    var redaction = Redaction(key: nil)
    for report in try Self.reports(ReportedCapture(redaction.redacted(joined))) {
      let found = Self.found(Self.secrets.flatMap(\.words), in: report.text)
      #expect(found.isEmpty, "\(report.name): \(found)")
    }
  }
}
