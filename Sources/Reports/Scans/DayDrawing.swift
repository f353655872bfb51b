import Diagnosis

/// Lays out how many findings began on each day: a bar a day, or one for several days when there are many.
struct DayDrawing {
  private(set) var drawing: Drawing
  private let language: Words

  private static let left = 24
  private static let right = 312
  private static let top = 8
  /// Units of the tallest bar.
  private static let height = 100
  /// Bars that still have a gap between them.
  private static let barLimit = 72

  private struct Bar {
    var first: CalendarDate
    var counts = [0, 0, 0]

    var total: Int { counts.reduce(0, +) }
  }

  /// Nil when nothing was found.
  init?(_ days: [ScanSummary.DayCount], _ language: Words) {
    let dated = days.compactMap { day in CalendarDate(day.day).map { (date: $0, day: day) } }
    guard let first = dated.map(\.date).min(), let last = dated.map(\.date).max() else { return nil }
    self.language = language
    let span = last.daysSince1970 - first.daysSince1970 + 1
    let step = (span + Self.barLimit - 1) / Self.barLimit
    var bars = (0..<(span + step - 1) / step).map {
      Bar(first: CalendarDate(daysSince1970: first.daysSince1970 + $0 * step))
    }
    for (date, day) in dated {
      let place = (date.daysSince1970 - first.daysSince1970) / step
      for (index, count) in [day.errors, day.warnings, day.infos].enumerated() {
        bars[place].counts[index] += count
      }
    }
    drawing = Drawing(
      id: "days-drawing", kind: "days", name: language.scan(.heading(.timeline)),
      about: language.scan(
        .timelineDescription(findings: bars.reduce(0) { $0 + $1.total }, days: span)))
    add(bars, step: step)
    addScale(bars, first: first, last: last)
  }

  private mutating func add(_ bars: [Bar], step: Int) {
    let highest = max(1, bars.map(\.total).max() ?? 1)
    let room = (Self.right - Self.left) / max(1, bars.count)
    let width = max(1, min(24, room - 1))
    for (place, bar) in bars.enumerated() where bar.total > 0 {
      var bottom = Self.top + Self.height
      let last = CalendarDate(daysSince1970: bar.first.daysSince1970 + step - 1)
      let day: Phrase =
        step == 1 ? "\(bar.first.description)" : "\(bar.first.description) - \(last.description)"
      let hint = language.scan(
        .bar(day: day, errors: bar.counts[0], warnings: bar.counts[1], infos: bar.counts[2]))
      for (count, style) in zip(bar.counts, ["bad", "warn", "faint"]) where count > 0 {
        // What is there is seen, however small beside the others.
        let size = max(1, count * Self.height / highest)
        drawing.paths.append(
          Drawing.Path(
            data: "M\(Self.left + place * room) \(bottom - size)h\(width)v\(size)h-\(width)z",
            style: "bar \(style)",
            hint: HTMLText(hint)))
        bottom -= size
      }
    }
  }

  private mutating func addScale(_ bars: [Bar], first: CalendarDate, last: CalendarDate) {
    let base = Self.top + Self.height
    let highest = bars.map(\.total).max() ?? 0
    drawing.add("\(count: highest)", x: Self.left - 4, y: Self.top + 8, room: 20, .small, style: "faint end")
    drawing.add("0", x: Self.left - 4, y: base, room: 20, .small, style: "faint end")
    drawing.paths.append(Drawing.Path(data: "M\(Self.left) \(base)H\(Self.right)", style: "lifeline"))
    drawing.add("\(first.description)", x: Self.left, y: base + 14, room: 140, .small, style: "faint")
    if first != last {
      drawing.add("\(last.description)", x: Self.right, y: base + 14, room: 140, .small, style: "faint end")
    }
    drawing.high = base + 20
  }
}
