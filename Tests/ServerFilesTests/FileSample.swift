import Diagnosis
import ServerFileBuilding

@testable import ServerFiles

/// A small file of one kind, for tests that read it in thousands of variants.
struct FileSample: Sendable {
  let name: String
  let bytes: [UInt8]
  /// What begins an entry whose facts depend on all of it; nil where each line stands for itself, empty where the file
  /// is one entry.
  private let entry: [UInt8]?

  private init(_ name: String, _ text: String, _ encoding: BuiltEncoding = .utf8, entry: String? = nil) {
    self.name = name
    bytes = BuiltText.bytes(text, encoding)
    self.entry = entry.map { BuiltText.bytes($0, encoding) }
  }

  /// The number of the line that begins the entry which a cut after so many bytes divides.
  func startOfEntry(dividedAt length: Int) -> Int {
    let part = bytes.prefix(length)
    guard let entry else { return part.count { $0 == UInt8(ascii: "\n") } + 1 }
    if entry.isEmpty { return 1 }
    var start = 0
    for index in part.indices where part[index...].starts(with: entry) { start = index }
    return part[..<start].count { $0 == UInt8(ascii: "\n") } + 1
  }

  /// Samples of all readers, in the languages that matter to them.
  static let all: [FileSample] = logs + pages + commands

  private static let time = BuiltTime("2020-07-20", "09:14:31.200")

  private static let logs: [FileSample] = BuiltLanguage.allCases.flatMap { language in
    let encoding = language == .japanese ? BuiltEncoding.shiftJIS : .utf8
    var log = SoftwareDistributionLogBuilder(language: language)
    log.addFailure(time, "w3wp.41", .noCommonAlgorithm)
    var manager = WsyncmgrLogBuilder(language: language)
    manager.addImportFailure(time, update: "001d4517-c586-4bb1-9e66-ed6ff8e8d34f", .closedOnReceive)
    return [
      FileSample("SoftwareDistribution.log \(language)", log.text, encoding, entry: "2020-"),
      FileSample("Wsyncmgr.log \(language)", manager.text, encoding, entry: "<![LOG["),
      FileSample(
        "WCM.log \(language)", SiteServerLogBuilder.text(.configuration, language), encoding, entry: "<![LOG["
      ),
      FileSample(
        "WSUSCtrl.log \(language)", SiteServerLogBuilder.text(.control, language), encoding, entry: "<![LOG["),
      FileSample(
        "details \(language)", ConsoleErrorBuilder.details(.closedByRemoteHost, language), encoding, entry: ""
      ),
    ]
  }

  private static var pages: [FileSample] {
    let suites = ServerFolder.hardenedSuites.prefix(2).joined(separator: ",")
    var export = RegistryExportBuilder()
    export.addProtocol("TLS 1.0", "Client", enabled: 0, disabledByDefault: 1)
    return [
      FileSample("GPReport.html", GroupPolicyReportBuilder(suites: suites).text, entry: "<tr>"),
      FileSample("gpresult /z", GroupPolicyTextBuilder.text(suites: suites), entry: "GPO"),
      FileSample(
        "gpresult /x", GroupPolicyXMLBuilder.text(.japanese, suites: suites), .shiftJIS, entry: "<q1:Policy"),
      FileSample("registry.reg", export.text, .utf16LittleEndianWithMark, entry: "["),
      FileSample("w3wp.exe.config", WorkerProcessConfigurationBuilder.text(false), entry: ""),
    ]
  }

  private static var commands: [FileSample] {
    let path = #"SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.0\Client"#
    let values = [("Enabled", "0"), ("DisabledByDefault", "1")]
    let update = "12345678-90ab-cdef-1234-567890abcdef"
    return [
      FileSample("reg query", RegistryQueryBuilder.protocols(enabled: 0)),
      FileSample("Get-ItemProperty", CommandOutputBuilder.itemProperty(path, values)),
      FileSample(
        "Get-ChildItem",
        CommandOutputBuilder.childItems(
          String(path.dropLast(7)), [("Client", ["Enabled : 0", "DisabledByDefault : 1"])])),
      FileSample("Get-TlsCipherSuite", CommandOutputBuilder.cipherSuites(.table)),
      FileSample("configuration", CommandOutputBuilder.configuration(proxy: "proxy.contoso.com")),
      FileSample(
        "MUUrl", UpdateSourceBuilder.text(.transcript, url: "https://sws.update.microsoft.com", number: 4002)),
      FileSample("netsh", CommandOutputBuilder.winHTTP(.japanese), .shiftJIS),
      FileSample("Get-HotFix", CommandOutputBuilder.hotfixes(["KB4565540", "KB4565541"])),
      FileSample("systeminfo", CommandOutputBuilder.systemInformation(["KB4565540", "KB4565541"])),
      FileSample(
        "import", CommandOutputBuilder.importFailure(update, .timeout, .japanese), .shiftJIS, entry: ""),
      FileSample("synchronisation", ConsoleErrorBuilder.event(.timeout), entry: ""),
      FileSample(
        "JSON",
        "[\n  {\n    \"HotFixID\": \"KB4565540\",\n    \"InstalledOn\": {\n      \"value\": \"\\/Date(1)\\/\"\n    }\n  }\n]\n"
      ),
      FileSample(
        "CSV", "\"HotFixID\",\"InstalledOn\"\n\"KB4565540\",\"7/20/2020\"\n\"KB4565541\",\"7/20/2020\"\n"),
    ]
      + EventBuilder.Form.allCases.map { form in
        FileSample("event \(form)", EventBuilder.text(form), entry: "")
      }
  }
}
