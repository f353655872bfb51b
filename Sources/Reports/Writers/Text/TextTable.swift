import Diagnosis
import Packets

/// How wide the columns of the flow table have to be.
struct FlowColumns {
  private(set) var flow = 4
  private(set) var client = 6
  private(set) var server = 6
  private(set) var frames = 6

  /// No server's column is wider: a host name has 253 characters at most, a terminal seldom has more than 200.
  private static let widest = 200

  mutating func fit(_ flow: JudgedFlow) {
    self.flow = max(self.flow, String(flow.evidence.id).count)
    client = max(client, flow.evidence.client.description.count)
    let columns = DisplayWidth.columns(of: SafeText.shown(flow.shownServerEnd))
    server = min(Self.widest, max(server, columns))
    frames = max(frames, flow.shownFrames.count)
  }

  /// Makes room for the words at the columns' heads.
  mutating func fitHeads(flow: Int, client: Int, server: Int, frames: Int) {
    self.flow = max(self.flow, flow)
    self.client = max(self.client, client)
    self.server = max(self.server, server)
    self.frames = max(self.frames, frames)
  }

  /// Gives the columns what the page has; false when that is too little for one line a flow.
  mutating func fit(_ room: Int, verdict: Int, confidence: Int) -> Bool {
    let others = 2 + flow + 2 + client + 2 + 2 + verdict + 2 + frames + 2 + confidence
    server = min(server, room - others)
    return server >= 16
  }
}

extension JudgedFlow {
  /// `871-877`.
  var shownFrames: String {
    evidence.firstFrame == evidence.lastFrame
      ? String(evidence.firstFrame) : "\(evidence.firstFrame)-\(evidence.lastFrame)"
  }

  var style: TextStyle {
    switch judgement.verdict {
    case .success: .good
    case .notTLS: .faint
    case .incompleteCapture, .unfinished: .warning
    default: .bad
    }
  }
}

extension TextReport {
  mutating func addTable(_ survey: FlowSurvey, to output: inout ReportOutput) throws(OutputFault) {
    if !survey.listed.isEmpty {
      page.blankLine()
      page.paragraph(tableHeading(survey), indent: 0, style: .strong)
      var table = TableLayout(survey.columns, width: page.width, language: language)
      addTableHead(&table)
      for id in survey.listed {
        addRow(capture.flow(Int(id)), table)
        try hand(over: &output)
      }
    }
    if survey.unlisted > 0 { page.paragraph(language.remark(.unlistedFlows(survey.unlisted)), indent: 0) }
    let counts = zip(Verdict.allCases, survey.others).filter { $0.1 > 0 }
    guard !counts.isEmpty else { return }
    if survey.listed.isEmpty { page.blankLine() }
    page.paragraph(language.remark(.otherFlows(counts, isAll: survey.listed.isEmpty)), indent: 0)
  }

  func tableHeading(_ survey: FlowSurvey) -> Phrase {
    if options.onlyEndpoints { return language.heading(.chosenFlows(survey.listed.count + survey.unlisted)) }
    if options.listsAllFlows || survey.listed.count + survey.unlisted == survey.flowCount {
      return language.heading(.allFlows(survey.listed.count + survey.unlisted))
    }
    return language.heading(
      .flowsOfInterest(listed: survey.listed.count + survey.unlisted, of: survey.flowCount))
  }

  private mutating func addTableHead(_ table: inout TableLayout) {
    func head(_ term: Term) -> String { language.heading(.term(term)).text }
    guard table.isWide else { return }
    page.line(
      [
        (
          table.row(
            flow: head(.flow), client: head(.client), server: head(.server), verdict: head(.verdict),
            frames: head(.frames), confidence: head(.confidence)), .faint
        )
      ], indent: 2)
  }

  private mutating func addRow(_ flow: JudgedFlow, _ table: TableLayout) {
    let client = flow.evidence.client.description
    let server = SafeText.shown(flow.shownServerEnd)
    let verdict = language.label(flow.judgement.verdict)
    let confidence = language.label(flow.judgement.confidence)
    if table.isWide {
      let row = table.row(
        flow: String(flow.evidence.id), client: client, server: server, verdict: verdict.text,
        frames: flow.shownFrames, confidence: confidence.text)
      return page.line([(row, flow.style)], indent: 2)
    }
    let id = TextPage.aligned(String(flow.evidence.id), to: table.columns.flow)
    page.line(
      [
        ("\(id)  \(language.list([verdict, confidence]).text)", flow.style),
        ("  " + flow.shownFrames, .plain),
      ], indent: 2)
    let indent = table.columns.flow + 4
    page.line([(TextPage.clippedInMiddle(client + " ->", to: page.width - indent), .plain)], indent: indent)
    page.line([(TextPage.clippedInMiddle(server, to: page.width - indent), .plain)], indent: indent)
  }
}

/// The flow table's columns on one page.
struct TableLayout {
  var columns: FlowColumns
  /// One line a flow; else three.
  let isWide: Bool
  private let verdict: Int

  init(_ columns: FlowColumns, width room: Int, language: Words) {
    self.columns = columns
    verdict = Verdict.allCases.map { DisplayWidth.columns(of: language.label($0).text) }.max() ?? 0
    func width(of term: Term) -> Int { DisplayWidth.columns(of: language.heading(.term(term)).text) }
    let confidences = Confidence.allCases.map { DisplayWidth.columns(of: language.label($0).text) }
    let confidence = max(width(of: .confidence), confidences.max() ?? 0)
    self.columns.fitHeads(
      flow: width(of: .flow), client: width(of: .client), server: width(of: .server),
      frames: width(of: .frames))
    isWide = self.columns.fit(room, verdict: verdict, confidence: confidence)
  }

  func row(
    flow: String, client: String, server: String, verdict: String, frames: String, confidence: String
  ) -> String {
    let cells = [
      TextPage.aligned(flow, to: columns.flow), TextPage.padded(client, to: columns.client),
      TextPage.padded(server, to: columns.server), TextPage.padded(verdict, to: self.verdict),
      TextPage.padded(frames, to: columns.frames), confidence,
    ]
    return cells.joined(separator: "  ")
  }
}
