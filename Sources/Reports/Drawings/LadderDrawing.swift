/// Lays a ladder out in user units.
///
///     frame   client          server
///     +time     |---- label ---->|
///               | note           |
struct LadderDrawing {
  private(set) var drawing: Drawing
  private let ladder: Ladder
  private var y = 0

  /// Right edge of frame numbers and times, and the lifelines.
  private static let gutter = 58
  private static let client = 66
  private static let proxy = 187
  private static let server = 308
  /// Lines of a note before it is shortened.
  private static let noteLines = 4
  /// Between a lifeline and text.
  private static let inset = 5

  init(_ ladder: Ladder, id: String) {
    self.ladder = ladder
    drawing = Drawing(id: id, kind: "ladder", name: ladder.name, about: ladder.about)
    addHeads()
    let top = y
    y += 8
    for rung in ladder.rungs { add(rung) }
    y += 4
    let lifelines = ladder.heads.map {
      Drawing.Path(data: "M\(Self.x($0.lifeline)) \(top)V\(y)", style: "lifeline", hint: nil)
    }
    drawing.lifelines = lifelines
    drawing.high = y + 2
  }

  private static func x(_ lifeline: Ladder.Lifeline) -> Int {
    switch lifeline {
    case .client: client
    case .proxy: proxy
    case .server: server
    }
  }

  private mutating func addHeads() {
    // A server's name is longer than a client's address.
    let widths = ladder.hasProxy ? [102, 102, 102] : [142, 170]
    var places: [Int] = []
    var x = 1
    var height = 0
    for (head, width) in zip(ladder.heads, widths) {
      places.append(x)
      height = max(height, add(head, x: x + 4, width: width - 8) + 6)
      x += width + 6
    }
    for (index, width) in zip(places, widths) {
      drawing.boxes.append(Drawing.Box(x: index, y: 1, width: width, height: height, style: "head"))
    }
    y = height + 1
  }

  /// Returns the last line's place.
  private mutating func add(_ head: Ladder.Head, x: Int, width: Int) -> Int {
    drawing.add(head.role, x: x, y: 14, width: width, .label, style: "strong")
    return head.lines.reduce(14) { bottom, line in
      let rows = drawing.add(
        name: line, x: x, y: bottom + Drawing.Size.small.height, width: width, style: "plain")
      return bottom + rows * Drawing.Size.small.height
    }
  }

  private mutating func add(_ rung: Ladder.Rung) {
    for text in rung.breaks { addBreak(text) }
    let reached = Self.x(rung.from == .client ? rung.to : rung.from)
    let width = reached - Self.client - 2 * Self.inset
    y += 12
    drawing.add(
      Phrase(String(rung.frame)), x: Self.gutter, y: y, width: Self.gutter, .small, style: "plain end")
    drawing.add(
      rung.label, x: (Self.client + reached) / 2, y: y, width: width, .label,
      style: "\(rung.style.tone) middle")
    if reached == Self.server, ladder.hasProxy { cover(rung.label, middle: (Self.client + reached) / 2) }
    y += 6
    drawing.add(
      Phrase(TextLadder.time(rung.offset)), x: Self.gutter, y: y + 7, width: Self.gutter, .small,
      style: "faint end")
    addArrow(rung, to: reached)
    addNote(rung)
  }

  /// Keeps the proxy's lifeline from running through a label.
  private mutating func cover(_ label: Phrase, middle: Int) {
    let width = (DisplayWidth.columns(of: HTMLText(label).description) + 1) * 7
    drawing.boxes.append(
      Drawing.Box(x: middle - width / 2, y: y - 10, width: width, height: 13, style: "paper"))
  }

  private mutating func addArrow(_ rung: Ladder.Rung, to reached: Int) {
    let (start, end) = rung.from == .client ? (Self.client, reached) : (reached, Self.client)
    let sign = end > start ? 1 : -1
    let tip = end - sign
    drawing.paths.append(
      Drawing.Path(data: "M\(start) \(y)H\(tip - sign * 6)", style: "\(rung.stroke) \(rung.style.tone)"))
    drawing.paths.append(
      Drawing.Path(
        data: "M\(tip) \(y)l\(-sign * 8) -4v8z", style: "tip \(rung.style.tone)"))
    guard rung.isEnd else { return }
    drawing.paths.append(
      Drawing.Path(data: "M\(end - 6) \(y - 6)l12 12m0 -12l-12 12", style: "cross bad"))
  }

  private mutating func addNote(_ rung: Ladder.Rung) {
    y += 5
    guard !rung.note.isEmpty else { return y += 7 }
    // Just enough for TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384.
    let left = Self.client + 4
    let width = Self.server - 3 - left
    let first = drawing.lines.count
    let height = drawing.add(
      wrapped: rung.note, x: left, y: y + 10, width: width, .small, style: "note", limit: Self.noteLines)
    if ladder.hasProxy {
      let columns = drawing.lines[first...].map { DisplayWidth.columns(of: $0.words.description) }.max() ?? 0
      // A column has some six units: without more width the proxy's lifeline continues beside a short note.
      drawing.boxes.append(
        Drawing.Box(
          x: left - 2, y: y + 1, width: min(width + 3, columns * 62 / 10 + 4), height: height, style: "paper")
      )
    }
    y += height + 6
  }

  /// A line across the ladder that is not a frame.
  private mutating func addBreak(_ text: Phrase) {
    y += 4
    let width = Self.server - Self.client + 4
    drawing.boxes.append(
      Drawing.Box(x: Self.client - 2, y: y, width: width, height: 17, style: "break"))
    drawing.add(
      text, x: (Self.client + Self.server) / 2, y: y + 12, width: Self.server - Self.client - 8, .small,
      style: "faint middle")
    y += 20
  }
}
