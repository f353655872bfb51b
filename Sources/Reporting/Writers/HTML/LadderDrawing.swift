/// Lays a ladder out in user units.
///
///     frame   client          server
///     +time     |---- label ---->|
///               | note           |
struct LadderDrawing {
  private(set) var drawing: Drawing
  private let ladder: Ladder
  private let language: any Phrases
  private var y = 0

  /// Right edge of frame numbers and times, and the lifelines.
  private static let gutter = 64
  private static let client = 74
  private static let proxy = 206
  private static let server = 338
  /// Lines of a note before it is shortened.
  private static let noteLines = 4
  /// Between a lifeline and text.
  private static let inset = 5

  init(_ ladder: Ladder, id: String, about: Phrase, _ language: any Phrases) {
    self.ladder = ladder
    self.language = language
    drawing = Drawing(
      id: id, kind: "ladder", name: language.picture(.ladder(flow: ladder.flow)), about: about)
    addHeads()
    let top = y
    y += 8
    for rung in ladder.rungs { add(rung) }
    y += 4
    let lifelines = ladder.heads.map {
      Drawing.Path(data: "M\(Self.x($0.lifeline)) \(top)V\(y)", style: "lifeline", hint: nil)
    }
    drawing.paths.insert(contentsOf: lifelines, at: 0)
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
    let gap = 6
    let width = (Drawing.width - 2 - gap * (ladder.heads.count - 1)) / ladder.heads.count
    let rows = ladder.heads.map(\.lines.count).max() ?? 0
    let height = 20 + rows * Drawing.Size.small.height
    for (place, head) in ladder.heads.enumerated() {
      let x = 1 + place * (width + gap)
      drawing.boxes.append(Drawing.Box(x: x, y: 1, width: width, height: height, style: "head"))
      drawing.add(head.role, x: x + 4, y: 14, room: width - 8, .label, style: "strong")
      for (row, line) in head.lines.enumerated() {
        let y = 14 + (row + 1) * Drawing.Size.small.height
        drawing.add(line, x: x + 4, y: y, room: width - 8, .small, style: "plain")
      }
    }
    y = height + 1
  }

  private mutating func add(_ rung: Ladder.Rung) {
    if rung.leftOut > 0 { addBreak(language.picture(.leftOut(rung.leftOut))) }
    if let silence = rung.silence {
      addBreak(language.picture(.silence(language.duration(nanoseconds: silence))))
    }
    let reached = Self.x(rung.from == .client ? rung.to : rung.from)
    let room = reached - Self.client - 2 * Self.inset
    y += 12
    drawing.add(
      Phrase(String(rung.frame)), x: Self.gutter, y: y, room: Self.gutter, .small, style: "plain end")
    drawing.add(
      rung.label, x: (Self.client + reached) / 2, y: y, room: room, .label,
      style: "\(rung.style.tone) middle")
    y += 6
    drawing.add(
      Phrase(TextLadder.time(rung.offset)), x: Self.gutter, y: y + 7, room: Self.gutter, .small,
      style: "faint end")
    addArrow(rung, to: reached)
    addNote(rung)
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
      Drawing.Path(data: "M\(end - 6) \(y - 6)l12 12m0 -12l-12 12", style: "cross \(rung.style.tone)"))
  }

  private mutating func addNote(_ rung: Ladder.Rung) {
    y += 5
    guard !rung.note.isEmpty else { return y += 7 }
    let left = Self.client + Self.inset + 2
    let room = Self.server - Self.inset - 2 - left
    let height = drawing.add(
      wrapped: rung.note, x: left, y: y + 10, room: room, .small, style: "note", limit: Self.noteLines)
    if ladder.hasProxy {
      drawing.boxes.append(
        Drawing.Box(x: left - 2, y: y + 1, width: room + 4, height: height, style: "paper"))
    }
    y += height + 6
  }

  /// A line across the ladder that tells of no frame.
  private mutating func addBreak(_ text: Phrase) {
    y += 4
    let width = Drawing.width - Self.client - 12
    drawing.boxes.append(
      Drawing.Box(x: Self.client - 2, y: y, width: width, height: 17, style: "break"))
    drawing.add(
      text, x: (Self.client + Self.server) / 2, y: y + 12, room: Self.server - Self.client - 8, .small,
      style: "faint middle")
    y += 20
  }
}
