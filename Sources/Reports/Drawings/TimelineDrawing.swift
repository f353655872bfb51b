import Diagnosis

/// Lays a timeline out in user units: a row has its name above three lanes, one an outcome.
struct TimelineDrawing {
  private(set) var drawing: Drawing
  private let timeline: Timeline
  private let words: Words

  private static let left = 8
  /// Units from one slot to the next.
  private static let step = 7
  private static let lane = 10
  private static let right = left + step * Timeline.slots

  init(_ timeline: Timeline, id: String, _ words: Words) {
    self.timeline = timeline
    self.words = words
    drawing = Drawing(
      id: id, kind: "timeline", name: words.picture(.timeline),
      about: words.picture(
        .timelineDescription(flows: timeline.flowCount, rows: timeline.rows.count)))
    var y = 2
    for row in timeline.rows { y = add(row, y: y) }
    y += 12
    let width = (Self.right - Self.left) / 2 - 4
    // A date in Japanese may need two lines.
    let heights = [
      drawing.add(
        wrapped: clock(timeline.start), x: Self.left, y: y, width: width, .small, style: "faint", limit: 2),
      drawing.add(
        wrapped: clock(timeline.end), x: Self.right, y: y, width: width, .small, style: "faint end", limit: 2),
    ]
    drawing.high = y + max(heights[0], heights[1]) - Drawing.Size.small.height + 6
  }

  private mutating func add(_ row: Timeline.Row, y: Int) -> Int {
    let width = Self.right - Self.left
    drawing.add(
      "\(row.pair.client) → \(name: row.pair.server)", x: Self.left, y: y + 12, width: width, .label,
      style: "plain")
    let counts = zip(FlowOutcome.allCases, row.counts).filter { $0.1 > 0 }.map {
      (outcome: $0.0, count: $0.1)
    }
    drawing.add(
      words.picture(.timelineCounts(counts)), x: Self.left, y: y + 25, width: width, .small, style: "faint")
    let top = y + 31
    let lanes = FlowOutcome.allCases.filter { row.counts[$0.rawValue] > 0 }
    drawing.boxes.append(
      Drawing.Box(
        x: Self.left - 4, y: top, width: width + 8, height: Self.lane * max(1, lanes.count) + 4,
        style: "track"
      ))
    for (slot, outcome, mark) in row.orderedMarks {
      let index = lanes.firstIndex(of: outcome) ?? 0
      let x = Self.left + slot * Self.step + Self.step / 2
      let hint = words.picture(
        .mark(flow: mark.flow, more: mark.more, verdict: mark.verdict, at: clock(mark.time)))
      drawing.paths.append(
        Drawing.Path(
          data: Self.shape(outcome, x: x, y: top + 2 + index * Self.lane + Self.lane / 2),
          style: "mark \(Self.style(of: outcome))", hint: HTMLText(hint)))
    }
    return top + Self.lane * max(1, lanes.count) + 10
  }

  /// A time of day with its date.
  private func clock(_ time: Int64) -> Phrase {
    let time = UTCTime(nanoseconds: time)
    return "\(words.date(time)) \(words.clock(time))"
  }

  static func style(of outcome: FlowOutcome) -> String {
    switch outcome {
    case .succeeds: "disc good"
    case .fails: "cross bad"
    case .open: "square warn"
    }
  }

  /// A disc, a cross or a square of six units: the form tells them apart without colour.
  static func shape(_ outcome: FlowOutcome, x: Int, y: Int) -> String {
    switch outcome {
    case .succeeds: "M\(x - 3) \(y)a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z"
    case .fails: "M\(x - 3) \(y - 3)l6 6m0 -6l-6 6"
    case .open: "M\(x - 3) \(y - 3)h6v6h-6z"
    }
  }
}
