import Diagnosis

/// Joins lines that a window, a mail program or a page broke.
///
/// 1. A line that begins nothing continues the one before it; a blank line ends both.
/// 2. Where lines of one length repeat, a window broke them in the middle of words; else they were broken between
///    words, or behind the hyphen of an identifier.
/// 3. The parts of a line become blank lines, so that the numbers of the lines stay.
struct Unwrapping {
  let startsLine: @Sendable (Span<UInt8>, Span<UInt8>) -> Bool

  /// Characters of the longest line of a broken text: whole entries of a log with a failure are longer.
  private static let widthLimit = 260

  /// The text with its lines joined; nil where none is broken.
  func joined(_ text: [UInt8]) -> [UInt8]? {
    let lines = Self.lines(text)
    let widths = lines.map { line in line.count { $0 & 0xC0 != 0x80 } }
    guard let longest = widths.max(), longest <= Self.widthLimit else { return nil }
    let continues = lines.indices.map { index in
      isContinued(lines[index], after: index > 0 ? lines[index - 1] : [])
    }
    var joined: [UInt8] = []
    var isChanged = false
    var waiting = 0
    let window = Self.window(widths, continues)
    for index in lines.indices {
      let hasLineBefore = index > 0 && !Self.isBlank(lines[index - 1])
      if continues[index], hasLineBefore {
        if needsSpace(lines[index - 1], lines[index], isFull: widths[index - 1] == window) {
          joined.append(UInt8(ascii: " "))
        }
        joined += Self.trimmed(lines[index])
        isChanged = true
        waiting += 1
      } else {
        if index > 0 { joined += [UInt8](repeating: UInt8(ascii: "\n"), count: waiting + 1) }
        joined += lines[index]
        waiting = 0
      }
    }
    return isChanged ? joined + [UInt8](repeating: UInt8(ascii: "\n"), count: waiting) : nil
  }

  private func isContinued(_ line: ArraySlice<UInt8>, after before: ArraySlice<UInt8>) -> Bool {
    !Self.isBlank(line) && !startsLine(line.span, before.span)
  }

  /// The width of the window that broke the lines; nil where they were broken between words.
  private static func window(_ widths: [Int], _ continues: [Bool]) -> Int? {
    let full = widths.indices.dropLast().filter { continues[$0 + 1] }.map { widths[$0] }
    guard let longest = full.max(), longest >= 40, full.count(where: { $0 == longest }) >= 2 else {
      return nil
    }
    return longest
  }

  private func needsSpace(_ line: ArraySlice<UInt8>, _ next: ArraySlice<UInt8>, isFull: Bool) -> Bool {
    guard let last = line.last, let first = next.first(where: { $0 > 0x20 }) else { return false }
    // A window also breaks before a blank.
    if isFull { return last > 0x20 && next.first.map { $0 <= 0x20 } == true }
    if last <= 0x20 || (last >= 0x80 && first >= 0x80) { return false }
    return !(last == UInt8(ascii: "-") && Self.isHexadecimal(first) && Self.endsInIdentifier(line))
  }

  /// A hyphen behind four or eight hexadecimal digits is of an identifier.
  private static func endsInIdentifier(_ line: ArraySlice<UInt8>) -> Bool {
    line.dropLast().suffix(4).count { isHexadecimal($0) } == 4
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10 || ByteSearch.folded(byte) &- UInt8(ascii: "a") < 6
  }

  private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool { line.allSatisfy { $0 <= 0x20 } }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> { line.drop { $0 <= 0x20 } }

  /// The lines of a text, as ``TextLines`` counts them.
  private static func lines(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while start < text.count {
      let end =
        text[start...].firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? text.count
      lines.append(text[start..<end])
      start = end + 1
      if end < text.count, text[end] == UInt8(ascii: "\r"), start < text.count,
        text[start] == UInt8(ascii: "\n")
      {
        start += 1
      }
    }
    return lines
  }
}
