import Analysis
import Diagnosis

/// The part of a page on one capture.
struct HTMLReport {
  let capture: ReportedCapture
  let options: ReportOptions
  let anchor: String
  /// The sentences that a report in text has too.
  let words: TextReport

  var language: Words { words.language }

  init(_ capture: ReportedCapture, options: ReportOptions, anchor: String) {
    (self.capture, self.options, self.anchor) = (capture, options, anchor)
    words = TextReport(capture, options: options)
  }

  func write(to output: inout ReportOutput) throws(OutputFault) {
    let survey = FlowSurvey(capture, options: options)
    try hand(over: head(survey), "capture", to: &output)
    try addTable(survey, to: &output)
    try addFlows(survey, to: &output)
    addEnd(to: &output)
  }

  func hand(over view: Any, _ template: String, to output: inout ReportOutput) throws(OutputFault) {
    output.buffer.add(HTMLTemplates.shared.render(view, with: template))
    try output.flushFullBlock()
  }

  private func head(_ survey: FlowSurvey) -> HTMLViews.Capture {
    let findings = words.findings
    var view = HTMLViews.Capture(
      anchor: anchor, path: HTMLText(capture.description.path), facts: HTMLText(words.facts()),
      policyInForce: words.policyInForce.map { HTMLText($0) },
      answerName: HTMLText(language.page(.answer)),
      remarks: remarks(survey), briefs: briefs(findings), hasBriefs: findings.count > 1, moreFindings: nil,
      findings: [],
      successes: successes(survey), looseFigures: nil)
    let more = findings.count - TextWriter.findingsInBrief
    if more > 0 { view.moreFindings = HTMLText(language.remark(.moreFindings(more))) }
    var timeline = timeline()
    for (index, finding) in findings.prefix(TextWriter.findingsInFull).enumerated() {
      let number = findings.count > 1 ? index + 1 : nil
      view.findings.append(self.finding(finding, number: number, timeline: timeline, before: view.findings))
      timeline = nil
    }
    if findings.isEmpty {
      let ladder = survey.exemplar.flatMap { self.ladder(of: $0, id: "\(anchor)-example") }
      if ladder != nil || timeline != nil {
        view.looseFigures = HTMLViews.Figures(
          figuresName: HTMLText(language.page(.pictures)), ladder: ladder, timeline: timeline, suites: nil)
      }
    }
    return view
  }

  private func briefs(_ findings: Findings) -> [HTMLViews.Brief] {
    guard findings.count > 1 else { return [] }
    return findings.prefix(TextWriter.findingsInBrief).enumerated().map { index, finding in
      HTMLViews.Brief(
        briefTag: HTMLText(language.tag(finding.severity.tag)), briefTone: finding.severity.style.tone,
        briefAnchor: index < TextWriter.findingsInFull ? findingAnchor(index + 1) : nil,
        briefTitle: HTMLText(language.title(finding)))
    }
  }

  func findingAnchor(_ number: Int?) -> String { "\(anchor)-finding-\(number ?? 1)" }

  private func successes(_ survey: FlowSurvey) -> [HTMLViews.Remark] {
    var remarks = survey.successes.map { success in
      HTMLViews.Remark(
        remarkTag: HTMLText(language.tag(.succeeds)), remarkTone: TextStyle.good.tone,
        paragraphs: [HTMLText(words.sentence(on: success))], remarkCommands: [], hasCommands: false)
    }
    if survey.unlistedSuccesses > 0 {
      remarks.append(
        HTMLViews.Remark(
          remarkTag: nil, remarkTone: TextStyle.faint.tone,
          paragraphs: [HTMLText(language.remark(.moreServers(survey.unlistedSuccesses)))],
          remarkCommands: [], hasCommands: false))
    }
    return remarks
  }

  private func addEnd(to output: inout ReportOutput) {
    let notes = capture.description.notes
    if !notes.isEmpty {
      let view = HTMLViews.List(
        listName: HTMLText(language.heading(.notes)),
        items: notes.map { HTMLViews.Item(item: HTMLText(language.note($0)), quotes: [], itemCommands: nil) })
      output.buffer.add(HTMLTemplates.shared.render(view, with: "list"))
    }
    output.buffer.add("</article>\n")
  }
}
