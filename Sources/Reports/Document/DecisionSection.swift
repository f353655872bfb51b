import Diagnosis

extension CaptureDocument {
  /// Lines that are quoted for a step: three protocols and the failure, in the longest of the article.
  private static let citationsOfStep = 4
  /// Characters of a line that are quoted from its start, and from its end: the time is at the start, the
  /// innermost cause at the end of a chain of exceptions. JSON has the whole of it.
  private static let quotedStart = 110
  private static let quotedEnd = 170

  /// What the server's files say about which issue it is: each step, which issues it speaks for, and the lines
  /// that prove it.
  func decision(_ finding: Finding) -> Part {
    let steps = finding.issue?.steps ?? finding.serverSteps
    guard !steps.isEmpty else { return Part() }
    var items = steps.map { step in
      let claim = words.claim(step.claim)
      let issues = words.stands(step)
      return Item(
        text: issues.isEmpty ? claim : words.paragraph([claim, "(\(issues))"]),
        details: step.citations.prefix(Self.citationsOfStep).map { (quoted($0), .faint) })
    }
    if let clock = finding.issue?.clock { items.append(Item(text: words.clock(clock))) }
    return Part(heading: words.heading(.decision), blocks: [.list(items)])
  }

  /// A line of a file with its file and number.
  private func quoted(_ citation: Citation) -> Phrase {
    let characters = citation.text.unicodeScalars
    let isLong = characters.count > Self.quotedStart + Self.quotedEnd
    let text =
      isLong
      ? "\(String(characters.prefix(Self.quotedStart))) … \(String(characters.suffix(Self.quotedEnd)))"
      : citation.text
    let file = citation.file.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last
    return "\(name: file.map(String.init) ?? citation.file):\(citation.line)  \(text)"
  }
}
