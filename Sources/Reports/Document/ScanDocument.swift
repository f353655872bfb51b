import Diagnosis

/// The summary of a scan: totals, counts, and a list of its captures.
struct ScanDocument {
  private let summary: ScanSummary
  private let layout: Layout
  private let words: Words

  init(_ summary: ScanSummary, layout: Layout, _ words: Words) {
    (self.summary, self.layout, self.words) = (summary, layout, words)
  }

  var blocks: [Block] {
    let folder = summary.listed.map(\.path).commonFolder
    let outcomes = OutcomeSection(
      summary.outcomes, below: folder, linksEachIssue: layout.hasPictures, words
    ).blocks
    let captures = ScanCaptureTable(summary, below: folder, hasServers: layout.hasPictures, words).table
    let days = layout.hasPictures ? DayChart(summary.days, words).map { [Block.dayChart($0)] } ?? [] : []
    let tables = [servers, issues, sites, verdicts, failures, skipped].filter { $0.rows.count > 0 }
    var title = title
    title.contents = ([captures] + tables).map { ($0.heading ?? "", $0.id) }
    return [.title(title)] + outcomes + [.table(captures)] + days + tables.map { .table($0) }
  }

  private var title: Title {
    let servers = words.scan(
      .servers(
        captures: summary.captures, seen: summary.wsusServers, failing: summary.failingWSUSServers))
    return Title(name: words.scan(.title), facts: servers, remarks: sentences, form: .totals)
  }

  private var sentences: [Phrase] {
    var sentences = [words.scan(.totals(flows: summary.flows, findings: summary.findings))]
    if let first = summary.firstPacket, let last = summary.lastPacket {
      sentences.append(
        words.scan(.period(from: Phrase(Self.minute(first)), to: Phrase(Self.minute(last)))))
    }
    if summary.copies > 0 { sentences.append(words.scan(.copies(summary.copies))) }
    if summary.evidence > 0 { sentences.append(words.scan(.evidence(summary.evidence))) }
    if summary.findings == 0 { sentences.append(words.scan(.noFinding)) }
    return sentences
  }

  // MARK: Tables

  private typealias Column = (column: ScanText.Column, isNumber: Bool)

  /// - Parameters:
  /// - view: the catalog's view with every row.
  /// - leftOut: how many rows are not listed.
  private func table(
    _ heading: ScanText.Heading, _ columns: [Column], _ rows: [[String]], view: String, leftOut: Int = 0
  ) -> Table {
    Table(
      id: "table-\(heading)", heading: words.scan(.heading(heading)),
      columns: columns.map { column($0.column, Self.kind(of: $0.column), isNumber: $0.isNumber) },
      rows: Series(
        rows.map { cells in
          Table.Row(cells: cells.map { Table.Cell(text: Phrase($0)) })
        }),
      rest: { [words] shown in
        let count = rows.count - shown + leftOut
        return count > 0 ? words.scan(.moreLines(count, view: view)) : nil
      })
  }

  private static func kind(of column: ScanText.Column) -> Table.Column.Kind {
    column == .first || column == .last ? .time : .text
  }

  private func column(
    _ column: ScanText.Column, _ kind: Table.Column.Kind = .text, isNumber: Bool = false
  ) -> Table.Column {
    Table.Column(title: words.scan(.column(column)), kind: kind, isNumber: isNumber)
  }

  private var issues: Table {
    let rows = summary.issues.map { issue in
      [
        words.name(ofFinding: issue.code).text, words.scan(.severity(issue.severity)).text,
        numbers(of: issue.issue),
        String(issue.findings), String(issue.attempts), String(issue.captures),
      ]
    }
    return table(
      .issues,
      [
        (.code, false), (.severity, false), (.issue, false), (.findings, true), (.attempts, true),
        (.captures, true),
      ], rows, view: "by_issue")
  }

  private func numbers(of issue: ScanIssue) -> String { words.scan(.issue(issue)).text }

  private var servers: Table {
    let rows = summary.servers.prefix(ScanSummary.lineLimit).map { server in
      [
        server.server, words.name(ofFinding: server.code).text, numbers(of: server.issue),
        String(server.attempts), String(server.clients),
        String(server.captures), Self.day(server.first), Self.day(server.last),
      ]
    }
    return table(
      .servers,
      [
        (.server, false), (.code, false), (.issue, false), (.attempts, true), (.clients, true),
        (.captures, true),
        (.first, false), (.last, false),
      ], rows, view: "failing_servers", leftOut: summary.servers.count - rows.count)
  }

  private var sites: Table {
    // One site says nothing that the totals do not say.
    let sites = summary.sites.count > 1 ? summary.sites : []
    let rows = sites.map { site in
      [
        site.site, String(site.captures), String(site.failing), String(site.findings), String(site.flows),
      ]
    }
    return table(
      .sites, [(.site, false), (.captures, true), (.failing, true), (.findings, true), (.flows, true)], rows,
      view: "by_site")
  }

  private var verdicts: Table {
    let rows = summary.verdicts.map {
      [words.name(ofFinding: $0.verdict).text, String($0.flows), String($0.toEndpoints), String($0.captures)]
    }
    return table(
      .verdicts, [(.verdict, false), (.flows, true), (.toEndpoints, true), (.captures, true)], rows,
      view: "by_verdict")
  }

  private var failures: Table {
    let rows = summary.failures.map { file in
      [file.path, file.advice.map { "\(file.message); \($0)" } ?? file.message]
    }
    return table(
      .failures, [(.path, false), (.reason, false)], rows, view: "failed_files",
      leftOut: max(0, summary.notAnalysed - rows.count))
  }

  private var skipped: Table {
    let rows = summary.skipped.prefix(ScanSummary.lineLimit).map { [String($0.files), $0.message] }
    return table(
      .skipped, [(.files, true), (.reason, false)], rows, view: "skipped_files",
      leftOut: summary.skipped.count - rows.count)
  }

  /// `2020-07-28` of an RFC 3339 time.
  private static func day(_ time: String) -> String { String(time.prefix(10)) }

  /// `2020-07-28 09:14` of an RFC 3339 time: seconds say nothing here.
  private static func minute(_ time: String) -> String {
    String(time.prefix(16).map { $0 == "T" ? " " : $0 })
  }
}
