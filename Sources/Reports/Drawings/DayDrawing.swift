/// Lays a chart of days out in user units.
struct DayDrawing {
  private(set) var drawing: Drawing

  private static let left = 24
  private static let right = 312
  private static let top = 8
  /// Units of the tallest bar.
  private static let height = 100
  /// Classes of a bar's parts, in the order of its counts.
  static let styles = ["bad", "warn", "faint"]

  init(_ chart: DayChart) {
    drawing = Drawing(id: "days-drawing", kind: "days", name: chart.name, about: chart.about)
    addBars(of: chart)
    addScale(of: chart)
  }

  private mutating func addBars(of chart: DayChart) {
    let highest = max(1, chart.bars.map(\.total).max() ?? 1)
    let step = (Self.right - Self.left) / max(1, chart.bars.count)
    let width = max(1, min(24, step - 1))
    for (index, bar) in chart.bars.enumerated() where bar.total > 0 {
      var bottom = Self.top + Self.height
      for (count, style) in zip(bar.counts, Self.styles) where count > 0 {
        // However small a part is beside the others, it can be seen.
        let size = max(1, count * Self.height / highest)
        drawing.paths.append(
          Drawing.Path(
            data: "M\(Self.left + index * step) \(bottom - size)h\(width)v\(size)h-\(width)z",
            style: "bar \(style)", hint: HTMLText(bar.text)))
        bottom -= size
      }
    }
  }

  private mutating func addScale(of chart: DayChart) {
    let base = Self.top + Self.height
    let highest = chart.bars.map(\.total).max() ?? 0
    drawing.add("\(count: highest)", x: Self.left - 4, y: Self.top + 8, width: 20, .small, style: "faint end")
    drawing.add("0", x: Self.left - 4, y: base, width: 20, .small, style: "faint end")
    drawing.paths.append(Drawing.Path(data: "M\(Self.left) \(base)H\(Self.right)", style: "lifeline"))
    drawing.add(chart.first, x: Self.left, y: base + 14, width: 140, .small, style: "faint")
    if let last = chart.last {
      drawing.add(
        last, x: Self.right, y: base + 14, width: 140, .small, style: "faint end")
    }
    drawing.high = base + 20
  }
}
