/// The characters that a ladder is drawn with.
struct LadderStrokes {
  var lifeline: String
  var solid: String
  var broken: String
  var missing: String
  /// A lifeline on which nothing was sent for a while.
  var silence: String

  /// Box drawing characters (Unicode block U+2500).
  static let box = LadderStrokes(lifeline: "│", solid: "─", broken: "╌", missing: "~", silence: "┊")
  /// For terminals that show no others.
  static let ascii = LadderStrokes(lifeline: "|", solid: "-", broken: "-", missing: "~", silence: ":")

  /// An arrow of exactly so many columns with its label in the middle.
  func arrow(_ label: String, columns: Int, isRightward: Bool, _ stroke: Ladder.Stroke) -> String {
    let label = TextPage.clippedInMiddle(label, to: max(1, columns - 6))
    let rest = max(0, columns - DisplayWidth.columns(of: label) - 3)
    let left = line(rest / 2, stroke, isStart: true)
    let right = line(rest - rest / 2, stroke, isStart: false)
    return isRightward ? "\(left) \(label) \(right)>" : "<\(left) \(label) \(right)"
  }

  private func line(_ columns: Int, _ stroke: Ladder.Stroke, isStart: Bool) -> String {
    switch stroke {
    case .solid: return String(repeating: solid, count: columns)
    case .missing: return String(repeating: missing, count: columns)
    case .broken where broken != solid: return String(repeating: broken, count: columns)
    case .broken:
      let dashes = String(repeating: "\(broken) ", count: columns / 2 + 1)
      return String(isStart ? dashes.prefix(columns) : dashes.dropFirst(1 - columns % 2).prefix(columns))
    }
  }
}
