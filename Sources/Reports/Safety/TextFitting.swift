/// Text fitted into columns.
package enum TextFitting {
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
  package static func clipped(_ text: String, to limit: Int) -> String {
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
