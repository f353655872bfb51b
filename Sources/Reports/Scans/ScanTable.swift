/// One table of a summary, as text and page show it alike.
struct ScanTable {
  var heading: ScanText.Heading
  var columns: [(column: ScanText.Column, isNumber: Bool)]
  var rows: [[String]]
  /// The view that lists every row.
  var view: String
  /// Rows that are left out already.
  var leftOut = 0

  /// Those that have a row, in the order in which a person reads them; captures are not among them.
  static func tables(of summary: ScanSummary, _ language: Words) -> [ScanTable] {
    [
      issues(summary, language), servers(summary), sites(summary), verdicts(summary), failures(summary),
      skipped(summary),
    ].filter { !$0.rows.isEmpty }
  }

  private static func issues(_ summary: ScanSummary, _ language: Words) -> ScanTable {
    ScanTable(
      heading: .issues,
      columns: [
        (.code, false), (.severity, false), (.issue, false), (.findings, true), (.attempts, true),
        (.captures, true),
      ],
      rows: summary.issues.map {
        [
          $0.code, language.scan(.severity($0.severity)).text,
          language.scan(.issue($0.issue.split(separator: " ").map(String.init))).text, String($0.findings),
          String($0.attempts), String($0.captures),
        ]
      }, view: "by_issue")
  }

  private static func servers(_ summary: ScanSummary) -> ScanTable {
    let lines = summary.servers.prefix(ScanSummary.lineLimit)
    return ScanTable(
      heading: .servers,
      columns: [
        (.server, false), (.code, false), (.attempts, true), (.clients, true), (.captures, true),
        (.first, false),
        (.last, false),
      ],
      rows: lines.map {
        [
          $0.server, $0.code, String($0.attempts), String($0.clients), String($0.captures), day($0.first),
          day($0.last),
        ]
      },
      view: "failing_servers", leftOut: summary.servers.count - lines.count)
  }

  private static func sites(_ summary: ScanSummary) -> ScanTable {
    // One site says nothing that the totals do not say.
    let lines = summary.sites.count > 1 ? summary.sites : []
    return ScanTable(
      heading: .sites,
      columns: [(.site, false), (.captures, true), (.failing, true), (.findings, true), (.flows, true)],
      rows: lines.map {
        [$0.site, String($0.captures), String($0.failing), String($0.findings), String($0.flows)]
      },
      view: "by_site")
  }

  private static func verdicts(_ summary: ScanSummary) -> ScanTable {
    ScanTable(
      heading: .verdicts,
      columns: [(.verdict, false), (.flows, true), (.toEndpoints, true), (.captures, true)],
      rows: summary.verdicts.map {
        [$0.verdict, String($0.flows), String($0.toEndpoints), String($0.captures)]
      }, view: "by_verdict")
  }

  private static func failures(_ summary: ScanSummary) -> ScanTable {
    ScanTable(
      heading: .failures, columns: [(.path, false), (.reason, false)],
      rows: summary.failures.map { file in
        [file.path, file.advice.map { "\(file.message); \($0)" } ?? file.message]
      },
      view: "failed_files", leftOut: summary.failed - summary.failures.count)
  }

  private static func skipped(_ summary: ScanSummary) -> ScanTable {
    let lines = summary.skipped.prefix(ScanSummary.lineLimit)
    return ScanTable(
      heading: .skipped, columns: [(.files, true), (.reason, false)],
      rows: lines.map { [String($0.files), $0.message] },
      view: "skipped_files", leftOut: summary.skipped.count - lines.count)
  }

  /// What stands below a table that is not whole, of which so many rows are shown; nil for a whole one.
  func more(shown: Int, _ language: Words) -> Phrase? {
    let count = rows.count - shown + leftOut
    return count > 0 ? language.scan(.moreLines(count, view: view)) : nil
  }

  /// `2020-07-28` of an RFC 3339 time.
  static func day(_ time: String) -> String { String(time.prefix(10)) }

  /// `2020-07-28 09:14` of an RFC 3339 time: seconds say nothing here.
  static func minute(_ time: String) -> String {
    String(time.prefix(16).map { $0 == "T" ? " " : $0 })
  }
}

extension ScanSummary {
  /// The sentences at the head of a summary.
  func sentences(_ language: Words) -> [Phrase] {
    var sentences: [Phrase] = []
    if let firstPacket, let lastPacket {
      sentences.append(
        language.scan(
          .period(from: Phrase(ScanTable.minute(firstPacket)), to: Phrase(ScanTable.minute(lastPacket)))))
    }
    if copies > 0 { sentences.append(language.scan(.copies(copies))) }
    if evidence > 0 { sentences.append(language.scan(.evidence(evidence))) }
    if findings == 0 { sentences.append(language.scan(.noFinding)) }
    return sentences
  }
}
