import Diagnosis

/// Undoes what mail, forums and search commands do to a line of a log. The bytes may be of any encoding with ASCII
/// mark-up.
///
///     > 2020-08-03 09:12:04.124 UTC …                            quotation
///     C:\…\SoftwareDistribution.log:1200:2020-08-03 …            Select-String, grep -n
///     1200:2020-08-03 …                                          findstr /n
///     … ---&gt; System.IO.IOException …                          a page's source
struct LineCleaning: Hashable, Sendable {
  var quotation = false
  var linePrefixes = false
  /// Lines start with their number and a colon.
  var numbers = false
  var htmlEscapes = false
  /// Colours of a terminal.
  var colours = false
  /// The properties of matches, of which `Line` is the line: `Select-String … | Format-List`.
  var matches = false
  /// Blanks before every line, as in a page of Markdown.
  var indentation = 0
  /// Marks of a list before every line.
  var bullets = false
  /// No-break spaces, which pages put between columns.
  var wideBlanks = false
  /// Columns between quotation marks, as spreadsheets save them.
  var cells = false

  /// Bytes of a file's name before a line.
  private static let pathLimit = 300
  /// Ends of the names of logs, in lower case.
  private static let extensions: Set<String> = ["log", "txt", "lo_", "old", "bak", "out", "csv", "1", "2"]

  var isEmpty: Bool { self == LineCleaning() }

  var changes: [Excerpt.Change] {
    (quotation ? [.quotation] : []) + (linePrefixes || numbers || matches ? [.linePrefixes] : [])
      + (htmlEscapes ? [.htmlEscapes] : [])
      + (indentation > 0 || bullets || wideBlanks || cells ? [.layout] : [])
  }

  /// The line as it was.
  func clean(_ line: ArraySlice<UInt8>) -> [UInt8] {
    var line = colours ? Self.withoutColours(line) : Array(line)
    if htmlEscapes { line = Self.unescaped(line) }
    if quotation { line.removeFirst(Self.quotationEnd(line)) }
    if matches { line = Self.match(line) }
    if linePrefixes, let end = Self.prefixEnd(line) { line.removeFirst(end) }
    if numbers, let end = Self.numberEnd(line) { line.removeFirst(end) }
    if wideBlanks { line = Self.withPlainBlanks(line) }
    if indentation > 0 { line.removeFirst(min(indentation, Self.blanks(line))) }
    if bullets { line.removeFirst(Self.bulletEnd(line)) }
    return cells ? Self.columns(line) : line
  }

  /// The value of the property `Line`; nothing of others; a line that continues one as it is.
  private static func match(_ line: [UInt8]) -> [UInt8] {
    guard let (name, value) = CommandObjects.property(String(decoding: line, as: UTF8.self)[...]) else {
      return line
    }
    return name == "Line" ? Array(value.utf8) : []
  }

  /// The properties of a match that are looked for.
  static func isOfMatch(_ line: [UInt8]) -> Bool {
    ["LineNumber ", "IgnoreCase ", "Pattern "].contains { ByteSearch($0).matches(at: 0, in: line.span) }
  }

  // MARK: Prefixes

  /// Where the marks of quotation end, with one space behind each; 0 without any.
  static func quotationEnd(_ line: [UInt8]) -> Int {
    var end = 0
    while true {
      let mark = line[end...].firstIndex { $0 != UInt8(ascii: " ") } ?? line.count
      guard mark < line.count, mark - end <= 3, line[mark] == UInt8(ascii: ">") else { return end }
      end = mark + 1
      if end < line.count, line[end] == UInt8(ascii: " ") { end += 1 }
    }
  }

