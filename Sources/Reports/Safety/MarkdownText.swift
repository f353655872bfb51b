/// Text of one line that Markdown shows as it is (CommonMark 0.31, GitHub's tables and autolinks).
///
/// Deceptive characters are spelt out as in ``SafeText``. A word with anything that some Markdown interprets
/// becomes a code span; what could end a code span or a cell is spelt out: `\u{60}`, `\u{7c}`.
struct MarkdownText: CustomStringConvertible, Hashable {
  let description: String

  /// A sentence, with names from the network in it.
  init(_ phrase: Phrase) {
    let words = MarkdownWords(SafeText.shown(phrase.text, limit: .max))
    description = words.pieces.map { $0.isCode ? Self.span($0.text) : String($0.text) }.joined()
  }

  /// A name, a line of a file: all of it as one code span.
  init(code phrase: Phrase) {
    let shown = SafeText.shown(phrase.text, limit: .max)
    description = shown.isEmpty ? "" : Self.span(shown[...])
  }

  /// An autolink (CommonMark 0.31, section 6.5).
  init(_ address: ArticleAddress) {
    self.init(markup: "<\(address.text)>")
  }

  private init(markup: String) {
    description = markup
  }

  var strong: MarkdownText { MarkdownText(markup: description.isEmpty ? "" : "**\(description)**") }

  static func + (left: MarkdownText, right: MarkdownText) -> MarkdownText {
    MarkdownText(markup: left.description + right.description)
  }

  /// `1. ` at the head of a part, where it starts no list.
  static func number(_ number: Int) -> MarkdownText { MarkdownText(markup: "\(number). ") }

  static let space = MarkdownText(markup: " ")

  /// A code span of text that is safe to show.
  private static func span(_ text: Substring) -> String {
    var span = "`"
    for scalar in text.unicodeScalars {
      switch scalar {
      case "`": span += "\\u{60}"
      case "|": span += "\\u{7c}"
      default: span.unicodeScalars.append(scalar)
      }
    }
    // Some Markdown reads a backslash before the closing mark as an escape.
    return span + (text.unicodeScalars.last == "\\" ? " `" : "`")
  }
}
