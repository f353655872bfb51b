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
  private static let citationsOfStep = 4
  /// Characters of a line that are quoted: what an eye takes in. JSON has the whole of it.
  private static let quotedCharacters = 240

  private mutating func add(_ citation: Citation) {
    let text = SafeText.shown(citation.text, limit: Self.quotedCharacters)
    page.paragraph("\(name: fileName(citation.file)):\(citation.line)  \(text)", indent: 8, style: .faint)
  }

  /// The last part of a path.
  private func fileName(_ path: String) -> String {
    path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? path
  }
}
