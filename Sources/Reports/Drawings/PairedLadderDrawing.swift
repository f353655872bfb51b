/// Lays a paired ladder out in user units: both captures between the ends of the connection.
///
///     client      a             b      server
///       |---- 3 --|---- SYN ----|-- 1 ---->|
struct PairedLadderDrawing {
  private(set) var drawing: Drawing
  private let ladder: PairedLadder
  private var y = 0

  /// The lifelines.
  private static let left = 12
  private static let a = 76
  private static let b = 244
  private static let right = 308
  private static let middle = (a + b) / 2
  /// Between a lifeline and text.
  private static let inset = 5

  init(_ ladder: PairedLadder, id: String) {
    self.ladder = ladder
    drawing = Drawing(id: id, kind: "ladder", name: ladder.name, about: ladder.about)
    addHeads()
    let top = y
    y += 8
    for rung in ladder.rungs { add(rung) }
    y += 4
    drawing.lifelines = [Self.left, Self.a, Self.b, Self.right].map {
      Drawing.Path(data: "M\($0) \(top)V\(y)", style: "lifeline", hint: nil)
    }
    drawing.high = y + 2
  }

  private mutating func addHeads() {
    let captures = [(ladder.names.a, Self.a), (ladder.names.b, Self.b)]
    for (name, x) in captures {
      drawing.add(name, x: x, y: 12, width: Self.b - Self.a - 8, .label, style: "strong middle")
    }
    drawing.add(ladder.ends.left, x: 1, y: 28, width: Self.a - 8, .small, style: "faint")
    drawing.add(
      ladder.ends.right, x: Drawing.width - 1, y: 28, width: Drawing.width - Self.b - 8, .small,
      style: "faint end")
    y = 34
  }

  private mutating func add(_ rung: PairedLadder.Rung) {
    for text in rung.breaks {
      y += 14
      drawing.add(text, x: Self.middle, y: y, width: Drawing.width - 8, .small, style: "faint middle")
      y += 4
    }
    y += 12
    let tone = rung.style.tone
    drawing.add(
      rung.label, x: Self.middle, y: y, width: Self.b - Self.a - 2 * Self.inset, .label,
      style: "\(tone) middle")
    addNumber(rung.a, x: Self.a - Self.inset, style: "end")
    addNumber(rung.b, x: Self.b + Self.inset, style: "")
    y += 6
    addArrow(rung)
    y += 5
    if !rung.note.isEmpty {
      y += 10
      let height = drawing.add(
        wrapped: rung.note, x: Self.middle, y: y, width: Self.b - Self.a - 2 * Self.inset, .small,
        style: "note middle", limit: 2)
      y += height - Drawing.Size.small.height + 5
    }
  }

  private mutating func addNumber(_ frame: UInt32?, x: Int, style: String) {
    guard let frame else { return }
    drawing.add(
      Phrase(String(frame)), x: x, y: y, width: Self.a - Self.left, .small, style: "plain \(style)")
  }

  /// From one end to the other; what only one capture shows ends, or begins, between them.
  private mutating func addArrow(_ rung: PairedLadder.Rung) {
    let (start, end) = span(of: rung)
    let sign = end > start ? 1 : -1
    let tone = rung.style.tone
    drawing.paths.append(
      Drawing.Path(data: "M\(start) \(y)H\(end - sign * 7)", style: "solid \(tone)"))
    drawing.paths.append(
      Drawing.Path(data: "M\(end - sign) \(y)l\(-sign * 8) -4v8z", style: "tip \(tone)"))
    if rung.a == nil || rung.b == nil, !rung.note.isEmpty {
      drawing.paths.append(
        Drawing.Path(
          data: "M\(Self.gap(rung) - 6) \(y - 6)l12 12m0 -12l-12 12", style: "cross bad"))
    }
  }

  private func span(of rung: PairedLadder.Rung) -> (start: Int, end: Int) {
    let from = rung.isRightward ? Self.left : Self.right
    let to = rung.isRightward ? Self.right : Self.left
    if rung.a != nil, rung.b != nil { return (from, to) }
    let isAtLeft = rung.a != nil
    // It leaves the side that shows it, or arrives there.
    let gap = Self.gap(rung)
    return isAtLeft == rung.isRightward ? (from, gap) : (gap, to)
  }

  /// Beside the label, before the capture that lacks the segment.
  private static func gap(_ rung: PairedLadder.Rung) -> Int { rung.a != nil ? b - 14 : a + 14 }
}
