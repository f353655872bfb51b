import Diagnosis

extension TextReport {
  /// The frames that a flow's verdict rests on, one a line.
  mutating func addWalkthrough(of id: Int) {
    guard (0..<capture.flowCount).contains(id) else { return }
    let flow = capture.flow(id)
    let ends = "\(flow.evidence.client) -> \(flow.evidence.server)"
    page.blankLine()
    page.paragraph(
      "\(language.heading(.walkthrough(flow: id))): \(ends) (Wireshark: tcp.stream eq \(id))", indent: 2,
      style: .strong)
    if options.drawsLadders { addLadder(of: flow) } else { addEvents(flow) }
    for note in FlowSummary(flow, store: capture.store).notes {
      page.paragraph(language.note(note), indent: 6, first: ("    -", .plain))
    }
  }

  /// Columns that labels are filled up to: those of the messages with the most to say. Longer ones push what
  /// follows to the right.
  private static let labelWidth = 11

  mutating func addEvents(_ flow: JudgedFlow) {
    let events = flow.evidence.events
    let frame = max(5, String(events.map(\.frame).max() ?? 0).count)
    let isThroughProxy = flow.judgement.isThroughProxy
    let role =
      [Role.client, .server].map {
        DisplayWidth.columns(of: language.sender($0, isThroughProxy: isThroughProxy).text)
      }.max() ?? 0
    var previous: FlowEvent?
    var hasServerHello = false
    for event in events {
      let lead = [
        TextPage.aligned(String(event.frame), to: frame), clock(event.time, digits: 3).text,
        TextPage.padded(language.sender(event.from, isThroughProxy: isThroughProxy).text, to: role),
      ].joined(separator: "  ")
      let label = language.label(event.kind).text
      let name =
        label + String(repeating: " ", count: max(0, Self.labelWidth - DisplayWidth.columns(of: label)))
      let detail = detail(of: event, after: previous, hasServerHello: hasServerHello)
      addEvent(lead: lead, name: name, detail: detail, style: event.style)
      hasServerHello = hasServerHello || event.kind == .serverHello
      previous = event
    }
  }

  private mutating func addEvent(lead: String, name: String, detail: Phrase, style: TextStyle) {
    let indent = 2 + DisplayWidth.columns(of: lead) + 2
    let column = indent + DisplayWidth.columns(of: name) + 2
    if page.width - column >= 24 || detail.isEmpty {
      return page.paragraph(detail, indent: detail.isEmpty ? 0 : column, first: ("  \(lead)  \(name)", style))
    }
    page.line([("  \(lead)  \(name)", style)])
    page.paragraph(detail, indent: 9)
  }

  /// The detail of an event; of one that may have ended the flow, how long after the last it came.
  func detail(of event: FlowEvent, after previous: FlowEvent?, hasServerHello: Bool) -> Phrase {
    let detail = language.detail(of: event, in: capture.store)
    guard let previous, event.kind == .rst || event.kind == .fin || event.kind == .alert else {
      return detail
    }
    var later = language.remark(.later(language.duration(nanoseconds: event.time &- previous.time)))
    if previous.kind == .clientHello, event.from == .server, !hasServerHello {
      later = language.list([later, language.remark(.beforeServerHello)])
    }
    return detail.isEmpty ? later : language.list([detail, later])
  }
}
