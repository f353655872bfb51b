import Diagnosis
import ServerFileBuilding
import Testing

@testable import ServerFiles

/// Objects of PowerShell as JSON and CSV, of every part that reads objects.
@Suite struct PrintedObjectTests {
  /// Objects with the same properties, in each form that PowerShell writes.
  enum Form: CaseIterable, Sendable {
    case json, compactJSON, jsonOfOne, csv, csvWithType, csvWithSemicolons, plainCSV

    func text(_ properties: [(name: String, value: String)]) -> String {
      let names = properties.map(\.name)
      let values = properties.map { $0.value.replacing("\\", with: "\\\\") }
      let members = zip(names, values).map { "        \"\($0)\":  \"\($1)\"" }.joined(separator: ",\n")
      switch self {
      case .json: return "[\n    {\n\(members)\n    }\n]\n"
      case .compactJSON:
        return "[{" + zip(names, values).map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",") + "}]\n"
      case .jsonOfOne: return "{\n\(members)\n}\n"
      case .csv: return Self.rows(properties, ",")
      case .csvWithType:
        return "#TYPE System.Management.Automation.PSCustomObject\n" + Self.rows(properties, ",")
      case .csvWithSemicolons: return Self.rows(properties, ";")
      case .plainCSV:
        return names.joined(separator: ",") + "\n" + properties.map(\.value).joined(separator: ",") + "\n"
      }
    }

    private static func rows(_ properties: [(name: String, value: String)], _ separator: String) -> String {
      [properties.map(\.name), properties.map(\.value)].map { cells in
        cells.map { "\"\($0)\"" }.joined(separator: separator) + "\n"
      }.joined()
    }
  }

  private static let client =
    #"SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.0\Client"#

  @Test(arguments: Form.allCases) func registryKeys(_ form: Form) throws {
    let facts = try understood(
      form.text([
        ("Enabled", "0"), ("DisabledByDefault", "1"),
        ("PSPath", "Microsoft.PowerShell.Core\\Registry::HKEY_LOCAL_MACHINE\\" + Self.client),
      ]))
    #expect(facts.protocolSettings.map(\.protocolName) == ["TLS 1.0"], "\(form)")
    #expect(
      facts.protocolSettings.map(\.enabled) == [0] && facts.protocolSettings.map(\.disabledByDefault) == [1])
  }

  @Test(arguments: Form.allCases) func updates(_ form: Form) throws {
    let facts = try understood(
      form.text([("Description", "Update"), ("HotFixID", "KB4565541"), ("InstalledOn", "7/20/2020")]))
    #expect(
      facts.hotfixes.map(\.id) == ["KB4565541"] && facts.hotfixes.first?.installed == "7/20/2020", "\(form)")
  }

  @Test(arguments: Form.allCases) func configurations(_ form: Form) throws {
    let facts = try understood(
      form.text([
        ("MUUrl", "https://sws.update.microsoft.com"), ("ProxyName", "proxy.contoso.com"),
        ("ProxyServerPort", "8080"),
      ]))
    #expect(facts.updateSources.map(\.host) == ["sws.update.microsoft.com"], "\(form)")
    #expect(facts.proxySettings.map(\.port) == [8080], "\(form)")
  }

  @Test(arguments: Form.allCases) func events(_ form: Form) throws {
    let facts = try understood(
      form.text([
        ("TimeCreated", "2020-08-04T13:40:31.127Z"), ("Id", "36871"), ("ProviderName", "Schannel"),
        ("Message", "A fatal error occurred. The internal error state is 10013."),
      ]))
    #expect(facts.events.map(\.errorState) == [10013] && facts.events.map(\.id) == [36871], "\(form)")
    #expect(facts.events.first?.time == utc("2020-08-04T13:40:31.127Z"), "\(form)")
  }

  @Test(arguments: Form.allCases.filter { $0 != .plainCSV }) func synchronizations(_ form: Form) throws {
    let facts = try understood(
      form.text([
        ("StartTime", "8/5/2020 2:00:00 AM"), ("Result", "Failed"), ("Error", "UssCommunicationError"),
        ("ErrorText", "WebException: The operation has timed out"),
      ]))
    #expect(facts.syncFailures.map(\.kind) == [.timeout], "\(form)")
    #expect(facts.syncFailures.first?.localReadings.count == 2, "\(form)")
  }

  /// ConvertTo-Json escapes more than RFC 8259 asks for: apostrophes, angle brackets, ampersands.
  @Test func escapes() throws {
    for (escaped, text) in [
      (#"\u0027x\u0026y\u003cz\u003e"#, "'x&y<z>"), (#"\"quoted\" \\ \/"#, #""quoted" \ /"#),
      (#"a\tb\r\nc"#, "a b  c"),
      (#"\u65e5\u672c"#, "日本"), (#"\ud83d\ude00 \u00g0"#, "?? ?"),
    ] {
      let json = """
        [{"TimeCreated":"2020-08-04T13:40:31.127Z","Id":36871,"ProviderName":"Schannel",
        "Message":"\(escaped) The internal error state is 10013."}]

        """
      let event = try #require(try understood(json).events.first)
      #expect(event.errorState == 10013)
      #expect(event.citation.text.contains(text), "\(event.citation.text)")
    }
  }

  @Test func suites() throws {
    let names = ServerFolder.hardenedSuites
    let json =
      "[\n"
      + names.map { "    {\n        \"Certificate\":  \"RSA\",\n        \"Name\":  \"\($0)\"\n    }" }
      .joined(separator: ",\n") + "\n]\n"
    let csv = "\"Certificate\",\"Name\"\n" + names.map { "\"RSA\",\"\($0)\"\n" }.joined()
    for text in [json, csv] { #expect(try understood(text).cipherOrders.map(\.suites) == [names]) }
  }

  /// What the end of a paste cuts off is left out, and what is whole stays.
  @Test func textsThatEndEarly() throws {
    let whole =
      "[\n  {\n    \"HotFixID\": \"KB4565541\",\n    \"Description\": \"Update\"\n  },\n  {\n    \"HotFixID\": \"KB4565540\"\n"
    for length in 0..<whole.count {
      let reading = try read(BuiltText.bytes(String(whole.prefix(length))))
      let identifiers = reading.understood.flatMap(\.hotfixes).map(\.id)
      #expect(["KB4565541", "KB4565540"].starts(with: identifiers), "\(length)")
    }
    #expect(try understood(whole).hotfixes.count == 2)
  }

  @Test(arguments: [
    "[1, 2, 3]\n", "{}\n", "{\"HotFixID\": \"none\"}\n", "[[[[\n", "{\"a\": {\"b\": {\"c\"\n",
    "\"HotFixID\",\"x\"\n",
    "{ \"Name\": \"TLS_RSA_WITH_AES_128_CBC_SHA\" }\n",
    "one,two\nthree,four\n",
  ])
  func otherTexts(_ text: String) throws { #expect(try isRefused(text)) }

  @Test func manyBracketsAreReadOnce() throws {
    #expect(try isRefused(String(repeating: "[", count: 100_000)))
    #expect(try isRefused(String(repeating: "[\n", count: 100_000)))
    #expect(try isRefused(String(repeating: "{\"a\":\n", count: 100_000)))
  }
}
