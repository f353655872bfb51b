import Analysis
import Diagnosis

/// The report for people as Markdown, for an issue or a page of a wiki: GitHub, Azure DevOps, Jira.
struct MarkdownWriter: ReportWriter {
  private let options: ReportOptions
  private var hasWritten = false

  /// Columns of a ladder: what fits beside the margins of a page.
  static let ladderWidth = 100

  init(options: ReportOptions) {
    self.options = options
  }

  func begin(_ output: inout ReportOutput) throws(OutputFault) {}

  mutating func add(_ capture: ReportedCapture, to output: inout ReportOutput) throws(OutputFault) {
    if hasWritten { output.buffer.add("\n") }
    hasWritten = true
    var report = MarkdownReport(capture, options: options)
    try report.write(to: &output)
  }

  func end(_ output: inout ReportOutput) throws(OutputFault) {}
}

/// The Markdown on one capture.
struct MarkdownReport {
  let capture: ReportedCapture
  let options: ReportOptions
  /// The sentences that a report in text has too.
  let words: TextReport
  var page = MarkdownPage()

  var language: Words { words.language }

  init(_ capture: ReportedCapture, options: ReportOptions) {
    (self.capture, self.options) = (capture, options)
    words = TextReport(capture, options: options)
  }

  mutating func write(to output: inout ReportOutput) throws(OutputFault) {
    page.heading(2, MarkdownText(code: Phrase(capture.description.path)))
    page.paragraph(MarkdownText(words.facts()))
    if let policy = words.policyInForce { page.paragraph(MarkdownText(policy)) }
    if !options.flows.isEmpty { return try addChosenFlows(to: &output) }
    let survey = FlowSurvey(capture, options: options)
    addAnswer(survey)
    addFindings(survey)
    addSuccesses(survey)
    try hand(over: &output)
    try addTable(survey, to: &output)
    if options.drawsLadders { try addLadders(survey, to: &output) }
    addNotes()
    try hand(over: &output)
  }

  mutating func hand(over output: inout ReportOutput) throws(OutputFault) {
    output.buffer.add(page.take())
    try output.flushFullBlock()
  }

  private mutating func addAnswer(_ survey: FlowSurvey) {
    for remark in words.remarks(survey) {
      for (place, paragraph) in remark.paragraphs.enumerated() {
        page.paragraph(place == 0 ? tagged(remark.tag, paragraph) : MarkdownText(paragraph))
      }
      page.fence(remark.commands)
    }
    let findings = words.findings
    guard findings.count > 1 else { return }
    for (index, finding) in findings.prefix(TextWriter.findingsInBrief).enumerated() {
      page.step(index + 1, tagged(finding.severity.tag, language.title(finding)))
    }
    let more = findings.count - TextWriter.findingsInBrief
    if more > 0 { page.paragraph(MarkdownText(language.remark(.moreFindings(more)))) }
  }

  private func tagged(_ tag: Tag, _ text: Phrase) -> MarkdownText {
    MarkdownText(language.tag(tag)).strong + .space + MarkdownText(text)
  }

  private mutating func addSuccesses(_ survey: FlowSurvey) {
    for success in survey.successes {
      page.paragraph(tagged(.succeeds, words.sentence(on: success)))
    }
    if survey.unlistedSuccesses > 0 {
      page.paragraph(MarkdownText(language.remark(.moreServers(survey.unlistedSuccesses))))
    }
  }

  private mutating func addNotes() {
    let notes = capture.description.notes
    guard !notes.isEmpty else { return }
    page.heading(3, MarkdownText(language.heading(.notes)))
    page.list(notes.map { (MarkdownText(language.note($0)), []) })
  }
}
