import Diagnosis

extension TextReport {
  /// Draws a flow as a ladder under the page's last line.
  mutating func addLadder(of flow: JudgedFlow) {
    let ladder = Ladder(flow, language) { detail(of: $0, after: $1, hasServerHello: $2) }
    var drawing = TextLadder(ladder, width: page.width, strokes: options.usesASCII ? .ascii : .box)
    drawing.addHeads()
    for rung in ladder.rungs { drawing.add(rung, language) }
    for line in drawing.lines { page.line(line) }
    guard !ladder.rungs.isEmpty else { return }
    let zero = clock(ladder.start, digits: 3)
    page.paragraph(language.picture(.timeZero(zero)), indent: 2, style: .faint)
  }
}

/// The lines of a ladder on a page of text.
///
///     frame  offset  │──────── label ───────>│  note
struct TextLadder {
  typealias Piece = (text: String, style: TextStyle)

  private(set) var lines: [[Piece]] = []
  private let ladder: Ladder
  private let strokes: LadderStrokes
  private let width: Int
  private let frame: Int
  /// Columns of the time; 0 where the page has no room for it.
  private let time: Int
  /// Columns between the outer lifelines.
  private let span: Int
  /// Columns for notes at the right; 0 puts them under their rung.
  private let notes: Int

  /// A ladder is no easier to read when it is wider.
  static let widest = 100
  /// What a label and a stroke on either side need.
  private static let leastSpan = 24
  private static let leastNotes = 26

  init(_ ladder: Ladder, width: Int, strokes: LadderStrokes) {
    self.ladder = ladder
    self.strokes = strokes
    let page = min(width, Self.widest)
    self.width = page
    frame = max(5, ladder.rungs.map { String($0.frame).count }.max() ?? 0)
    let times = ladder.rungs.map { Self.time($0.offset).count }.max() ?? 0
    let room = page - 2 - frame - 2 - 2
    time = room - times - 2 >= Self.leastSpan ? times : 0
    let inner = time == 0 ? room : room - time - 2
    let wanted = ladder.hasProxy ? 48 : 36
    let hasNotes = inner - wanted - 2 >= Self.leastNotes
    span = hasNotes ? wanted : max(8, min(inner, 60))
    notes = hasNotes ? inner - wanted - 2 : 0
  }

  /// `+0.021`, in seconds.
  static func time(_ nanoseconds: Int64) -> String {
    let size = nanoseconds.magnitude
    var text = ByteBuffer()
    text.add(nanoseconds < 0 ? "-" : "+")
    text.add(size / 1_000_000_000)
    text.add(".")
    text.add(size % 1_000_000_000 / 1_000_000, width: 3)
    return text.text
  }

  private var lead: Int { 2 + frame + 2 + (time == 0 ? 0 : time + 2) }

  /// The column of a lifeline.
  private func column(_ lifeline: Ladder.Lifeline) -> Int {
    switch lifeline {
    case .client: lead
    case .proxy: lead + 1 + span / 2
    case .server: lead + 1 + span
    }
  }

  /// Who stands at each end, beside one another as far as there is room.
  mutating func addHeads() {
    var line = ""
    for head in ladder.heads {
      let words = ([head.role] + head.lines).map { SafeText.shown($0.text) }.joined(separator: " ")
      let text = TextPage.clippedInMiddle(words, to: width - lead)
      let used = DisplayWidth.columns(of: line)
      let start = max(lead, min(column(head.lifeline), width - DisplayWidth.columns(of: text)))
      if used > 0, start < used + 2 {
        lines.append([(line, .strong)])
        line = ""
      }
      line += String(repeating: " ", count: start - DisplayWidth.columns(of: line)) + text
    }
    lines.append([(line, .strong)])
  }

  mutating func add(_ rung: Ladder.Rung, _ language: Words) {
    if rung.leftOut > 0 { addBreak(language.picture(.leftOut(rung.leftOut))) }
    if let silence = rung.silence {
      addBreak(language.picture(.silence(language.duration(nanoseconds: silence))))
    }
    let note = SafeText.shown(rung.note.text, limit: .max)
    var texts = TextPage.wrapped(note, to: notes > 0 ? notes : max(1, span - 2))
    let first = notes > 0 && !texts.isEmpty ? texts.removeFirst() : ""
    var pieces: [Piece] = [("  " + TextPage.aligned(String(rung.frame), to: frame) + "  ", .plain)]
    if time > 0 { pieces.append((TextPage.aligned(Self.time(rung.offset), to: time) + "  ", .faint)) }
    pieces += rungs(rung)
    pieces.append(("  " + first, rung.style))
    lines.append(pieces)
    for text in texts { addNote(text, rung.style) }
  }

  /// The lifelines and the arrow between two of them.
  private func rungs(_ rung: Ladder.Rung) -> [Piece] {
    let isRightward = rung.from == .client
    let reached = isRightward ? rung.to : rung.from
    let label = SafeText.shown(rung.label.text)
    let columns = column(reached) - column(.client) - 1
    let arrow = strokes.arrow(label, columns: columns, isRightward: isRightward, rung.stroke)
    func end(_ lifeline: Ladder.Lifeline) -> Piece {
      rung.isEnd && rung.to == lifeline ? ("X", .bad) : (strokes.lifeline, .faint)
    }
    var pieces: [Piece] = [end(.client), (arrow, rung.style), end(reached)]
    if reached == .proxy {
      pieces.append((String(repeating: " ", count: column(.server) - column(.proxy) - 1), .plain))
      pieces.append((strokes.lifeline, .faint))
    }
    return pieces
  }

  private mutating func addNote(_ text: String, _ style: TextStyle) {
    if notes > 0 {
      return lines.append([(lifelines, .faint), ("  " + text, style)])
    }
    lines.append([
      (String(repeating: " ", count: lead) + strokes.lifeline, .faint),
      (" " + TextPage.padded(text, to: span - 1), style), (strokes.lifeline, .faint),
    ])
  }

  /// A line that tells of no frame.
  private mutating func addBreak(_ text: Phrase) {
    let text = TextPage.clipped(text.text, to: span)
    let rest = span - DisplayWidth.columns(of: text)
    let before = String(repeating: " ", count: rest / 2)
    let after = String(repeating: " ", count: rest - rest / 2)
    let lead = String(repeating: " ", count: lead)
    lines.append([("\(lead)\(strokes.silence)\(before)\(text)\(after)\(strokes.silence)", .faint)])
  }

  private var lifelines: String {
    var line = String(repeating: " ", count: lead)
    for head in ladder.heads {
      line += String(repeating: " ", count: column(head.lifeline) - line.count) + strokes.lifeline
    }
    return line
  }
}
