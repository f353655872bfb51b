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
  /// Columns of the time; 0 where the page is too narrow for it.
  private let time: Int
  /// Columns between the outer lifelines.
  private let span: Int
  /// Columns for notes at the right; 0 puts them under their rung.
  private let notes: Int

  /// A wider ladder is not easier to read.
  static let widest = 100
  /// What a label and a stroke on either side need.
  private static let leastSpan = 24
  /// `sws.update.microsoft.com:443` is not broken.
  private static let leastNotes = 28

  init(_ ladder: Ladder, width: Int, strokes: LadderStrokes) {
    self.ladder = ladder
    self.strokes = strokes
    let page = min(width, Self.widest)
    self.width = page
    frame = max(5, ladder.rungs.map { String($0.frame).count }.max() ?? 0)
    let times = ladder.rungs.map { Self.time($0.offset).count }.max() ?? 0
    let space = page - 2 - frame - 2 - 2
    time = space - times - 2 >= Self.leastSpan ? times : 0
    let inner = time == 0 ? space : space - time - 2
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

  /// Who is at each end, side by side as far as there is space.
  mutating func addHeads() {
    var line = ""
    for head in ladder.heads {
      let words = ([head.role] + head.lines).map { SafeText.shown($0.text) }.joined(separator: " ")
      let text = TextFitting.clippedInMiddle(words, to: width - lead)
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

  mutating func add(_ rung: Ladder.Rung) {
    for text in rung.breaks { addBreak(text) }
    let note = SafeText.shown(rung.note.text, limit: .max)
    var texts = TextFitting.wrapped(note, to: notes > 0 ? notes : max(1, span - 2))
    let first = notes > 0 && !texts.isEmpty ? texts.removeFirst() : ""
    var pieces: [Piece] = [("  " + TextFitting.aligned(String(rung.frame), to: frame) + "  ", .plain)]
    if time > 0 { pieces.append((TextFitting.aligned(Self.time(rung.offset), to: time) + "  ", .faint)) }
    pieces += rungs(rung)
    if !first.isEmpty { pieces.append(("  " + first, rung.style)) }
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
      (" " + TextFitting.padded(text, to: span - 1), style), (strokes.lifeline, .faint),
    ])
  }

  /// A line that is not a frame.
  private mutating func addBreak(_ text: Phrase) {
    let text = TextFitting.clipped(text.text, to: span)
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

extension TextPage {
  mutating func add(_ ladder: Ladder, strokes: LadderStrokes) {
    var drawing = TextLadder(ladder, width: width, strokes: strokes)
    drawing.addHeads()
    for rung in ladder.rungs { drawing.add(rung) }
    for line in drawing.lines { self.line(line) }
    if let zero = ladder.zero { paragraph(zero, indent: 2, style: .faint) }
  }
}

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
  /// For terminals that do not show them.
  static let ascii = LadderStrokes(lifeline: "|", solid: "-", broken: "-", missing: "~", silence: ":")

  /// An arrow of exactly so many columns with its label in the middle.
  func arrow(_ label: String, columns: Int, isRightward: Bool, _ stroke: Ladder.Stroke) -> String {
    let label = TextFitting.clippedInMiddle(label, to: max(1, columns - 6))
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
