/// The texts of a scan's summary, in one language. Part of ``Phrases``, and kept apart only because it is long.
protocol ScanPhrases: Sendable {
  func scan(_ text: ScanText) -> Phrase
}

/// Words of a summary: its sentences, its heads, and those of its columns. Codes are the same in every language.
enum ScanText {
  case title
  case totals(captures: Int, flows: Int, findings: Int)
  case period(from: Phrase, to: Phrase)
  case copies(Int)
  case evidence(Int)
  case noFinding
  case heading(Heading)
  case column(Column)
  case severity(String)
  /// An issue's number, or those that it may be.
  case issue([String])
  case moreLines(Int, view: String)
  /// Who looks for a picture's content with a screen reader.
  case timelineDescription(findings: Int, days: Int)
  case bar(day: Phrase, errors: Int, warnings: Int, infos: Int)
  case filter
  case noReport

  enum Heading: CaseIterable {
    case verdicts, issues, servers, sites, timeline, captures, failures, skipped
  }

  enum Column: CaseIterable {
    case verdict, flows, toEndpoints, captures, issue, code, severity, findings, attempts, server, clients,
      first, last
    case site, failing, path, reason, files
  }
}
