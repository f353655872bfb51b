/// The summary of a scan as one page that links to each capture's own.
struct ScanPage {
  private let summary: ScanSummary
  private let language: Words

  init(_ summary: ScanSummary, options: ReportOptions) {
    self.summary = summary
    language = options.language.words
  }

  func text() -> ByteBuffer {
    let style = HTMLTemplates.style + HTMLTemplates.scanStyle
    let policy = ContentSecurityPolicy(style: style, script: HTMLTemplates.script)
    let title = HTMLText(language.scan(.title))
    let templates = HTMLTemplates.shared
    var buffer = ByteBuffer()
    buffer.add(
      templates.render(
        HTMLViews.Head(
          languageTag: language.languageTag, policy: policy.text, style: style, pageTitle: title,
          skip: HTMLText(language.page(.skip))),
        with: "head"))
    buffer.add(templates.render(view(title), with: "scan"))
    buffer.add(
      templates.render(
        HTMLViews.Tail(
          madeBy: HTMLText(language.page(.madeBy(name: Generator.name, version: Generator.version))),
          script: HTMLTemplates.script),
        with: "tail"))
    return buffer
  }

  private func view(_ title: HTMLText) -> HTMLViews.Scan {
    let totals = language.scan(
      .totals(captures: summary.captures, flows: summary.flows, findings: summary.findings))
    let more = summary.captures + summary.copies - summary.listed.count
    return HTMLViews.Scan(
      scanTitle: title, totals: HTMLText(totals), sentences: summary.sentences(language).map { HTMLText($0) },
      days: days(), tables: ScanTable.tables(of: summary, language).map(table),
      capturesName: heading(.captures), filter: HTMLText(language.scan(.filter)),
      sortHint: HTMLText(language.page(.sortHint)),
      captureColumns: [
        column(.path), column(.code), column(.severity), column(.findings, isNumber: true),
        column(.flows, isNumber: true), column(.first),
      ],
      captures: summary.listed.map(row),
      moreCaptures: more > 0 ? HTMLText(language.scan(.moreLines(more, view: "capture_list"))) : nil)
  }

  private func heading(_ heading: ScanText.Heading) -> HTMLText { HTMLText(language.scan(.heading(heading))) }

  private func column(_ column: ScanText.Column, isNumber: Bool = false) -> HTMLViews.ScanColumn {
    HTMLViews.ScanColumn(column: HTMLText(language.scan(.column(column))), isNumber: isNumber)
  }

  private func table(_ table: ScanTable) -> HTMLViews.ScanTable {
    HTMLViews.ScanTable(
      tableAnchor: "table-\(table.heading)", tableName: heading(table.heading),
      columns: table.columns.map { column($0.column, isNumber: $0.isNumber) },
      rows: table.rows.map { row in
        HTMLViews.ScanRow(
          cells: zip(row, table.columns).map {
            HTMLViews.ScanCell(cell: HTMLText($0), cellIsNumber: $1.isNumber)
          })
      },
      more: table.more(shown: table.rows.count, language).map { HTMLText($0) })
  }

  private func row(_ capture: ScanSummary.ListedCapture) -> HTMLViews.ScanCapture {
    HTMLViews.ScanCapture(
      path: HTMLText(capture.path), link: capture.report.map { "reports/\($0)" },
      codes: HTMLText(capture.codes.joined(separator: ", ")),
      severity: HTMLText(capture.severity.map { language.scan(.severity($0)) } ?? ""),
      severityKey: Self.rank(capture.severity), rowTone: Self.tone(capture.severity),
      findingCount: capture.findings, flowCount: capture.flows,
      first: HTMLText(capture.firstPacket.map(ScanTable.minute) ?? ""))
  }

  private func days() -> HTMLViews.Days? {
    guard let drawing = DayDrawing(summary.days, language)?.drawing else { return nil }
    let legend = [("error", "bad"), ("warning", "warn"), ("info", "faint")].map {
      HTMLViews.Legend(shape: "", style: $0.1, outcome: HTMLText(language.scan(.severity($0.0))))
    }
    return HTMLViews.Days(daysName: heading(.timeline), drawing: drawing, legend: legend)
  }

  private static func rank(_ severity: String?) -> Int {
    switch severity {
    case "error": 3
    case "warning": 2
    case "info": 1
    default: 0
    }
  }

  private static func tone(_ severity: String?) -> String {
    switch severity {
    case "error": TextStyle.bad.tone
    case "warning": TextStyle.warning.tone
    default: TextStyle.plain.tone
    }
  }
}

extension HTMLViews {
  struct Scan {
    var scanTitle: HTMLText
    var totals: HTMLText
    var sentences: [HTMLText]
    var days: Days?
    var tables: [ScanTable]
    var capturesName: HTMLText
    var filter: HTMLText
    var sortHint: HTMLText
    var captureColumns: [ScanColumn]
    var captures: [ScanCapture]
    var moreCaptures: HTMLText?
  }

  struct Days {
    var daysName: HTMLText
    var drawing: Drawing
    var legend: [Legend]
  }

  struct ScanTable {
    var tableAnchor: String
    var tableName: HTMLText
    var columns: [ScanColumn]
    var rows: [ScanRow]
    var more: HTMLText?
  }

  struct ScanColumn {
    var column: HTMLText
    var isNumber: Bool
  }

  struct ScanRow {
    var cells: [ScanCell]
  }

  struct ScanCell {
    var cell: HTMLText
    var cellIsNumber: Bool
  }

  struct ScanCapture {
    var path: HTMLText
    /// Where its own report lies, seen from the page.
    var link: String?
    var codes: HTMLText
    var severity: HTMLText
    var severityKey: Int
    var rowTone: String
    var findingCount: Int
    var flowCount: Int
    var first: HTMLText
  }
}
