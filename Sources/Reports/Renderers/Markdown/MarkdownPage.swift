/// Blocks of Markdown, one below the other with an empty line between them.
struct MarkdownPage {
  private(set) var buffer = ByteBuffer()
  private var hasBlock = false

  /// Gives the output what was written.
  mutating func hand(over output: inout ReportOutput) throws(OutputFault) {
    try output.take(&buffer)
  }

  private mutating func begin() {
    if hasBlock { buffer.add("\n") }
    hasBlock = true
  }

  /// - Parameter level: 1 to 6.
  mutating func heading(_ level: Int, _ text: MarkdownText) {
    begin()
    buffer.add("\(String(repeating: "#", count: level)) \(text)\n")
  }

  mutating func paragraph(_ text: MarkdownText) {
    begin()
    buffer.add("\(text)\n")
  }

  /// An element of a numbered list; what belongs to it is indented by ``indent(ofStep:)``.
  mutating func step(_ number: Int, _ text: MarkdownText) {
    begin()
    buffer.add("\(number). \(text)\n")
  }

  static func indent(ofStep number: Int) -> Int { String(number).utf8.count + 2 }

  /// Elements of a list with the lines quoted below each.
  mutating func list(_ items: [(text: MarkdownText, quotes: [MarkdownText])]) {
    guard !items.isEmpty else { return }
    begin()
    for item in items {
      buffer.add("- \(item.text)\n")
      for quote in item.quotes { buffer.add("  - \(quote)\n") }
    }
  }

  /// Lines exactly as they are, between fences that are longer than any run of backquotes in them.
  mutating func fence(_ lines: [String], indent: Int = 0) {
    guard !lines.isEmpty else { return }
    begin()
    let shown = lines.map { SafeText.shown($0, limit: .max) }
    let fence = String(repeating: "`", count: max(3, (shown.map(Self.longestRun).max() ?? 0) + 1))
    let margin = String(repeating: " ", count: indent)
    for line in [fence] + shown + [fence] { buffer.add(line.isEmpty ? "\n" : "\(margin)\(line)\n") }
  }

  private static func longestRun(in line: String) -> Int {
    var longest = 0
    var run = 0
    for byte in line.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  mutating func tableHead(_ cells: [MarkdownText]) {
    begin()
    row(cells)
    buffer.add("|\(String(repeating: " --- |", count: cells.count))\n")
  }

  mutating func row(_ cells: [MarkdownText]) {
    buffer.add("|")
    for cell in cells { buffer.add(cell.description.isEmpty ? " |" : " \(cell) |") }
    buffer.add("\n")
  }

  /// Begins a part with a heading, folded with HTML (`<details>`) when it is long; ``close(isLong:)`` ends it. It can
  /// be read where that is not known.
  mutating func open(_ title: Phrase, isLong: Bool, level: Int) {
    guard isLong else { return heading(level, MarkdownText(title)) }
    begin()
    buffer.add("<details>\n<summary>\(Self.escaped(title))</summary>\n")
  }

  mutating func close(isLong: Bool) {
    guard isLong else { return }
    begin()
    buffer.add("</details>\n")
  }

  /// Text between two tags of HTML.
  private static func escaped(_ phrase: Phrase) -> String {
    var escaped = ""
    for scalar in SafeText.shown(phrase.text, limit: .max).unicodeScalars {
      switch scalar {
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "&": escaped += "&amp;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
