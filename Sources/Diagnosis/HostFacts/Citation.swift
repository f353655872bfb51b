/// A line of a file of the server, as the proof of a fact.
package struct Citation: Hashable, Sendable {
  /// The path as the user named it, or as it was found below a folder that the user named.
  package var file: String
  package var kind: ServerFileKind
  /// 1-based, as an editor shows it: CR LF, LF and a lone CR end a line.
  package var line: Int
  /// What stands there, with spaces for tabs, cut at ``textLimit``.
  package var text: String

  /// Characters of a line that are kept: a chain of exceptions in one line shows its cause within 500.
  package static let textLimit = 600

  package init(file: String, kind: ServerFileKind, line: Int, text: String) {
    self.file = file
    self.kind = kind
    self.line = line
    self.text = Self.shortened(text)
  }

  private static func shortened(_ text: String) -> String {
    if text.utf8.count <= textLimit, !text.utf8.contains(UInt8(ascii: "\t")) { return text }
    var short = ""
    var count = 0
    for scalar in text.unicodeScalars {
      if count == textLimit { return short + "…" }
      short.unicodeScalars.append(scalar == "\t" ? " " : scalar)
      count += 1
    }
    return short
  }
}
