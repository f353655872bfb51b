// Pictures, with what is said beside them.
extension HTMLRenderer {
  mutating func add(_ comparison: Comparison) {
    let (left, right) = (comparison.left, comparison.right)
    let shared = Set(left.entries).intersection(right.entries)
    func cell(_ list: Comparison.List, _ row: Int) -> [String: Any] {
      let entry = row < list.entries.count ? list.entries[row] : ""
      return ["text": text(Phrase(entry)), "isShared": shared.contains(entry)]
    }
    render(
      "comparison",
      [
        "heading": text(comparison.heading), "left": text(left.heading), "right": text(right.heading),
        "shared": text(comparison.shared), "conclusion": text(comparison.conclusion),
        "copy": text(words.page(.copy)), "copied": text(words.page(.copied)),
        "rows": (0..<comparison.rowCount).map { ["cells": [cell(left, $0), cell(right, $0)]] },
        "additions": comparison.additions.map { addition in
          var fields = ["lead": text(addition.lead)]
          fields["command"] = addition.text.map { text(Phrase($0)) }
          return fields
        },
      ])
  }

  mutating func add(_ figures: Figures) {
    if !isInArticle { addEmptyLine() }
    if !figures.isEmpty {
      addHeading(words.page(.evidence))
      buffer.add("<div class=\"figures\">\n")
      if let walkthrough = figures.walkthrough { add(walkthrough) }
      addEmptyLine()
      if let timeline = figures.timeline { add(timeline) }
      addEmptyLine()
      if let comparison = figures.comparison { add(comparison) }
      addEmptyLine()
      buffer.add("</div>\n")
    }
    addEmptyLine()
  }

  mutating func add(_ walkthrough: Walkthrough) {
    guard walkthrough.form == .drawing else { return render("ladder", fields(of: walkthrough)) }
    let summary = walkthrough.summary
    render(
      "flow",
      [
        "id": prefix + summary.id, "title": text(summary.title), "status": text(summary.status),
        "tone": summary.style.tone, "ends": text(summary.ends), "reason": text(summary.reason),
        "ladder": fields(of: walkthrough),
      ])
  }

  private func fields(of walkthrough: Walkthrough) -> [String: Any] {
    let table = walkthrough.table
    let rows = (0..<table.rows.count).map { html(table.rows.element($0), of: table) }
    var fields: [String: Any] = [
      "caption": text("\(walkthrough.heading) (Wireshark: \(walkthrough.ends.filter))"),
      "drawing": LadderDrawing(walkthrough.ladder, id: prefix + walkthrough.id).drawing.svg,
      "notes": walkthrough.notes.map(text), "tableHeading": text(walkthrough.tableHeading),
      "columns": table.columns.map { text($0.title) }, "rows": rows.joined(),
    ]
    fields["zero"] = walkthrough.ladder.zero.map(text)
    return fields
  }

  mutating func add(_ ladder: PairedLadder) {
    buffer.add("<figure>\n")
    buffer.add(PairedLadderDrawing(ladder, id: "\(prefix)paired").drawing.svg)
    buffer.add("</figure>\n")
  }

  mutating func begin(_ walkthroughs: Walkthroughs) {
    let id = prefix + walkthroughs.id
    buffer.add("<section class=\"flows\" aria-labelledby=\"\(id)\">\n")
    buffer.add("<h2 id=\"\(id)\">\(escaped(walkthroughs.heading))</h2>\n")
  }

  mutating func end(_ walkthroughs: Walkthroughs) {
    if let more = walkthroughs.more { addFaint(more) }
    buffer.add("</section>\n")
  }

  private mutating func add(_ timeline: Timeline) {
    let legend = FlowOutcome.allCases.map {
      [
        "style": "mark \(TimelineDrawing.style(of: $0))", "shape": TimelineDrawing.shape($0, x: 6, y: 6),
        "text": text(words.label($0)),
      ]
    }
    let drawing = TimelineDrawing(timeline, id: "\(prefix)timeline", words).drawing
    let more = timeline.unlisted > 0 ? words.picture(.moreRows(timeline.unlisted)) : nil
    render(
      "chart",
      [
        "caption": text(words.picture(.timeline)), "drawing": drawing.svg, "legend": legend,
        "more": more.map(text),
      ])
  }

  mutating func add(_ chart: DayChart) {
    buffer.add(
      "<section aria-labelledby=\"days\"><h2 id=\"days\">\(escaped(chart.name))</h2>\n")
    let legend = zip(chart.legend, DayDrawing.styles).map {
      ["style": "bar \($1)", "shape": "M1 1h10v10h-10z", "text": text($0)]
    }
    render("chart", ["drawing": DayDrawing(chart).drawing.svg, "legend": legend])
    buffer.add("</section>\n")
  }
}
