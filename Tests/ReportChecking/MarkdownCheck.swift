/// Reads a report in Markdown as the narrow subset that it may use, and tells everything beside that.
///
/// Outside fences and code spans only letters, digits, other scripts and the marks of a sentence may stand, but for
/// what a report writes itself: headings, lists, tables, bold text, and lines of `<details>` and `<summary>`. So
/// nothing that came from the network can be a link, a picture, a mention, an element or emphasis in any dialect.
package struct MarkdownCheck {
  package private(set) var faults: [String] = []
  /// What a reader sees, without marks.
  package private(set) var shown = ""
  package private(set) var rows = 0
  private var number = 0
  /// The fence that is open, with its indentation.
  private var fence: String?
  /// Cells of the table that is open; 0 outside of one.
  private var cells = 0
  private var openParts = 0

  package init(_ report: String) {
    for line in report.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      read(String(line))
    }
    if fence != nil { fail("a fence is open at the end") }
    if openParts != 0 { fail("\(openParts) parts are open at the end") }
  }

  private mutating func fail(_ message: String) {
    faults.append("line \(number): \(message)")
  }

  private mutating func read(_ line: String) {
    for scalar in line.unicodeScalars where ControlCheck.isActive(scalar) {
      fail("U+\(String(scalar.value, radix: 16)) is not spelt out")
    }
    if let fence { return readFenced(line, fence) }
    let bare = line.drop { $0 == " " }
    if bare.hasPrefix("```") {
      if !bare.allSatisfy({ $0 == "`" }) { fail("text follows a fence") }
      return fence = line
    }
    if line.utf8.first != UInt8(ascii: "|") { cells = 0 }
    switch line {
    case "": break
    case "<details>": openParts += 1
    case "</details>": openParts -= 1
    default: line.hasPrefix("<summary>") ? readSummary(line) : readMarkdown(line)
    }
  }

  private mutating func readFenced(_ line: String, _ fence: String) {
    let bare = line.drop { $0 == " " }
    if line == fence {
      self.fence = nil
    } else if bare.count >= fence.filter({ $0 == "`" }).count, bare.allSatisfy({ $0 == "`" }) {
      fail("a line closes the fence")
    } else {
      shown += line + "\n"
    }
  }

  private mutating func readSummary(_ line: String) {
    guard line.hasSuffix("</summary>") else { return fail("a summary without an end") }
    let inside = line.dropFirst("<summary>".count).dropLast("</summary>".count)
    if inside.contains(where: { "<>\"".contains($0) }) { fail("a mark of HTML in a summary") }
    shown += inside + "\n"
  }

  private mutating func readMarkdown(_ line: String) {
    let rest = line.drop { $0 == "#" }
    if rest.count < line.count {
      if line.count - rest.count > 6 || rest.first != " " { fail("no heading") }
      return readInline(String(rest.dropFirst()))
    }
    if line.hasPrefix("|") { return readRow(line) }
    for mark in ["- ", "  - "] where line.hasPrefix(mark) {
      return readInline(String(line.dropFirst(mark.count)))
    }
    if let dot = line.firstIndex(of: "."), dot != line.startIndex, line[..<dot].allSatisfy(\.isWholeNumber),
      line[dot...].hasPrefix(". ")
    {
      return readInline(String(line[dot...].dropFirst(2)))
    }
    if line.hasPrefix(" ") || line.hasPrefix("-") { fail("a line begins like a block of code or a list") }
    readInline(line)
  }

  private mutating func readRow(_ line: String) {
    let count = line.unicodeScalars.count { $0 == "|" } - 1
    if cells == 0 { cells = count } else { rows += 1 }
    if count != cells || !line.hasSuffix("|") { fail("\(count) cells of \(cells)") }
    if line.allSatisfy({ "|- ".contains($0) }) { return rows -= 1 }
    for cell in line.unicodeScalars.split(separator: "|") { readInline(String(cell)) }
  }

  /// Code spans of one backquote each; what stands between them is plain.
  private mutating func readInline(_ text: String) {
    let parts = text.unicodeScalars.split(separator: "`", omittingEmptySubsequences: false)
    if parts.count % 2 == 0 { fail("a backquote without its pair") }
    for (index, part) in parts.enumerated() {
      if index % 2 == 0 { readPlain(String(part), isFirst: index == 0) }
      shown.unicodeScalars += part
    }
    shown += "\n"
  }

  private mutating func readPlain(_ part: String, isFirst: Bool) {
    var plain = Self.withoutArticle(part).replacing("**", with: "")
    // `12\.` at the start of a line.
    if isFirst { plain.trimPrefix(" ") }
    let digits = plain.prefix { $0.isASCII && $0.isWholeNumber }
    if isFirst, !digits.isEmpty, plain.dropFirst(digits.count).hasPrefix("\\") {
      plain.remove(at: digits.endIndex)
    }
    for scalar in plain.unicodeScalars where scalar.isASCII {
      guard !scalar.properties.isAlphabetic, !scalar.properties.isASCIIHexDigit else { continue }
      if !" (),.:;\"'?!/-%".unicodeScalars.contains(scalar) { fail("\(scalar) stands outside code: \(part)") }
    }
    for mark in ["://", "www."] where plain.contains(mark) { fail("\(mark) may become a link: \(part)") }
  }

  /// Without the link that a report itself makes.
  private static func withoutArticle(_ text: String) -> String {
    guard let open = text.firstIndex(of: "<"), text.last == ">" else { return text }
    let address = text[text.index(after: open)...].dropLast()
    return ArticlePage.isArticle(address) ? String(text[..<open]) : text
  }
}
