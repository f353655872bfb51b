import Diagnosis

/// The value of a registry export.
enum RegistryValue: Hashable {
  case text(String)
  case texts([String])
  case number(UInt32)
  /// `-`: importing the file deletes the value.
  case deletion
  case other

  /// Reads `"text"`, `dword:00000001`, `hex(7):…` and the like; nil when it is not what it claims to be.
  init?(_ value: RegistryValueText, isVersion5: Bool) {
    let text = value.text
    if text.first == "\"" {
      guard let (content, _) = RegistryValueText.quoted(text[...]) else { return nil }
      self = .text(content)
      return
    }
    if text.first == "-" {
      self = .deletion
      return
    }
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let kind = text[..<colon].lowercased()
    let data = text[text.index(after: colon)...]
    if kind == "dword" {
      guard let number = Self.number(data) else { return nil }
      self = .number(number)
      return
    }
    guard kind.hasPrefix("hex"), let bytes = Self.bytes(data) else { return nil }
    self.init(kind, bytes, isVersion5: isVersion5)
  }

  private init?(_ kind: String, _ bytes: [UInt8], isVersion5: Bool) {
    switch kind {
    case "hex(4)":
      guard bytes.count == 4 else { return nil }
      self = .number(bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) })
    case "hex(1)", "hex(2)", "hex(7)":
      if isVersion5, !bytes.count.isMultiple(of: 2) { return nil }
      let text = Self.characters(bytes, isVersion5: isVersion5)
      let parts = text.split(separator: "\0", omittingEmptySubsequences: true).map(String.init)
      self = kind == "hex(7)" ? .texts(parts) : .text(parts.first ?? "")
    default: self = .other
    }
  }

  private static func number(_ text: Substring) -> UInt32? {
    let digits = text.prefix { $0.isHexDigit }
    let rest = text.dropFirst(digits.count).drop { $0 == " " || $0 == "\t" }
    // A comment may follow the number.
    guard rest.isEmpty || rest.first == ";" else { return nil }
    return UInt32(digits, radix: 16)
  }

  private static func bytes(_ text: Substring) -> [UInt8]? {
    var bytes: [UInt8] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: true) {
      let digits = part.filter { $0 != " " && $0 != "\t" }
      if digits.isEmpty { continue }
      guard digits.utf8.count <= 2, let byte = UInt8(digits, radix: 16) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  private static func characters(_ bytes: [UInt8], isVersion5: Bool) -> String {
    if isVersion5 {
      var text: [UInt8] = []
      var decoding = UTF16Decoding(isBigEndian: false)
      decoding.decode(bytes.span, into: &text)
      return String(decoding: text, as: UTF8.self)
    }
    var decoding = LineDecoding()
    return decoding.text(bytes.span)
  }
}

/// The text of one value of a registry export, which may go over several lines.
///
///     "Functions"=hex(7):54,00,4c,00,53,00,5f,00,\
///       45,00,43,00,44,00
///     "Text"="one line
///     and another"
struct RegistryValueText {
  /// Bytes of a value. The longest list of Windows is some 24 KiB as hexadecimal text.
  static let limit = 128 * 1024

  let name: String
  /// 1-based number of the first line.
  let line: Int
  /// The first line, and the following ones separated by spaces.
  private(set) var cited: String
  /// What follows the equals sign, continuations joined.
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

  /// The text between quotation marks at the start, its escapes undone, and what follows it; nil when
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
