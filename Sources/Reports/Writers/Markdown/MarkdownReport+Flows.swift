import Diagnosis
import Packets

extension MarkdownReport {
  // MARK: One flow

  /// The frames that a flow's verdict rests on, as a table.
  mutating func addWalkthrough(of id: Int) {
    guard (0..<capture.flowCount).contains(id) else { return }
    let flow = capture.flow(id)
    let isLong = flow.evidence.events.count > MarkdownPage.openRows
    page.open(language.heading(.walkthrough(flow: id)), isLong: isLong)
    addEnds(of: flow)
    if options.drawsLadders { addLadder(of: flow) }
    addEvents(flow)
    addNotes(of: flow)
    page.close(isLong: isLong)
  }

  private mutating func addEnds(of flow: JudgedFlow) {
    let evidence = flow.evidence
    page.paragraph(
      MarkdownText(code: Phrase(evidence.client.description)) + MarkdownText(" → ")
        + MarkdownText(code: Phrase(evidence.server.description)) + MarkdownText(" (Wireshark: ")
        + MarkdownText(code: "tcp.stream eq \(evidence.id)") + MarkdownText(")"))
  }

  private mutating func addEvents(_ flow: JudgedFlow) {
    let heads = [
      language.heading(.term(.frames)), language.page(.time), language.page(.sender), language.page(.event),
      language.page(.detail),
    ]
    page.tableHead(heads.map { MarkdownText($0) })
    var previous: FlowEvent?
    var hasServerHello = false
    for event in flow.evidence.events {
      let sender = language.sender(event.from, isThroughProxy: flow.judgement.isThroughProxy)
      let detail = words.detail(of: event, after: previous, hasServerHello: hasServerHello)
      page.row(
        [
          Phrase(String(event.frame)), words.clock(event.time, digits: 3), sender,
          language.label(event.kind), detail,
        ].map { MarkdownText($0) })
      hasServerHello = hasServerHello || event.kind == .serverHello
      previous = event
    }
  }

  private mutating func addNotes(of flow: JudgedFlow) {
    page.list(FlowSummary(flow, store: capture.store).notes.map { (MarkdownText(language.note($0)), []) })
  }

  /// The same ladder as in text, always of one width and with box drawing characters.
  private mutating func addLadder(of flow: JudgedFlow) {
    var options = options
    (options.width, options.usesColor, options.usesASCII) = (MarkdownWriter.ladderWidth, false, false)
    var text = TextReport(capture, options: options)
    text.addLadder(of: flow)
    let lines = text.page.take().text.split(separator: "\n", omittingEmptySubsequences: false)
    page.fence(lines.dropLast().map(String.init))
  }

  /// Each flow of the table as a ladder.
  mutating func addLadders(_ survey: FlowSurvey, to output: inout ReportOutput) throws(OutputFault) {
    let drawn = Set(words.findings.prefix(TextWriter.findingsInFull).map(\.decisiveFlow))
    for id in survey.listed where !drawn.contains(Int(id)) {
      let flow = capture.flow(Int(id))
      page.open(language.heading(.walkthrough(flow: flow.evidence.id)), isLong: true)
      addEnds(of: flow)
      addLadder(of: flow)
      page.close(isLong: true)
      try hand(over: &output)
    }
  }

  /// The flows that were asked for, in full detail.
  mutating func addChosenFlows(to output: inout ReportOutput) throws(OutputFault) {
    for id in Set(options.flows).sorted() {
      if (0..<capture.flowCount).contains(id) {
        addFlow(capture.flow(id))
      } else {
        page.paragraph(MarkdownText(language.remark(.noFlow(id: id, flows: capture.flowCount))))
      }
      try hand(over: &output)
    }
  }

  private mutating func addFlow(_ flow: JudgedFlow) {
    let proxy = flow.judgement.isThroughProxy ? "proxy_connect, " : ""
    let verdict = language.label(flow.judgement.verdict)
    page.heading(
      3, MarkdownText("\(language.heading(.flow(id: flow.evidence.id))): \(proxy)\(verdict)"))
    addEnds(of: flow)
    page.paragraph(MarkdownText(language.page(.howSure(language.label(flow.judgement.confidence)))).strong)
    page.paragraph(MarkdownText(language.reason(flow.judgement.reason)))
    let sections = FlowSections(flow, of: capture, language) { words.clock($0, digits: 9) }.sections
    for section in sections.prefix(1) { add(section) }
    page.heading(4, MarkdownText(language.heading(.walkthrough(flow: flow.evidence.id))))
    addLadder(of: flow)
    addEvents(flow)
    addNotes(of: flow)
    for section in sections.dropFirst() { add(section) }
  }

  private mutating func add(_ section: FlowSections.Section) {
    if let heading = section.heading { page.open(language.heading(heading), isLong: true) }
    var items: [MarkdownText] = []
    for fact in section.facts {
      switch fact {
      case .value(let term, let value):
        items.append(MarkdownText("\(language.heading(.term(term))): \(value)"))
      case .remark(let text):
        addItems(&items)
        page.paragraph(MarkdownText(text))
      case .codes(let term, let codes):
        items.append(MarkdownText("\(language.heading(.term(term))) (\(codes.count))"))
        addItems(&items)
        page.fence(codes.map { "\($0.id)  \($0.name)\($0.isMarked ? "  *" : "")" }, indent: 2)
      }
    }
    addItems(&items)
    if section.heading != nil { page.close(isLong: true) }
  }

  private mutating func addItems(_ items: inout [MarkdownText]) {
    page.list(items.map { ($0, []) })
    items = []
  }

  // MARK: All flows

  /// The table of flows: the same rows as in text.
  mutating func addTable(_ survey: FlowSurvey, to output: inout ReportOutput) throws(OutputFault) {
    let isLong = survey.listed.count > MarkdownPage.openRows
    if !survey.listed.isEmpty {
      page.open(words.tableHeading(survey), isLong: isLong, level: 3)
      let terms: [Term] = [.flow, .client, .server, .verdict, .frames, .confidence]
      page.tableHead(terms.map { MarkdownText(language.heading(.term($0))) })
      for id in survey.listed {
        page.row(cells(of: capture.flow(Int(id))))
        try hand(over: &output)
      }
      page.close(isLong: isLong)
    }
    if survey.unlisted > 0 {
      page.paragraph(MarkdownText(language.remark(.unlistedFlows(survey.unlisted))))
    }
    let counts = zip(Verdict.allCases, survey.others).filter { $0.1 > 0 }
    guard !counts.isEmpty else { return }
    page.paragraph(MarkdownText(language.remark(.otherFlows(counts, isAll: survey.listed.isEmpty))))
  }

  private func cells(of flow: JudgedFlow) -> [MarkdownText] {
    [
      MarkdownText(Phrase(String(flow.evidence.id))),
      MarkdownText(code: Phrase(flow.evidence.client.description)),
      MarkdownText(code: "\(name: flow.shownServerEnd)"),
      MarkdownText(language.label(flow.judgement.verdict)), MarkdownText(Phrase(flow.shownFrames)),
      MarkdownText(language.label(flow.judgement.confidence)),
    ]
  }
}
