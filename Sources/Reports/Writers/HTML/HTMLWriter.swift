/// The report for people as one page that needs nothing but itself: the answer, how sure, what to do, then
/// pictures, the proof, and the flows.
struct HTMLWriter: ReportWriter {
  private var options: ReportOptions
  private let language: Words
  private var captures = 0

  /// Flows that are drawn, each in a part that opens, also when every flow is listed: a page with more is no
  /// longer opened by a browser, nor sent by mail.
  static let drawnFlows = 200

  init(options: ReportOptions) {
    self.options = options
    language = options.language.words
    // Who asks for flows by their ids wants to see them, whatever they are.
    if !options.flows.isEmpty { self.options.listsAllFlows = true }
  }

  func begin(_ output: inout ReportOutput) throws(OutputFault) {
    let policy = ContentSecurityPolicy(style: HTMLTemplates.style, script: HTMLTemplates.script)
    let head = HTMLViews.Head(
      languageTag: language.languageTag, policy: policy.text, style: HTMLTemplates.style,
      pageTitle: HTMLText(language.page(.title)), skip: HTMLText(language.page(.skip)))
    output.buffer.add(HTMLTemplates.shared.render(head, with: "head"))
  }

  mutating func add(_ capture: ReportedCapture, to output: inout ReportOutput) throws(OutputFault) {
    captures += 1
    try HTMLReport(capture, options: options, anchor: "c\(captures)").write(to: &output)
  }

  func end(_ output: inout ReportOutput) throws(OutputFault) {
    let tail = HTMLViews.Tail(
      madeBy: HTMLText(language.page(.madeBy(name: Generator.name, version: Generator.version))),
      script: HTMLTemplates.script)
    output.buffer.add(HTMLTemplates.shared.render(tail, with: "tail"))
  }
}
