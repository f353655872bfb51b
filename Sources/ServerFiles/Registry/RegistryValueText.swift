import Diagnosis

/// The text of one value of a registry export, which may go over several lines.
///
///     "Functions"=hex(7):54,00,4c,00,53,00,5f,00,\
///       45,00,43,00,44,00
///     "Text"="one line
///     and another"
struct RegistryValueText {
  /// Bytes of a value that are read. The longest list that Windows has takes some 24 KiB as hexadecimal text.
  static let limit = 128 * 1024

  let name: String
  /// 1-based number of the first line.
  let line: Int
  /// The first line, and those behind it with a space between.
  private(set) var cited: String
  /// What stands behind the equals sign, continuations joined.
  private(set) var text: String
  /// Whether the next line belongs to another value.
  private(set) var isWhole: Bool

  /// Reads `"name"=…`; nil when the line is something else.
  init?(_ line: String, line number: Int) {
    let start = line.drop { $0 == " " || $0 == "\t" }
    guard let (name, rest) = Self.quoted(start) else { return nil }
    let tail = rest.drop { $0 == " " || $0 == "\t" }
    guard tail.first == "=" else { return nil }
    self.name = name
    self.line = number
    text = String(tail.dropFirst().drop { $0 == " " || $0 == "\t" })
    cited = String(start)
    isWhole = true
    isWhole = text.first == "\"" ? Self.closes(text.dropFirst()) : !dropBackslash()
  }

  mutating func add(_ line: String) {
    let line = text.first == "\"" ? line[...] : line.drop { $0 == " " || $0 == "\t" }
    if text.first == "\"" {
      text += "\n"
      text += line
      isWhole = Self.closes(line)
    } else {
      text += line
      isWhole = !dropBackslash()
    }
    if text.utf8.count > Self.limit { isWhole = true }
    if cited.utf8.count < Citation.textLimit * 4 { cited += " " + line }
  }

  /// Takes the mark of continuation from the end; false when there is none.
  private mutating func dropBackslash() -> Bool {
    while text.last == " " || text.last == "\t" { text.removeLast() }
    guard text.last == "\\" else { return false }
    text.removeLast()
    return true
  }

  /// Whether a quotation mark without a backslash before it ends the text.
  private static func closes(_ text: Substring) -> Bool {
    var isEscaped = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\""), !isEscaped { return true }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    return false
  }

  /// The text between quotation marks at the start, its escapes undone, and what stands behind it; nil when
  /// the closing mark is missing.
  static func quoted(_ text: Substring) -> (text: String, rest: Substring)? {
    guard text.first == "\"" else { return nil }
    var content = String.UnicodeScalarView()
    var scalars = text.unicodeScalars.dropFirst()
    while let scalar = scalars.popFirst() {
      if scalar == "\"" { return (String(content), Substring(scalars)) }
      if scalar == "\\" {
        guard let escaped = scalars.popFirst() else { return nil }
        content.append(escaped)
      } else {
        content.append(scalar)
      }
    }
    return nil
  }
}
