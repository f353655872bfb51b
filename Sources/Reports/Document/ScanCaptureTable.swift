import Diagnosis

/// The captures of a scan, each with a link to its own report: when, which WSUS server, what became of it.
struct ScanCaptureTable {
  private let summary: ScanSummary
  private let folder: String
  private let hasServers: Bool
  private let words: Words

  /// - Parameters:
  ///   - folder: what the paths of all captures begin with.
  ///   - hasServers: whether there is space for the servers' names.
  init(_ summary: ScanSummary, below folder: String, hasServers: Bool, _ words: Words) {
    (self.summary, self.folder, self.hasServers, self.words) = (summary, folder, hasServers, words)
  }

  var table: Table {
    let more = summary.captures + summary.copies - summary.listed.count
    let columns: [(ScanText.Column, Table.Column.Kind)] =
      [(.path, .text), (.date, .time), (.client, .code)] + (hasServers ? [(.server, .code)] : [])
      + [(.result, .emphasized), (.issue, .text)]
    var table = Table(
      id: "captures", heading: words.scan(.heading(.captures)),
      columns: columns.map { Table.Column(title: words.scan(.column($0)), kind: $1) },
      rows: Series(count: summary.listed.count) { row(summary.listed[$0]) },
      tools: (words.scan(.filter), words.page(.sortHint)),
      rest: { [words, summary] count in
        let left = summary.listed.count - count + more
        return left > 0 ? words.scan(.moreLines(left, view: "capture_list")) : nil
      })
    if !folder.isEmpty { table.remarks = [words.scan(.below(folder))] }
    return table
  }

  private func row(_ capture: ScanSummary.ListedCapture) -> Table.Row {
    let severity = capture.gravest.flatMap { Severity(rawValue: $0.severity) }
    let server = hasServers ? [Table.Cell(text: "\(name: capture.server ?? "")")] : []
    let head = [
      Table.Cell(
        text: Phrase(String(capture.path.dropFirst(folder.count))),
        link: capture.report.map { .file("reports/\($0)") }),
      Table.Cell(text: capture.firstPacket.map(words.date(ofTime:)) ?? "", key: capture.firstPacket ?? ""),
      Table.Cell(text: Phrase(capture.client ?? "")),
    ]
    let tail = [
      Table.Cell(text: result(capture), key: String(Self.rank(severity))),
      Table.Cell(text: issue(capture)),
    ]
    return Table.Row(
      style: severity == .error ? .bad : severity == .warning ? .warning : .plain, cells: head + server + tail
    )
  }

  private func result(_ capture: ScanSummary.ListedCapture) -> Phrase {
    if let gravest = capture.gravest { return words.name(ofFinding: gravest.code) }
    if capture.successes > 0 { return words.label(.success) }
    return words.scan(capture.undecided > 0 ? .undecided : .noEndpointFlow)
  }

  private func issue(_ capture: ScanSummary.ListedCapture) -> Phrase {
    guard let issue = capture.gravest?.issue, !issue.candidates.isEmpty else { return "" }
    return words.scan(.issue(issue))
  }

  private static func rank(_ severity: Severity?) -> Int {
    switch severity {
    case .error: 3
    case .warning: 2
    case .info: 1
    case nil: 0
    }
  }
}
