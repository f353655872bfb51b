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
      let text = TextFitting.clipped(SafeText.shown(piece.text, limit: .max), to: space)
      space -= DisplayWidth.columns(of: text)
      add(text, piece.style)
    }
    trimEnd()
    buffer.add("\n")
  }

  /// An address on lines of its own, broken after a slash where the page is too narrow for it.
  mutating func address(_ address: ArticleAddress, indent: Int) {
    var rest = address.text[...]
    while !rest.isEmpty {
      var part = rest.prefix(width - indent)
      if part.endIndex < rest.endIndex, let slash = part.lastIndex(of: "/"), !part[..<slash].hasSuffix("/") {
        part = rest[...slash]
      }
      line([(String(part), .faint)], indent: indent)
      rest = rest[part.endIndex...]
    }
  }

  /// Text wrapped between `indent` and the page's edge.
  /// - Parameters:
  /// - first: what precedes the first word: a tag, a number. When wider than `indent`, the text begins on the
  ///   next line.
  mutating func paragraph(
    _ text: Phrase, indent: Int, first: (text: String, style: TextStyle) = ("", .plain),
    style: TextStyle = .plain
  ) {
    var lines = TextFitting.wrapped(SafeText.shown(text.text, limit: .max), to: width - indent)
    let lead = TextFitting.clipped(SafeText.shown(first.text, limit: .max), to: width)
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
    trimEnd()
    buffer.add("\n")
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
