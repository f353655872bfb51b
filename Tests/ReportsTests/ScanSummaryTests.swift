import Diagnosis
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
        issue: ScanIssue(decided: nil, candidates: [1, 3]), code: "version_reject", severity: "error",
        findings: 96, attempts: 1234, captures: 96),
      .init(
        issue: ScanIssue(), code: "server_alert", severity: "warning", findings: 1, attempts: 2, captures: 1),
    ]
    summary.wsusServers = 41
    summary.outcomes = [failing, warned] + working
    summary.servers = [
      .init(
        server: "sws.update.microsoft.com", code: "version_reject", severity: "error",
        issue: ScanIssue(decided: nil, candidates: "1 3"),
        attempts: 1234, clients: 40, captures: 96,
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
    summary.listed = listed
    summary.failures = [
      .init(path: "/traces/east/cut.pcap", message: "damaged", advice: "copy the file again")
    ]
    summary.skipped = [.init(message: "not a capture: looks like text", files: 12)]
    return summary
  }

  /// A server with issue 1, with issue 3, and with one that nothing decides.
  private static var failing: ClientOutcome {
    var outcome = ClientOutcome(client: "10.0.0.5", synchronizes: true, server: "sws.update.microsoft.com")
    outcome.causes = [(1, 5), (nil, 5), (3, 2)].map { (issue: Int?, captures: Int) in
      var cause = ClientOutcome.Cause(
        code: "version_reject", severity: "error", issue: ScanIssue(decided: issue, candidates: [1, 3]))
      (cause.attempts, cause.captures, cause.certain) = (captures * 4, captures, captures - 1)
      cause.firstStep = issue == 3 ? "install_monthly_rollup" : "enable_tls_in_worker_process"
      return cause
    }
    (outcome.attempts, outcome.captures, outcome.certain) = (48, 12, 9)
    (outcome.first, outcome.last) = ("2020-07-28T09:14:03Z", "2020-08-05T02:00:17.602533Z")
    (outcome.successes, outcome.lastSuccess) = (14, "2020-08-05T02:10:00Z")
    outcome.sites = ["east", "west"]
    outcome.example = .init(path: "/traces/east/<script>.pcap", report: "ab-cd.html")
    return outcome
  }

  private static var warned: ClientOutcome {
    var outcome = ClientOutcome(
      client: "2001:db8::5", synchronizes: true, server: "sws1.update.microsoft.com")
    outcome.causes = [ClientOutcome.Cause(code: "tls_inspection", severity: "warning", issue: ScanIssue())]
    (outcome.causes[0].attempts, outcome.causes[0].captures) = (1, 1)
    (outcome.attempts, outcome.captures) = (1, 1)
    (outcome.first, outcome.last) = ("2020-08-05T02:00:17Z", "2020-08-05T02:00:17Z")
    outcome.example = .init(path: "/traces/east/a.pcap", report: nil)
    return outcome
  }

  /// More than are listed.
  private static var working: [ClientOutcome] {
    (1...12).map { number in
      var outcome = ClientOutcome(
        client: "10.0.1.\(number)", synchronizes: true, server: "sws.update.microsoft.com")
      (outcome.successes, outcome.lastSuccess) = (number, "2020-08-05T02:10:00Z")
      return outcome
    }
  }

  private static var listed: [ScanSummary.ListedCapture] {
    var failing = ScanSummary.ListedCapture(path: "/traces/east/<script>.pcap", flows: 40, findings: 2)
    failing.gravest = .init(
      code: "version_reject", severity: "error", issue: ScanIssue(decided: nil, candidates: "1 3"))
    (failing.client, failing.server) = ("10.0.0.5", "sws.update.microsoft.com")
    (failing.firstPacket, failing.report) = ("2020-07-28T09:14:02.5Z", "ab-cd.html")
    var works = ScanSummary.ListedCapture(path: "/traces/west/a.pcap", flows: 3, findings: 0)
    (works.client, works.successes) = ("10.0.1.1", 2)
    var undecided = ScanSummary.ListedCapture(path: "/traces/west/b.pcap", flows: 3, findings: 0)
    undecided.undecided = 1
    let other = ScanSummary.ListedCapture(path: "/traces/west/c.pcap", flows: 3, findings: 0)
    return [failing, works, undecided, other]
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
    PublishedSchemas.expectValid(text, PublishedSchemas.scan)
    PublishedSchemas.expectValid(try Self.write("json", .english, ScanSummary()), PublishedSchemas.scan)
    // A program reads the same in every language.
    #expect(try Self.write("json", .japanese) == text)
  }

  @Test(arguments: [Language.english, .japanese])
  func page(_ language: Language) throws {
    let page = try Self.write("html", language)
    if language == .english { try expectGolden(page, "scan.html") }
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(language.name)\">"))
    #expect(page.contains("<a href=\"reports/ab-cd.html\">east/&lt;script&gt;.pcap</a>"))
    #expect(page.contains("<th scope=\"row\">west/b.pcap</th>"))
    // Each issue leads to its section, the failure to its first capture.
    #expect(page.contains("#resolution-for-issue-1\"") && page.contains("#resolution-for-issue-3\""))
    // No code for people.
    #expect(!page.contains("version_reject") && !page.contains("tls_inspection"))
    #expect(page.contains("class=\"bar bad\""))
    #expect(page.contains("12") && page.contains("looks like text"))
    #expect(!page.contains("{{"))
    // The page's own policy allows its one style sheet and its one script.
    let style = HTMLTemplates.style + HTMLTemplates.scanStyle
    #expect(page.contains(ContentSecurityPolicy.hash(of: style)) && page.contains("<style>\(style)</style>"))
  }

  @Test func nothingFound() throws {
    let text = try Self.write("text", .english, ScanSummary())
    #expect(text.hasPrefix("0 captures: no WSUS server seen\n"))
    #expect(try !Self.write("html", .english, ScanSummary()).contains("<svg class=\"days\""))
  }

  /// Many days share bars, and every finding is in one.
  @Test(arguments: [1, 2, 71, 72, 73, 400, 40_000])
  func daysFitTheirPicture(_ span: Int) throws {
    let days = [0, span / 2, span - 1].map { offset in
      ScanSummary.DayCount(
        day: CalendarDateText.day(offset), errors: 1, warnings: offset % 2, infos: 0)
    }
    let drawing = try DayDrawing(#require(DayChart(days, Words.english))).drawing
    let bars = drawing.paths.filter { $0.style.hasPrefix("bar") }
    #expect(!bars.isEmpty && bars.count <= 6)
    for bar in bars {
      let numbers = bar.data.split { !$0.isNumber }.compactMap { Int($0) }
      #expect((24...312).contains(numbers[0]) && numbers[0] + numbers[2] <= 320, "\(bar.data)")
    }
  }

  @Test func noDayThatExists() {
    #expect(DayChart([], Words.english) == nil)
    #expect(DayChart([.init(day: "never", errors: 1, warnings: 0, infos: 0)], Words.english)?.bars == nil)
  }
}

/// Days for pictures.
private enum CalendarDateText {
  static func day(_ offset: Int) -> String {
    CalendarDate(daysSince1970: offset).description
  }
}
