/// The lines of a paired ladder on a page of text.
///
///     ClientHello   ->   874 ──x           lost on the way
///     RST           <-   877 ──x           sent between the captures
///     ACK           ->   878 ───── 213
struct TextPairedLadder {
  typealias Piece = (text: String, style: TextStyle)

  private(set) var lines: [[Piece]] = []
  private let ladder: PairedLadder
  private let strokes: LadderStrokes
  private let label: Int
  private let frames: (a: Int, b: Int)
  private let width: Int

  /// Columns between the frame numbers.
  private static let link = 5
  private static let widestLabel = 24

  init(_ ladder: PairedLadder, width: Int, strokes: LadderStrokes) {
    (self.ladder, self.strokes, self.width) = (ladder, strokes, width)
    label = min(
      Self.widestLabel,
      (ladder.rungs.map(\.label) + [ladder.headings.segment]).map { DisplayWidth.columns(of: $0.text) }.max()
        ?? 0)
    func widest(_ name: Phrase, _ frames: [UInt32]) -> Int {
      let name = min(Self.widestLabel, DisplayWidth.columns(of: name.text))
      return max(name, frames.map { String($0).count }.max() ?? 0)
    }
    frames = (
      widest(ladder.names.a, ladder.rungs.compactMap(\.a)),
      widest(ladder.names.b, ladder.rungs.compactMap(\.b))
    )
    addHead()
    for rung in ladder.rungs { add(rung) }
  }

  private mutating func addHead() {
    let head = [
      TextFitting.padded(ladder.headings.segment.text, to: label + 4),
      TextFitting.aligned(TextFitting.clippedInMiddle(ladder.names.a.text, to: frames.a), to: frames.a),
      String(repeating: " ", count: Self.link),
      TextFitting.clippedInMiddle(ladder.names.b.text, to: frames.b),
    ]
    lines.append([("  " + head.joined(separator: " "), .faint)])
  }

  private mutating func add(_ rung: PairedLadder.Rung) {
    for text in rung.breaks { lines.append([("  " + text.text, .faint)]) }
    let label = TextFitting.padded(TextFitting.clipped(rung.label.text, to: label), to: label)
    let arrow = rung.isRightward ? "->" : "<-"
    let a = TextFitting.aligned(rung.a.map(String.init) ?? "", to: frames.a)
    let b = rung.note.isEmpty ? number(rung.b) : TextFitting.padded(number(rung.b), to: frames.b)
    lines.append([
      ("  \(label)  \(arrow) \(a) ", rung.style), (link(rung), rung.style), (" \(b)", rung.style),
      (rung.note.isEmpty ? "" : "  \(rung.note.text)", rung.style),
    ])
  }

  private func number(_ frame: UInt32?) -> String { frame.map(String.init) ?? "" }

  private func link(_ rung: PairedLadder.Rung) -> String {
    let stroke = strokes.solid
    let (half, whole) = (String(repeating: stroke, count: 2), String(repeating: stroke, count: Self.link))
    guard rung.a == nil || rung.b == nil else { return whole }
    // What carries a note is missing; another segment may have said the same.
    if rung.note.isEmpty { return String(repeating: " ", count: Self.link) }
    return rung.a != nil ? "\(half)x  " : "  x\(half)"
  }
}

extension TextPage {
  mutating func add(_ ladder: PairedLadder, strokes: LadderStrokes) {
    for line in TextPairedLadder(ladder, width: width, strokes: strokes).lines { self.line(line) }
  }
}
