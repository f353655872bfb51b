import Analysis
import CaptureBuilding
import CaptureFiles
import Diagnosis
import Foundation
import PolicyFiles
import ReportChecking
import Reports
import ServerFiles
import Testing

/// Every shipped capture gives the reports that is beside it.
///
/// With `WSUSCAP_RECORD=1` in the environment a report that differs is rewritten; the run fails
/// all the same, so that a recording is never mistaken for a check.
@Suite struct ExpectedReportTests {
  @Test(arguments: ShippedCaptures.names)
  func textIsAsExpected(_ name: String) throws {
    try compare(report(of: name, as: "text"), with: "expected.txt", of: name)
  }

  /// All but recorded captures, and those of these that have one.
  @Test(arguments: ShippedCaptures.names.filter { !$0.hasPrefix("recorded/") || hasJapanese($0) })
  func japaneseTextIsAsExpected(_ name: String) throws {
    try compare(report(of: name, as: "text", language: .japanese), with: "expected.ja.txt", of: name)
  }

  private static func hasJapanese(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: file("expected.ja.txt", of: name).path)
  }

  /// Every doubt has a capture of its own, whose report shows it, and no doubt is made up.
  ///
  /// But one that takes a capture of 80 MiB: see `ResourceBudgetTests`.
  @Test(arguments: Doubt.Code.allCases.filter { $0 != .bytesGivenUp })
  func everyDoubtHasACapture(_ code: Doubt.Code) throws {
    let folder = code.rawValue.replacing("_", with: "-")
    let name = try #require(ShippedCaptures.names.first { $0.hasPrefix("doubts/\(folder)/") })
    let report = try JSONSerialization.jsonObject(
      with: Data(contentsOf: Self.file("expected.json", of: name)))
    let capture = try #require(((report as? [String: Any])?["captures"] as? [[String: Any]])?.first)
    for kind in ["flows", "findings"] {
      let shown = try #require(capture[kind] as? [[String: Any]]).flatMap {
        $0["doubts"] as? [[String: Any]] ?? []
      }
      #expect(shown.contains { $0["code"] as? String == code.rawValue }, "\(kind)")
    }
  }

  /// The captures of the article's walkthroughs.
  @Test(arguments: ShippedCaptures.names.filter { $0.hasPrefix("walkthroughs/") })
  func markdownIsAsExpected(_ name: String) throws {
    let report = try report(of: name, as: "markdown")
    for fault in MarkdownCheck(String(decoding: report, as: UTF8.self)).faults { Issue.record("\(fault)") }
    try compare(report, with: "expected.md", of: name)
  }

  /// Programs read the same, whatever people read.
  @Test func jsonIsTheSameInEveryLanguage() throws {
    for name in ShippedCaptures.names where name.hasPrefix("evidence/") {
      let reports = try Language.allCases.map { try report(of: name, as: "json", language: $0) }
      #expect(Set(reports).count == 1, "\(name)")
    }
  }

  @Test(arguments: ShippedCaptures.names)
  func jsonIsAsExpected(_ name: String) throws {
    let json = try report(of: name, as: "json")
    _ = try JSONSerialization.jsonObject(with: json)
    try compare(json, with: "expected.json", of: name)
  }

  @Test(arguments: ShippedCaptures.names)
  func noLineIsLongerThanItsTerminal(_ name: String) throws {
    for language in Language.allCases {
      for width in [60, 80, 100, 160] {
        let data = try report(of: name, as: "text", width: width, language: language)
        for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
          let columns = Self.columns(of: line)
          if columns > width { Issue.record("\(columns) columns of \(width): \(line)") }
        }
      }
    }
  }

  /// Two for each character of Japanese, without the program's own tables.
  private static func columns(of line: Substring) -> Int {
    line.unicodeScalars.reduce(0) { $0 + ((0x3000...0x9fff).contains($1.value) ? 2 : 1) }
  }

  private func report(
    of name: String, as format: String, width: Int = 100, language: Language = .english
  ) throws -> Data {
    var options = ReportOptions()
    options.language = language
    options.width = width
    options.listsAllFlows = format == "json"
    var result = try CaptureAnalyzer.analyze(
      path: ShippedCaptures.path(name), options: AnalysisOptions(policy: .builtIn))
    let folder = URL(filePath: ShippedCaptures.path(name)).deletingLastPathComponent().path
    // Files of the server that lie beside a capture are analysed.
    if name.hasPrefix("evidence/") { result.join(Self.server(folder)) }
    // The path is the reader's affair: the report names the capture as it is named in the project.
    result.description.path = "Captures/" + name
    let text = try writtenReport(on: ReportedCapture(result), as: format, options)
    let index = "Captures/" + (name as NSString).deletingLastPathComponent
    return Data(text.replacingOccurrences(of: folder, with: index).utf8)
  }

  private static func file(_ file: String, of name: String) -> URL {
    URL(filePath: ShippedCaptures.path(name)).deletingLastPathComponent().appending(path: file)
  }

  private static func server(_ folder: String) -> ServerFacts { ServerFileReader().read([folder]).facts }

  private func compare(_ report: Data, with file: String, of name: String) throws {
    let path = Self.file(file, of: name)
    guard (try? Data(contentsOf: path)) != report else { return }
    if ProcessInfo.processInfo.environment["WSUSCAP_RECORD"] == "1" {
      try report.write(to: path)
      Issue.record("recorded \(file) of \(name); read the difference, then run again without WSUSCAP_RECORD")
    } else {
      Issue.record("\(file) of \(name) differs; WSUSCAP_RECORD=1 rewrites it")
    }
  }
}
