extension TextRenderer {
  mutating func add(_ walkthroughs: Walkthroughs, to output: inout ReportOutput) throws(OutputFault) {
    for index in 0..<walkthroughs.flows.count {
      add(walkthroughs.flows.element(index))
      try page.hand(over: &output)
    }
  }

  mutating func add(_ walkthrough: Walkthrough) {
    separate()
    if walkthrough.form == .whole {
      add(walkthrough.ladder)
      page.blankLine()
      return addEvents(of: walkthrough)
    }
    let ends = walkthrough.ends
    page.paragraph(
      "\(walkthrough.heading): \(ends.client) -> \(ends.server) (Wireshark: \(ends.filter))", indent: 2,
      style: .strong)
    if options.drawsLadders { add(walkthrough.ladder) } else { addEvents(of: walkthrough) }
    add(walkthrough.notes.map { Item(text: $0) })
  }

  mutating func add(_ ladder: Ladder) {
    var drawing = TextLadder(ladder, width: page.width, strokes: options.usesASCII ? .ascii : .box)
    drawing.addHeads()
    for rung in ladder.rungs { drawing.add(rung) }
    for line in drawing.lines { page.line(line) }
    if let zero = ladder.zero { page.paragraph(zero, indent: 2, style: .faint) }
  }

  /// Columns that labels are filled up to: those of the messages with the most to say. Longer ones push what
  /// follows to the right.
  private static let labelWidth = 11

  private mutating func addEvents(of walkthrough: Walkthrough) {
    let frame = max(5, String(walkthrough.events.map(\.frame).max() ?? 0).count)
    let sender = DisplayWidth.widest(walkthrough.senders)
    for event in walkthrough.events {
      let lead = [
        TextPage.aligned(String(event.frame), to: frame), event.time.text,
        TextPage.padded(event.sender.text, to: sender),
      ].joined(separator: "  ")
      add(event, lead: lead)
    }
  }

  private mutating func add(_ event: Walkthrough.Event, lead: String) {
    let label = event.label.text
    let padding = max(0, Self.labelWidth - DisplayWidth.columns(of: label))
    let first = (text: "  \(lead)  \(label)\(String(repeating: " ", count: padding))", style: event.style)
    let column = DisplayWidth.columns(of: first.text) + 2
    if page.width - column >= 24 || event.detail.isEmpty {
      return page.paragraph(event.detail, indent: event.detail.isEmpty ? 0 : column, first: first)
    }
    page.line([first])
    page.paragraph(event.detail, indent: 9)
  }
}
