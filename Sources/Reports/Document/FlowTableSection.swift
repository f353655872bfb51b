import Diagnosis
import Packets

/// The columns of text that the cells of the flow table need.
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
}

extension JudgedFlow {
  /// `871-877`.
  var shownFrames: String {
    evidence.firstFrame == evidence.lastFrame
      ? String(evidence.firstFrame) : "\(evidence.firstFrame)-\(evidence.lastFrame)"
  }

  /// The server's name, else its address.
  var shownServer: String { serverName?.name ?? evidence.server.address.description }

  /// The name or address and the port. Through a proxy the name alone: the port is the proxy's.
  var shownServerEnd: String {
    guard let serverName else { return evidence.server.description }
    if judgement.isThroughProxy { return serverName.name }
    return "\(serverName.name):\(evidence.server.port)"
  }
}

extension CaptureDocument {
  /// The table of the listed flows.
  func flowTable(_ survey: FlowSurvey) -> Table {
    let listed = survey.listed
    return Table(
      id: "flows", heading: heading(survey), columns: columns(survey.columns),
      rows: Series(count: listed.count) { index in
        row(capture.flow(Int(listed[index])), isDrawn: index < Self.drawnFlows)
      },
      narrowed: layout.hasPictures ? nil : { narrowed($0.cells.map(\.text)) },
      tools: layout.hasPictures ? (words.page(.filter), words.page(.sortHint)) : nil,
      remarks: remarks(survey))
  }

  private func heading(_ survey: FlowSurvey) -> Phrase {
    let count = survey.listed.count + survey.unlisted
    if options.onlyEndpoints { return words.heading(.chosenFlows(count)) }
    if options.listsAllFlows || count == survey.flowCount { return words.heading(.allFlows(count)) }
    return words.heading(.flowsOfInterest(listed: count, of: survey.flowCount))
  }

  /// What is said of flows that have no row.
  private func remarks(_ survey: FlowSurvey) -> [Phrase] {
    let unlisted = survey.unlisted > 0 ? [words.remark(.unlistedFlows(survey.unlisted))] : []
    let counts = zip(Verdict.allCases, survey.others).filter { $0.1 > 0 }
    if counts.isEmpty { return unlisted }
    return unlisted + [words.remark(.otherFlows(counts, isAll: survey.listed.isEmpty))]
  }

  private func columns(_ widths: FlowColumns) -> [Table.Column] {
    let verdict = column(.verdict, .emphasized, width: width(of: Verdict.allCases.map { words.label($0) }))
    let confidence = column(.confidence, width: width(of: Confidence.allCases.map { words.label($0) }))
    var flow = column(.flow, width: widths.flow)
    flow.isNumber = true
    var frames = column(.frames, width: widths.frames)
    frames.isNumber = layout.hasPictures
    var time = column(.time, .time)
    time.isNumber = true
    var server = column(.server, .code, width: widths.server)
    server.isFlexible = true
    let client = column(.client, .code, width: widths.client)
    return layout.hasPictures
      ? [flow, time, client, server, verdict, confidence, frames]
      : [flow, client, server, verdict, frames, confidence]
  }

  private func column(_ term: Term, _ kind: Table.Column.Kind = .text, width: Int = 0) -> Table.Column {
    Table.Column(title: words.heading(.term(term)), kind: kind, width: width)
  }

  private func width(of labels: [Phrase]) -> Int {
    labels.map { DisplayWidth.columns(of: $0.text) }.max() ?? 0
  }

  private func row(_ flow: JudgedFlow, isDrawn: Bool) -> Table.Row {
    let evidence = flow.evidence
    let id = Table.Cell(
      text: Phrase(String(evidence.id)), key: String(evidence.id),
      link: isDrawn ? .id("flow-\(evidence.id)") : nil)
    let client = Table.Cell(text: Phrase(evidence.client.description))
    let server = Table.Cell(text: "\(name: flow.shownServerEnd)")
    let verdict = Table.Cell(text: words.label(flow.judgement))
    let confidence = Table.Cell(text: words.label(flow.judgement.confidence))
    let frames = Table.Cell(text: Phrase(flow.shownFrames), key: String(evidence.firstFrame))
    guard layout.hasPictures else {
      return Table.Row(
        style: flow.judgement.style, cells: [id, client, server, verdict, frames, confidence])
    }
    let time = Table.Cell(text: clock(evidence.start, digits: 3), key: String(evidence.start))
    return Table.Row(
      style: flow.judgement.style, cells: [id, time, client, server, verdict, confidence, frames])
  }

  /// Of the cells flow, client, server, verdict, frames, confidence.
  private func narrowed(_ cells: [Phrase]) -> Table.NarrowRow {
    Table.NarrowRow(
      lead: cells[0], text: words.list([cells[3], cells[5]]), aside: cells[4],
      lines: ["\(cells[1]) ->", cells[2]])
  }
}
