extension LineCleaning {
  /// What a page, a list or a spreadsheet did to all lines; nil where they have nothing of it.
  func withLayout(of opening: TextOpening) -> LineCleaning? {
    var cleaning = self
    let lines = opening.lines(Self.layoutLines).map { clean($0) }.filter { line in line.contains { $0 > 0x20 }
    }
    guard !lines.isEmpty else { return nil }
    cleaning.wideBlanks = lines.contains { line in
      line.indices.contains { Self.invisible(line, at: $0) != nil }
    }
    let plain = cleaning.wideBlanks ? lines.map(Self.withPlainBlanks) : lines
    cleaning.indentation = plain.map(Self.blanks).min() ?? 0
    let unindented = plain.map { Array($0.dropFirst(cleaning.indentation)) }
    cleaning.bullets = unindented.allSatisfy { Self.bulletEnd($0) > 0 }
    cleaning.cells = unindented.allSatisfy { $0.first == UInt8(ascii: "\"") }
    return cleaning == self ? nil : cleaning
  }

  /// Lines of the beginning that are looked at.
  private static let layoutLines = 60

  static func blanks(_ line: [UInt8]) -> Int {
    line.firstIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } ?? line.count
  }

  /// Where `- `, `* ` or `• ` ends; 0 without any.
  static func bulletEnd(_ line: [UInt8]) -> Int {
    let marks: [[UInt8]] = [Array("- ".utf8), Array("* ".utf8), Array("+ ".utf8), Array("• ".utf8)]
    return marks.first { line.starts(with: $0) }?.count ?? 0
  }

  /// No-break spaces, and marks without a width that pages put at the start of lines, in UTF-8: U+00A0, U+200B, U+200E,
  /// U+200F, U+FEFF.
  private static let invisible: [[UInt8]] = [
    [0xC2, 0xA0], [0xE2, 0x80, 0x8B], [0xE2, 0x80, 0x8E], [0xE2, 0x80, 0x8F], [0xEF, 0xBB, 0xBF],
  ]

  private static func invisible(_ line: [UInt8], at position: Int) -> [UInt8]? {
    guard line[position] >= 0xC2 else { return nil }
    return invisible.first { line[position...].starts(with: $0) }
  }

  /// The line with plain spaces, and without the marks.
  static func withPlainBlanks(_ line: [UInt8]) -> [UInt8] {
    var plain: [UInt8] = []
    var position = 0
    while position < line.count {
      let found = invisible(line, at: position)
      if found?.count == 2 { plain.append(UInt8(ascii: " ")) }
      if found == nil { plain.append(line[position]) }
      position += found?.count ?? 1
    }
    return plain
  }

  /// Tabs between the columns instead of `","`, and no quotation marks around them (RFC 4180).
  static func columns(_ line: [UInt8]) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    guard line.first == quote else { return line }
    var plain: [UInt8] = []
    var isQuoted = false
    for (index, byte) in line.enumerated() {
      if byte == quote {
        if !isQuoted, index > 0, line[index - 1] == quote { plain.append(quote) }
        isQuoted.toggle()
      } else {
        plain.append(
          !isQuoted && (byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";")) ? UInt8(ascii: "\t") : byte)
      }
    }
    return plain
  }
}
