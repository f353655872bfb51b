import Diagnosis

extension TextReport {
  /// What the server's files say about which issue it is: each step, which issues it speaks for, and the lines
  /// that prove it.
  mutating func addDecision(_ issue: IssueAssessment) {
    page.blankLine()
    page.line([(language.heading(.decision).text, .strong)], indent: 2)
    for step in issue.steps {
      let stands = language.stands(step)
      let text = language.claim(step.claim)
      page.paragraph(
        stands.isEmpty ? text : "\(text) (\(stands))", indent: 6, first: ("    -", .plain))
      for citation in step.citations.prefix(Self.citationsOfStep) { add(citation) }
    }
    if let clock = issue.clock { page.paragraph(language.clock(clock), indent: 6, first: ("    -", .plain)) }
  }

  /// Lines that are quoted for a step: three protocols and the failure, in the longest of the article.
  static let citationsOfStep = 4
  /// Characters of a line that are quoted from its start, and from its end: when and where stand in front, the
  /// innermost cause at the end of a chain of exceptions. JSON has the whole of it.
  private static let quotedStart = 110
  private static let quotedEnd = 170

  private mutating func add(_ citation: Citation) {
    page.paragraph(quoted(citation), indent: 8, style: .faint)
  }

  /// A line of a file with its place.
  func quoted(_ citation: Citation) -> Phrase {
    let characters = citation.text.unicodeScalars
    let isLong = characters.count > Self.quotedStart + Self.quotedEnd
    let text =
      isLong
      ? "\(String(characters.prefix(Self.quotedStart))) … \(String(characters.suffix(Self.quotedEnd)))"
      : citation.text
    return "\(name: fileName(citation.file)):\(citation.line)  \(text)"
  }

  /// The last part of a path.
  private func fileName(_ path: String) -> String {
    path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? path
  }
}