  /// Where `FILE:`, `FILE:12:` or `FILE-12-` ends; nil where a line does not start so.
  static func prefixEnd(_ line: [UInt8]) -> Int? {
    let start = line.firstIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ">") } ?? line.count
    let limit = min(line.count, start + pathLimit)
    var position = start
    while position < limit, let dot = line[position..<limit].firstIndex(of: UInt8(ascii: ".")) {
      if line[start..<dot].contains(where: { "<>\"|\t".utf8.contains($0) }) { return nil }
      if let end = prefixEnd(line, afterDot: dot + 1) { return end }
      position = dot + 1
    }
    return nil
  }

  private static func prefixEnd(_ line: [UInt8], afterDot start: Int) -> Int? {
    let end = line[start...].firstIndex { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "-") } ?? line.count
    guard end < line.count, end - start <= 3 else { return nil }
    let name = String(decoding: line[start..<end].map(ByteSearch.folded), as: UTF8.self)
    guard extensions.contains(name) else { return nil }
    let digits = DecimalDigits.end(line.span, from: end + 1)
    if digits > end + 1, digits < line.count, line[digits] == line[end] { return digits + 1 }
    return line[end] == UInt8(ascii: ":") ? end + 1 : nil
  }

  /// Where `12:` or `[12]` ends.
  static func numberEnd(_ line: [UInt8]) -> Int? {
    let isBracketed = line.first == UInt8(ascii: "[")
    let start = isBracketed ? 1 : 0
    let end = DecimalDigits.end(line.span, from: start)
    guard end > start, end - start <= 9, end < line.count else { return nil }
    let isEnd = isBracketed ? line[end] == UInt8(ascii: "]") : line[end] == UInt8(ascii: ":")
    return isEnd ? end + 1 : nil
  }

  /// The number of ``numberEnd(_:)``.
  static func number(_ line: [UInt8]) -> Int? {
    guard numberEnd(line) != nil else { return nil }
    let start = line.first == UInt8(ascii: "[") ? 1 : 0
    return DecimalDigits.number(line.span, start..<DecimalDigits.end(line.span, from: start))
  }

  // MARK: Escapes

  private static func unescaped(_ line: [UInt8]) -> [UInt8] {
    guard line.contains(UInt8(ascii: "&")) || line.contains(UInt8(ascii: "<")) else { return line }
    var plain: [UInt8] = []
    var position = 0
    while position < line.count {
      let byte = line[position]
      if byte == UInt8(ascii: "&"), let (text, end) = reference(line, position) {
        plain += text
        position = end
      } else if byte == UInt8(ascii: "<"), let end = tagEnd(line, position) {
        position = end
      } else {
        plain.append(byte)
        position += 1
      }
    }
    return plain
  }

  /// No name of a reference that is known is longer.
  private static let referenceLimit = 10

  private static func reference(_ line: [UInt8], _ start: Int) -> (text: [UInt8], end: Int)? {
    let limit = min(line.count, start + referenceLimit)
    guard let end = line[start..<limit].firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let written = String(decoding: line[start...end], as: UTF8.self)
    let plain = MarkupText.plain(written)
    return plain == written ? nil : (Array(plain.utf8), end + 1)
  }

  /// Elements that a page puts around lines of a log.
  private static let tags: Set<String> = ["br", "p", "pre", "code", "div", "span", "blockquote", "tt"]

  private static func tagEnd(_ line: [UInt8], _ start: Int) -> Int? {
    var position = start + 1
    if position < line.count, line[position] == UInt8(ascii: "/") { position += 1 }
    let name = line[position...].prefix { ByteSearch.folded($0) &- UInt8(ascii: "a") < 26 }
    guard tags.contains(String(decoding: name.map(ByteSearch.folded), as: UTF8.self)) else { return nil }
    let end = line[name.endIndex...].firstIndex(of: UInt8(ascii: ">"))
    return end.map { $0 + 1 }
  }

  /// Without `ESC [ … m`.
  private static func withoutColours(_ line: ArraySlice<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    var position = line.startIndex
    while position < line.endIndex {
      if line[position] == 0x1B, position + 1 < line.endIndex, line[position + 1] == UInt8(ascii: "[") {
        let end = line[(position + 2)...].firstIndex { $0 >= 0x40 && $0 <= 0x7E } ?? line.endIndex - 1
        position = end + 1
      } else {
        plain.append(line[position])
        position += 1
      }
    }
    return plain
  }
}
