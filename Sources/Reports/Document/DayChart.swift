import Diagnosis

/// How many findings began on each day: a bar a day, or one for several days when there are many.
struct DayChart {
  struct Bar {
    var first: CalendarDate
    /// Errors, warnings, hints.
    var counts = [0, 0, 0]
    /// Describes the bar.
    var text: Phrase = ""

    var total: Int { counts.reduce(0, +) }
  }

  private(set) var bars: [Bar]
  let first: Phrase
  /// Nil for a chart of one day.
  let last: Phrase?
  let name: Phrase
  let about: Phrase
  /// What each of a bar's counts is.
  let legend: [Phrase]

  /// Bars that still have a gap between them.
  private static let barLimit = 72

  /// Nil when nothing was found.
  init?(_ days: [ScanSummary.DayCount], _ words: Words) {
    let dated = days.compactMap { day in CalendarDate(day.day).map { (date: $0, day: day) } }
    guard let first = dated.map(\.date).min(), let last = dated.map(\.date).max() else { return nil }
    let span = last.daysSince1970 - first.daysSince1970 + 1
    let step = (span + Self.barLimit - 1) / Self.barLimit
    var bars = (0..<(span + step - 1) / step).map {
      Bar(first: CalendarDate(daysSince1970: first.daysSince1970 + $0 * step))
    }
    for (date, day) in dated {
      let bar = (date.daysSince1970 - first.daysSince1970) / step
      for (index, count) in [day.errors, day.warnings, day.infos].enumerated() {
        bars[bar].counts[index] += count
      }
    }
    for index in bars.indices { bars[index].text = Self.text(of: bars[index], days: step, words) }
    self.bars = bars
    self.first = Phrase(first.description)
    self.last = first == last ? nil : Phrase(last.description)
    name = words.scan(.heading(.timeline))
    about = words.scan(.timelineDescription(findings: bars.reduce(0) { $0 + $1.total }, days: span))
    legend = ["error", "warning", "info"].map { words.scan(.severity($0)) }
  }

  private static func text(of bar: Bar, days: Int, _ words: Words) -> Phrase {
    let last = CalendarDate(daysSince1970: bar.first.daysSince1970 + days - 1)
    let day: Phrase =
      days == 1 ? "\(bar.first.description)" : "\(bar.first.description) - \(last.description)"
    return words.scan(.bar(day: day, errors: bar.counts[0], warnings: bar.counts[1], infos: bar.counts[2]))
  }
}
