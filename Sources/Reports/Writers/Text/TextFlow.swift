import Diagnosis

extension TextReport {
  /// One flow with everything that is known of it.
  mutating func addFlow(_ flow: JudgedFlow) {
    page.paragraph(
      title(of: flow), indent: 0, style: flow.style,
      tail: (language.label(flow.judgement.confidence).text, .faint))
    page.paragraph(language.reason(flow.judgement.reason), indent: 4)
    page.blankLine()
    let sections = FlowSections(flow, of: capture, language) { clock($0, digits: 9) }.sections
    for section in sections.prefix(1) { add(section) }
    page.blankLine()
    addLadder(of: flow)
    page.blankLine()
    addEvents(flow)
    for section in sections.dropFirst() { add(section) }
    let notes = FlowSummary(flow, store: capture.store).notes
    guard !notes.isEmpty else { return }
    page.blankLine()
    page.line([(language.heading(.notes).text, .strong)], indent: 2)
    for note in notes { page.paragraph(language.note(note), indent: 6, first: ("    -", .plain)) }
  }

  /// Its id, its verdict, and how to find it in Wireshark.
  func title(of flow: JudgedFlow) -> Phrase {
    let id = flow.evidence.id
    let proxy = flow.judgement.isThroughProxy ? "proxy_connect, " : ""
    let verdict = language.label(flow.judgement.verdict)
    return "\(language.heading(.flow(id: id))): \(proxy)\(verdict) (Wireshark: tcp.stream eq \(id))"
  }

  private mutating func add(_ section: FlowSections.Section) {
    if let heading = section.heading {
      page.blankLine()
      page.line([(language.heading(heading).text, .strong)], indent: 2)
    }
    for fact in section.facts {
      switch fact {
      case .value(let term, let value): add(term, value)
      case .codes(let term, let codes): add(term, codes)
      case .remark(let text): page.paragraph(text, indent: 6)
      }
    }
  }

  private mutating func add(_ term: Term, _ value: Phrase) {
    let name = language.heading(.term(term)).text
    page.paragraph(value, indent: 26, first: ("    \(TextPage.clipped(name, to: 20))", .faint))
  }

  /// A list, one element a line.
  private mutating func add(_ term: Term, _ codes: [FlowSections.Code]) {
    let name = language.heading(.term(term)).text
    page.line([("    \(name) (\(codes.count))", .faint)])
    for code in codes {
      page.line(
        [("\(code.id)  \(code.name)\(code.isMarked ? "  *" : "")", code.isMarked ? .good : .plain)], indent: 6
      )
    }
  }
}
