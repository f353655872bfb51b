extension English {
  func scan(_ text: ScanText) -> Phrase {
    switch text {
    case .title: "Scan of captures"
    case .totals(let captures, let flows, let findings):
      """
      \(Self.counted(captures, "capture", "captures")), \(Self.counted(flows, "TCP flow", "TCP flows")), \
      \(Self.counted(findings, "finding", "findings"))
      """
    case .period(let from, let to): "The captures are from \(from) to \(to) (UTC)."
    case .copies(let count):
      "\(Self.counted(count, "more file holds", "more files hold")) the same as one of them and count once."
    case .evidence(let count):
      count == 1
        ? "1 file of a server in a capture's folder was taken as evidence."
        : "\(count: count) files of servers in the folders of captures were taken as evidence."
    case .noFinding: "Nothing failed that concerns an update endpoint or another server."
    case .heading(let heading): self.heading(heading)
    case .column(let column): self.column(column)
    case .severity(let code): Phrase(code)
    case .issue(let numbers): numbers.isEmpty ? "-" : Phrase(numbers.joined(separator: " or "))
    case .moreLines(let count, let view):
      "\(Self.counted(count, "more", "more")): wsuscap query \(view) lists them all"
    case .timelineDescription(let findings, let days):
      """
      \(Self.counted(findings, "finding", "findings")) over \(Self.counted(days, "day", "days")), by the day on which they \
      began, the earliest at the left; errors at the bottom, then warnings, then notices.
      """
    case .bar(let day, let errors, let warnings, let infos):
      "\(day): \(count: errors) errors, \(count: warnings) warnings, \(count: infos) notices"
    case .filter: "Filter the captures"
    case .noReport: "no report"
    }
  }

  private func heading(_ heading: ScanText.Heading) -> Phrase {
    switch heading {
    case .verdicts: "Verdicts"
    case .issues: "Findings"
    case .servers: "Failing servers"
    case .sites: "Sites"
    case .timeline: "Findings over time"
    case .captures: "Captures"
    case .failures: "Not analysed"
    case .skipped: "No captures"
    }
  }

  private func column(_ column: ScanText.Column) -> Phrase {
    switch column {
    case .verdict: "verdict"
    case .flows: "flows"
    case .toEndpoints: "to endpoints"
    case .captures: "captures"
    case .issue: "issue"
    case .code: "finding"
    case .severity: "severity"
    case .findings: "findings"
    case .attempts: "attempts"
    case .server: "server"
    case .clients: "clients"
    case .first: "first"
    case .last: "last"
    case .site: "site"
    case .failing: "with findings"
    case .path: "file"
    case .reason: "why"
    case .files: "files"
    }
  }
}
