import PacketDecoding
import ProtocolParsing

/// JSON (RFC 8259) written straight into bytes.
///
/// Commas come by themselves. Keys are the program's own and need no escape; values are anybody's.
struct JSONText {
  var buffer = ByteBuffer()
  var needsComma = false

  // MARK: Structure

  mutating func openObject() { open(UInt8(ascii: "{")) }
  mutating func closeObject() { close(UInt8(ascii: "}")) }
  mutating func openArray() { open(UInt8(ascii: "[")) }
  mutating func closeArray() { close(UInt8(ascii: "]")) }

  mutating func key(_ name: String) {
    if needsComma { buffer.add(byte: UInt8(ascii: ",")) }
    buffer.add(byte: UInt8(ascii: "\""))
    buffer.add(name)
    buffer.add(byte: UInt8(ascii: "\""))
    buffer.add(byte: UInt8(ascii: ":"))
    needsComma = false
  }

  mutating func openObject(_ name: String) {
    key(name)
    openObject()
  }

  mutating func openArray(_ name: String) {
    key(name)
    openArray()
  }

  /// A line break between two elements, so that a long report can be read by lines.
  mutating func breakLine() {
    if needsComma { buffer.add(byte: UInt8(ascii: ",")) }
    needsComma = false
    buffer.add(byte: UInt8(ascii: "\n"))
  }

  // MARK: Values

  mutating func value(_ text: String) {
    separate()
    buffer.addQuoted(text)
    needsComma = true
  }

  mutating func value(_ phrase: Phrase) {
    separate()
    buffer.addQuoted(utf8: phrase.buffer.bytes)
    needsComma = true
  }

  mutating func value(_ number: some FixedWidthInteger) {
    separate()
    buffer.add(number)
    needsComma = true
  }

  mutating func value(_ flag: Bool) {
    separate()
    buffer.add(flag ? "true" : "false")
    needsComma = true
  }

  mutating func null() {
    separate()
    buffer.add("null")
    needsComma = true
  }

  /// An address as a string.
  mutating func value(_ address: IPAddress) {
    beginString()
    buffer.add(address)
    endString()
  }

  /// Opens a string whose plain ASCII content the caller puts into ``buffer``.
  mutating func beginString() {
    separate()
    buffer.add(byte: UInt8(ascii: "\""))
  }

  mutating func endString() {
    buffer.add(byte: UInt8(ascii: "\""))
    needsComma = true
  }

  /// A code point as `{"id": "0xc030", "name": …}`.
  mutating func value(_ code: some CodePoint) {
    openObject()
    member("id", code.hexadecimal)
    member("name", code.displayName)
    closeObject()
  }

  /// Elements or members that were written before, without their brackets; nothing when there are none.
  mutating func fragment(_ written: ByteBuffer) {
    guard written.count > 0 else { return }
    separate()
    buffer.add(written)
    needsComma = true
  }

  // MARK: Members

  mutating func member(_ name: String, _ text: String) {
    key(name)
    value(text)
  }

  mutating func member(_ name: String, _ phrase: Phrase) {
    key(name)
    value(phrase)
  }

  mutating func member(_ name: String, _ number: some FixedWidthInteger) {
    key(name)
    value(number)
  }

  mutating func member(_ name: String, _ flag: Bool) {
    key(name)
    value(flag)
  }

  mutating func member(_ name: String, _ code: some CodePoint) {
    key(name)
    value(code)
  }

  mutating func member(_ name: String, _ codes: [some CodePoint]) {
    openArray(name)
    for code in codes { value(code) }
    closeArray()
  }

  mutating func member(_ name: String, _ texts: [String]) {
    openArray(name)
    for text in texts { value(text) }
    closeArray()
  }

  mutating func member(_ name: String, _ numbers: [Int]) {
    openArray(name)
    for number in numbers { value(number) }
    closeArray()
  }

  /// A span of time as a number in units of 10^`scale` nanoseconds with at most `digits` decimals.
  mutating func member(_ name: String, nanoseconds: Int64, scale: Int, digits: Int) {
    key(name)
    buffer.addDecimal(nanoseconds, scale: scale, digits: digits)
    needsComma = true
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    buffer.add(byte: bracket)
  }

  private mutating func close(_ bracket: UInt8) {
    buffer.add(byte: bracket)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { buffer.add(byte: UInt8(ascii: ",")) }
    needsComma = false
  }
}

extension ByteBuffer {
  /// A text in quotation marks.
  ///
  /// Beside what RFC 8259, section 7 asks for, everything is escaped that could deceive or break a viewer:
  /// DEL, the C1 controls, line and paragraph separators (which JavaScript once refused), bidirectional marks.
  mutating func addQuoted(_ text: String) {
    let safe = text.utf8.allSatisfy(Self.isPlain)
    add(byte: UInt8(ascii: "\""))
    if safe { add(text) } else { addEscaped(text.unicodeScalars) }
    add(byte: UInt8(ascii: "\""))
  }

  mutating func addQuoted(utf8: [UInt8]) {
    if utf8.allSatisfy(Self.isPlain) {
      add(byte: UInt8(ascii: "\""))
      add(utf8)
      add(byte: UInt8(ascii: "\""))
    } else {
      addQuoted(String(decoding: utf8, as: UTF8.self))
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7f && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func addEscaped(_ scalars: String.UnicodeScalarView) {
    for scalar in scalars {
      switch scalar {
      case "\"": add("\\\"")
      case "\\": add("\\\\")
      case "\n": add("\\n")
      case "\r": add("\\r")
      case "\t": add("\\t")
      default:
        if SafeText.isDeceptive(scalar) { addEscape(scalar) } else { add(String(scalar)) }
      }
    }
  }

  /// `\u202e`; a character above U+FFFF as two surrogates.
  private mutating func addEscape(_ scalar: Unicode.Scalar) {
    for unit in UTF16.encode(scalar).map(Array.init) ?? [] {
      let digits = String(unit, radix: 16)
      add("\\u")
      for _ in digits.utf8.count..<4 { add(byte: UInt8(ascii: "0")) }
      add(digits)
    }
  }
}
