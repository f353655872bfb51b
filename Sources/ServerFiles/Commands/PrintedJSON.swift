/// Objects that ConvertTo-Json prints, and those of `netsh winhttp show advproxy`.
///
///     {
///         "UseProxy":  true,
///         "Protocols":  [ 771, 65277 ],
///         "InstalledOn":  { "value": "\/Date(1595203200000)\/", "DateTime": "20 July 2020" }
///     }
///
/// A list becomes `{771, 65277}` and an object inside of another one its `DateTime` or `value`, as tables have them. A
/// text that ends early gives what it has.
struct PrintedJSON {
  /// Objects in objects and lists: PowerShell goes two levels deep.
  private static let depthLimit = 32
  /// Texts that start like an object and are none.
  private static let failureLimit = 16
  /// Bytes of one value.
  private static let valueLimit = 64 * 1024

  private(set) var objects: [CommandObject] = []
  private var cursor: LineCursor
  private let command: Substring?

  /// All objects of a text, each behind the command before it.
  static func objects(_ lines: [NumberedLine]) -> [CommandObject] {
    var objects: [CommandObject] = []
    var (index, failures) = (0, 0)
    var command: Substring?
    while index < lines.count, failures < failureLimit, objects.count < CommandObjects.limit {
      let line = lines[index].text
      command = CommandLine.command(line) ?? command
      let first = line.first { !$0.isWhitespace }
      guard first == "{" || first == "[" else {
        index += 1
        continue
      }
      var reading = PrintedJSON(lines, from: index, command)
      _ = reading.value(depth: 0, isInside: false)
      objects += reading.objects
      if reading.objects.isEmpty { failures += 1 }
      index = reading.objects.isEmpty ? index + 1 : reading.cursor.index + 1
    }
    return objects
  }

  private init(_ lines: [NumberedLine], from index: Int, _ command: Substring?) {
    cursor = LineCursor(lines, from: index)
    self.command = command
  }

  /// The value as PowerShell prints it; nil where the text is no JSON or ends.
  private mutating func value(depth: Int, isInside: Bool) -> String? {
    cursor.skipBlanks()
    guard depth < Self.depthLimit, let byte = cursor.byte else { return nil }
    switch byte {
    case UInt8(ascii: "{"): return object(depth: depth, isInside: isInside)
    case UInt8(ascii: "["): return list(depth: depth, isInside: isInside)
    case UInt8(ascii: "\""): return string()
    default: return literal()
    }
  }

  private mutating func object(depth: Int, isInside: Bool) -> String? {
    cursor.advance()
    var object = CommandObject(command: command)
    var isWhole = false
    while true {
      cursor.skipBlanks()
      if cursor.takes(",") { continue }
      if cursor.takes("}") {
        isWhole = true
        break
      }
      guard let property = property(depth: depth) else { break }
      object.properties.append(property)
    }
    if !isInside, !object.properties.isEmpty { objects.append(object) }
    return isWhole ? object.value("DateTime") ?? object.value("value") ?? "" : nil
  }

  /// `"name": value`.
  private mutating func property(depth: Int) -> CommandObject.Property? {
    let (number, text) = (cursor.number, cursor.text)
    guard let name = string() else { return nil }
    cursor.skipBlanks()
    guard cursor.takes(":"), let value = value(depth: depth + 1, isInside: true) else { return nil }
    return CommandObject.Property(name: name, lines: [Substring(value)], number: number, text: text.trimmed)
  }

  private mutating func list(depth: Int, isInside: Bool) -> String? {
    cursor.advance()
    var values: [String] = []
    while true {
      cursor.skipBlanks()
      if cursor.takes(",") { continue }
      if cursor.takes("]") { return "{" + values.joined(separator: ", ") + "}" }
      guard let value = value(depth: depth + 1, isInside: isInside) else { return nil }
      if values.count < CommandObjects.limit { values.append(value) }
    }
  }

  private mutating func string() -> String? {
    guard cursor.takes("\"") else { return nil }
    var bytes: [UInt8] = []
    while let byte = cursor.byte, bytes.count < Self.valueLimit {
      cursor.advance()
      if byte == UInt8(ascii: "\"") { return String(decoding: bytes, as: UTF8.self) }
      if byte == UInt8(ascii: "\\") { bytes += escaped() } else { bytes.append(byte) }
    }
    return nil
  }

  /// What the characters after a backslash stand for (RFC 8259, section 7).
  private mutating func escaped() -> [UInt8] {
    guard let byte = cursor.byte else { return [] }
    cursor.advance()
    switch byte {
    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"): return [UInt8(ascii: " ")]
    case UInt8(ascii: "u"): return unicode()
    default: return [byte]
    }
  }

  private mutating func unicode() -> [UInt8] {
    var digits: [UInt8] = []
    while digits.count < 4, let byte = cursor.byte {
      digits.append(byte)
      cursor.advance()
    }
    let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    return number.flatMap(Unicode.Scalar.init).map { Array(String($0).utf8) } ?? [UInt8(ascii: "?")]
  }

  /// A number, `true`, `false` or `null`, which something must follow.
  private mutating func literal() -> String? {
    var bytes: [UInt8] = []
    while let byte = cursor.byte, byte > 0x20, !",]}:\"{[".utf8.contains(byte), bytes.count < 64 {
      bytes.append(byte)
      cursor.advance()
    }
    guard cursor.byte != nil, !bytes.isEmpty else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    if text == "null" { return "" }
    return text == "true" || text == "false" || Double(text) != nil ? text : nil
  }
}

/// A position in the bytes of numbered lines, with LF between them.
struct LineCursor {
  private let lines: [NumberedLine]
  private(set) var index: Int
  private var bytes: [UInt8] = []
  private var position = 0

  init(_ lines: [NumberedLine], from index: Int) {
    self.lines = lines
    self.index = index
    if index < lines.count { bytes = Array(lines[index].text.utf8) }
  }

  var number: Int { index < lines.count ? lines[index].number : 0 }
  var text: Substring { index < lines.count ? lines[index].text : "" }

  /// The next byte; nil at the end of the text.
  var byte: UInt8? {
    if position < bytes.count { return bytes[position] }
    return index + 1 < lines.count ? UInt8(ascii: "\n") : nil
  }

  /// Whether the line has no byte left.
  var isAtLineEnd: Bool { position >= bytes.count }

  mutating func advance() {
    if position < bytes.count {
      position += 1
    } else if index + 1 < lines.count {
      index += 1
      (bytes, position) = (Array(lines[index].text.utf8), 0)
    }
  }

  mutating func skipBlanks() {
    while let byte, byte <= 0x20 { advance() }
  }

  mutating func takes(_ character: Unicode.Scalar) -> Bool {
    guard let byte, UInt32(byte) == character.value else { return false }
    advance()
    return true
  }
}
