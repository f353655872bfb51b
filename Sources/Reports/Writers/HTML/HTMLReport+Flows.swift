import Diagnosis
import Packets

extension HTMLReport {
  /// The table of flows: the same rows as in text.
  func addTable(_ survey: FlowSurvey, to output: inout ReportOutput) throws(OutputFault) {
    var remarks: [Phrase] = []
    if survey.unlisted > 0 { remarks.append(language.remark(.unlistedFlows(survey.unlisted))) }
    let counts = zip(Verdict.allCases, survey.others).filter { $0.1 > 0 }
    if !counts.isEmpty {
      remarks.append(language.remark(.otherFlows(counts, isAll: survey.listed.isEmpty)))
    }
    if !survey.listed.isEmpty {
      let terms: [Term] = [.flow, .time, .client, .server, .verdict, .confidence, .frames]
      let table = HTMLViews.Table(
        tableAnchor: "\(anchor)-flows", tableName: HTMLText(words.tableHeading(survey)),
        filter: HTMLText(language.page(.filter)), sortHint: HTMLText(language.page(.sortHint)),
        columns: terms.map {
          HTMLViews.Column(
            column: HTMLText(language.heading(.term($0))),
            isNumber: $0 == .flow || $0 == .time || $0 == .frames)
        })
      try hand(over: table, "table", to: &output)
      for (place, id) in survey.listed.enumerated() {
        let isDrawn = place < HTMLWriter.drawnFlows
        try hand(over: row(capture.flow(Int(id)), isDrawn: isDrawn), "row", to: &output)
      }
      output.buffer.add("</tbody></table></div>\n")
    }
    for remark in remarks {
      try hand(
        over: HTMLViews.Remark(
          remarkTag: nil, remarkTone: "faint", paragraphs: [HTMLText(remark)], remarkCommands: [],
          hasCommands: false),
        "remark", to: &output)
    }
    if !survey.listed.isEmpty { output.buffer.add("</section>\n") }
  }

  private func flowAnchor(_ id: Int) -> String { "\(anchor)-flow-\(id)" }

  private func row(_ flow: JudgedFlow, isDrawn: Bool) -> HTMLViews.Row {
    let evidence = flow.evidence
    return HTMLViews.Row(
      id: evidence.id, rowAnchor: isDrawn ? flowAnchor(evidence.id) : nil,
      start: HTMLText(words.clock(evidence.start, digits: 3)), startKey: String(evidence.start),
      client: HTMLText(evidence.client.description),
      server: HTMLText("\(name: flow.shownServerEnd)" as Phrase),
      verdict: HTMLText(language.label(flow.judgement.verdict)),
      confidence: HTMLText(language.label(flow.judgement.confidence)), frames: HTMLText(flow.shownFrames),
      firstFrame: String(evidence.firstFrame), rowTone: flow.style.tone)
  }

  /// Each listed flow with its ladder, closed until it is wanted.
  func addFlows(_ survey: FlowSurvey, to output: inout ReportOutput) throws(OutputFault) {
    guard !survey.listed.isEmpty else { return }
    let head = HTMLViews.Each(
      eachAnchor: "\(anchor)-each", eachName: HTMLText(language.page(.ladders)))
    try hand(over: head, "each", to: &output)
    for id in survey.listed.prefix(HTMLWriter.drawnFlows) {
      try hand(over: flow(capture.flow(Int(id))), "flow", to: &output)
    }
    let more = survey.listed.count - HTMLWriter.drawnFlows
    if more > 0 {
      try hand(
        over: HTMLViews.Remark(
          remarkTag: nil, remarkTone: "faint", paragraphs: [HTMLText(language.page(.moreLadders(more)))],
          remarkCommands: [], hasCommands: false), "remark", to: &output)
    }
    output.buffer.add("</section>\n")
  }

  private func flow(_ flow: JudgedFlow) -> HTMLViews.Flow {
    let evidence = flow.evidence
    let anchor = flowAnchor(evidence.id)
    let ends: Phrase = "\(evidence.client.description) → \(name: flow.shownServerEnd)"
    return HTMLViews.Flow(
      flowAnchor: anchor, flowTitle: HTMLText(language.heading(.flow(id: evidence.id))),
      flowVerdict: HTMLText(
        "\(language.label(flow.judgement.verdict)), \(language.label(flow.judgement.confidence))" as Phrase),
      flowTone: flow.style.tone, ends: HTMLText(ends),
      reason: HTMLText(language.reason(flow.judgement.reason)),
      ladder: ladder(of: flow, id: anchor + "-ladder"))
  }
}
