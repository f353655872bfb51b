import Analysis
import Diagnosis
import Packets

/// A line for each of several captures: which fails, and with which issue.
struct CaptureOverview {
  private let words: Words
  private var paths: [String] = []
  private var rows: [Table.Row] = []

  init(_ words: Words) { self.words = words }

  var count: Int { rows.count }

  mutating func add(_ capture: ReportedCapture) {
    let about = capture.description
    let finding = capture.findings.first
    let date = about.firstPacket.map { words.date(UTCTime(nanoseconds: $0)) } ?? ""
    let server = finding.map { $0.serverName ?? $0.serverAddresses.first?.description ?? "" } ?? ""
    paths.append(about.path)
    let texts: [Phrase] = [
      "", date, finding.map { "\($0.client)" } ?? "", "\(name: server)", issue(finding), result(finding),
    ]
    rows.append(
      Table.Row(style: finding?.severity.style ?? .plain, cells: texts.map { Table.Cell(text: $0) }))
  }

  /// `1`, `2 or 4`; empty where no issue of the article matches.
  private func issue(_ finding: Finding?) -> Phrase {
    guard let assessment = finding?.issue else { return "" }
    return words.scan(.issue(ScanIssue(decided: assessment.best, candidates: assessment.candidates)))
  }

  private func result(_ finding: Finding?) -> Phrase {
    finding.map { words.name(ofFinding: $0.code.rawValue) } ?? words.scan(.noFailure)
  }

  var table: Table {
    let columns: [ScanText.Column] = [.path, .date, .client, .server, .issue, .result]
    let folder = paths.commonFolder
    let named = rows.indices.map { index in
      var row = rows[index]
      row.cells[0] = Table.Cell(
        text: Phrase(String(paths[index].dropFirst(folder.count))), link: .id("c\(index + 1)"))
      return row
    }
    return Table(
      id: "captures", heading: words.scan(.heading(.captures)),
      columns: columns.map { Table.Column(title: words.scan(.column($0))) }, rows: Series(named),
      rest: { [words, count] shown in count > shown ? words.remark(.more(count - shown)) : nil })
  }
}

extension [String] {
  /// What all paths begin with, up to a slash: the files' own names are what tells them apart.
  var commonFolder: String {
    guard var folder = first else { return "" }
    for path in self { folder = folder.commonPrefix(with: path) }
    return folder.lastIndex(of: "/").map { String(folder[...$0]) } ?? ""
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
