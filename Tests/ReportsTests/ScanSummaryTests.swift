import Foundation
import Testing

@testable import Reports

/// The summary of a scan in every format and language.
@Suite struct ScanSummaryTests {
  private static var sample: ScanSummary {
    var summary = ScanSummary()
    (summary.captures, summary.copies, summary.flows, summary.findings) = (2014, 3, 61_234, 97)
    (summary.evidence, summary.failed) = (1, 1)
    (summary.firstPacket, summary.lastPacket) = ("2020-07-28T09:14:02.5Z", "2020-08-19T06:15:11Z")
    summary.verdicts = [
      .init(verdict: "success", flows: 60_000, toEndpoints: 800, captures: 2014),
      .init(verdict: "version_reject", flows: 1234, toEndpoints: 1234, captures: 96),
    ]
    summary.issues = [
      .init(
        issue: "1 3", code: "version_reject", severity: "error", findings: 96, attempts: 1234, captures: 96),
      .init(issue: "", code: "server_alert", severity: "warning", findings: 1, attempts: 2, captures: 1),
    ]
    summary.servers = [
      .init(
        server: "sws.update.microsoft.com", code: "version_reject", attempts: 1234, clients: 40, captures: 96,
        first: "2020-07-28T09:14:03Z", last: "2020-08-18T22:30:30Z")
    ]
    summary.sites = [
      .init(site: "east", captures: 1000, flows: 30_000, findings: 97, failing: 96),
      .init(site: "west", captures: 1014, flows: 31_234, findings: 0, failing: 0),
    ]
    summary.days = [
      .init(day: "2020-07-28", errors: 90, warnings: 1, infos: 0),
      .init(day: "2020-08-18", errors: 6, warnings: 0, infos: 0),
    ]
    summary.listed = [
      .init(
        path: "/traces/east/<script>.pcap", flows: 40, findings: 2, severity: "error",
        codes: ["version_reject", "server_alert"], firstPacket: "2020-07-28T09:14:02.5Z", report: "ab-cd.html"
      ),
      .init(
        path: "/traces/west/b.pcap", flows: 3, findings: 0, severity: nil, codes: [], firstPacket: nil,
        report: nil),
    ]
    summary.failures = [
      .init(path: "/traces/east/cut.pcap", message: "damaged", advice: "copy the file again")
    ]
    summary.skipped = [.init(message: "not a capture: looks like text", files: 12)]
    return summary
  }

  private static func write(
    _ format: String, _ language: Language = .english, _ summary: ScanSummary = sample
  ) throws -> String {
    var options = ReportOptions()
    options.language = language
    return try #require(ScanFormat.named(format)).write(summary, options).text
  }

  @Test func text() throws { try expectGolden(Self.write("text"), "scan.txt") }

  @Test func japanese() throws { try expectGolden(Self.write("text", .japanese), "scan.ja.txt") }

  @Test func json() throws {
    let text = try Self.write("json")
    try expectGolden(text, "scan.json")
    #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any])
    // A program reads the same in every language.
    #expect(try Self.write("json", .japanese) == text)
  }

  @Test(arguments: [Language.english, .japanese])
  func page(_ language: Language) throws {
    let page = try Self.write("html", language)
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(language.name)\">"))
    #expect(page.contains("<a href=\"reports/ab-cd.html\">/traces/east/&lt;script&gt;.pcap</a>"))
    #expect(page.contains("<th scope=\"row\">/traces/west/b.pcap</th>"))
    #expect(page.contains("class=\"bar bad\""))
    #expect(page.contains("12") && page.contains("looks like text"))
    #expect(!page.contains("{{"))
    // The page's own policy allows its one style sheet and its one script.
    let style = HTMLTemplates.style + HTMLTemplates.scanStyle
    #expect(page.contains(ContentSecurityPolicy.hash(of: style)) && page.contains("<style>\(style)</style>"))
  }

  @Test func nothingFound() throws {
    let text = try Self.write("text", .english, ScanSummary())
    #expect(text.hasPrefix("0 captures, 0 TCP flows, 0 findings\n"))
    #expect(try !Self.write("html", .english, ScanSummary()).contains("<svg class=\"days\""))
  }

  /// Many days share bars, and every finding is in one.
  @Test(arguments: [1, 2, 71, 72, 73, 400, 40_000])
  func daysFitTheirPicture(_ span: Int) throws {
    let days = [0, span / 2, span - 1].map { offset in
      ScanSummary.DayCount(
        day: CalendarDateText.day(offset), errors: 1, warnings: offset % 2, infos: 0)
    }
    let drawing = try #require(DayDrawing(days, Words.english)?.drawing)
    let bars = drawing.paths.filter { $0.style.hasPrefix("bar") }
    #expect(!bars.isEmpty && bars.count <= 6)
    for bar in bars {
      let numbers = bar.data.split { !$0.isNumber }.compactMap { Int($0) }
      #expect((24...312).contains(numbers[0]) && numbers[0] + numbers[2] <= 320, "\(bar.data)")
    }
  }

  @Test func noDayThatExists() {
    #expect(DayDrawing([], Words.english)?.drawing.id == nil)
    #expect(
      DayDrawing([.init(day: "never", errors: 1, warnings: 0, infos: 0)], Words.english)?.drawing.id == nil)
  }
}

/// Days for pictures.
private enum CalendarDateText {
  static func day(_ offset: Int) -> String {
    RecordTime.text(Int64(offset) * 86_400_000_000_000, digits: 0).prefix(10).description
  }
}
