import Diagnosis

extension ReportedCapture {
  /// The answer in one line: the first finding, else that nothing failed or nothing is proved.
  package func answerLine(_ options: ReportOptions) -> String {
    let document = CaptureDocument(self, options: options, layout: TextRenderer.layout)
    return SafeText.shown(document.answerLine.text, limit: Self.lineLimit)
  }

  /// Characters: names come from the capture.
  private static let lineLimit = 500
}

extension Language {
  /// The answer on a capture whose content was analysed under another path.
  package func sameContent(as path: String) -> String {
    SafeText.shown(words.scan(.sameContent(as: path)).text, limit: 500)
  }
}

extension CaptureDocument {
  fileprivate var answerLine: Phrase {
    guard let first = findings.first else {
      let callout = answer(FlowSurvey(capture, options: options)).callouts.first
      guard let callout, let text = callout.paragraphs.first else { return words.scan(.noFailure) }
      return callout.tag.map { "\($0): \(text)" } ?? text
    }
    let line: Phrase = "\(words.tag(first.severity.tag)): \(words.title(first))"
    return findings.count == 1 ? line : "\(line) \(words.scan(.moreFindings(findings.count - 1)))"
  }
}
