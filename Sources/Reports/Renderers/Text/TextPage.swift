/// Lines of text that never exceed the page's width. All text is made safe first. Words are wrapped; one that
/// is too wide is shortened in its middle.
struct TextPage {
  private(set) var buffer = ByteBuffer()
  let width: Int
  private let usesColor: Bool

  init(width: Int, usesColor: Bool) {
    self.width = max(ReportOptions.minimumWidth, width)
    self.usesColor = usesColor
  }

  /// Gives the output what was written.
  mutating func hand(over output: inout ReportOutput) throws(OutputFault) {
    try output.take(&buffer)
  }

  mutating func blankLine() {
    buffer.add("\n")
  }

  /// One line of pieces side by side, truncated at the end.
  mutating func line(_ pieces: [(text: String, style: TextStyle)], indent: Int = 0) {
    var space = width - indent
    buffer.add(String(repeating: " ", count: indent))
    for piece in pieces {
      let text = Self.clipped(SafeText.shown(piece.text, limit: .max), to: space)
      space -= DisplayWidth.columns(of: text)
      add(text, piece.style)
    }
    trimEnd()
    buffer.add("\n")
  }

  /// Text wrapped between `indent` and the page's edge.
  /// - Parameters:
  /// - first: what precedes the first word: a tag, a number. When wider than `indent`, the text begins on the
  ///   next line.
  /// - tail: what is right-aligned on the last line, or below it.
  mutating func paragraph(
    _ text: Phrase, indent: Int, first: (text: String, style: TextStyle) = ("", .plain),
    style: TextStyle = .plain, tail: (text: String, style: TextStyle)? = nil
  ) {
    var lines = Self.wrapped(SafeText.shown(text.text, limit: .max), to: width - indent)
    let lead = Self.clipped(SafeText.shown(first.text, limit: .max), to: width)
    let leadWidth = DisplayWidth.columns(of: lead)
    add(lead, first.style)
    if leadWidth > indent, !lines.isEmpty {
      buffer.add("\n")
      buffer.add(String(repeating: " ", count: indent))
    } else {
      buffer.add(String(repeating: " ", count: max(0, indent - leadWidth)))
    }
    let head = lines.isEmpty ? "" : lines.removeFirst()
    add(head, style)
    for line in lines {
      trimEnd()
      buffer.add("\n" + String(repeating: " ", count: indent))
      add(line, style)
    }
    let rest = addTail(tail, after: indent + DisplayWidth.columns(of: lines.last ?? head))
    trimEnd()
    buffer.add("\n")
    if let rest { line([rest], indent: indent) }
  }

  /// Right-aligns the tail and returns nil, or returns it when it does not fit.
  private mutating func addTail(
    _ tail: (text: String, style: TextStyle)?, after used: Int
  ) -> (text: String, style: TextStyle)? {
    guard let tail else { return nil }
    let gap = width - used - DisplayWidth.columns(of: tail.text)
    guard gap >= 2 else { return tail }
    buffer.add(String(repeating: " ", count: gap))
    add(tail.text, tail.style)
    return nil
  }

  private mutating func add(_ text: String, _ style: TextStyle) {
    guard usesColor, let parameter = style.parameter, !text.isEmpty else { return buffer.add(text) }
    buffer.add("\u{1b}[\(parameter)m")
    buffer.add(text)
    buffer.add("\u{1b}[0m")
  }

  private mutating func trimEnd() {
    buffer.dropTrailingSpaces()
  }
}

extension TextPage {
  /// The lines of a text, each at most so many columns wide, without spaces at their ends.
  static func wrapped(_ text: String, to limit: Int) -> [String] {
    let limit = max(1, limit)
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      for (index, piece) in LineBreaking.pieces(of: word).enumerated() {
        let piece = clippedInMiddle(String(piece), to: limit)
        let columns = DisplayWidth.columns(of: piece)
        var gap = used > 0 && index == 0 ? 1 : 0
        if used > 0, used + gap + columns > limit {
          lines.append(line)
          (line, used, gap) = ("", 0, 0)
        }
        line += (gap > 0 ? " " : "") + piece
        used += gap + columns
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// The text, or its beginning and an ellipsis.
  static func clipped(_ text: String, to limit: Int) -> String {
    if DisplayWidth.columns(of: text) <= limit { return text }
    guard limit > 0 else { return "" }
    return text[..<DisplayWidth.prefix(of: text, columns: limit - 1)] + "…"
  }

  /// The text, or its two ends with an ellipsis between them.
  static func clippedInMiddle(_ text: String, to limit: Int) -> String {
    if DisplayWidth.columns(of: text) <= limit { return text }
    guard limit > 2 else { return clipped(text, to: limit) }
    let head = text[..<DisplayWidth.prefix(of: text, columns: limit / 2)]
    let tail = text[DisplayWidth.suffix(of: text, columns: limit - 1 - limit / 2)...]
    return head + "…" + tail
  }

  /// The text padded with spaces or shortened in its middle to exactly so many columns.
  static func padded(_ text: String, to limit: Int) -> String {
    let fitted = clippedInMiddle(text, to: limit)
    return fitted + String(repeating: " ", count: max(0, limit - DisplayWidth.columns(of: fitted)))
  }

  /// The text with spaces before it.
  static func aligned(_ text: String, to limit: Int) -> String {
    let fitted = clippedInMiddle(text, to: limit)
    return String(repeating: " ", count: max(0, limit - DisplayWidth.columns(of: fitted))) + fitted
  }
}

extension TextStyle {
  /// The parameter of Select Graphic Rendition (ECMA-48, section 8.3.117); nil leaves the terminal as it is.
  fileprivate var parameter: String? {
    switch self {
    case .plain: nil
    case .strong: "1"
    case .faint: "2"
    case .good: "32"
    case .warning: "33"
    case .bad: "1;31"
    }
  }
}
