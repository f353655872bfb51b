import Packets
import Protocols

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

  /// Never inlined, for the same reason as `ByteBuffer.add`: the closure holds the name.
  @inline(never)
  mutating func key(_ name: StaticString) {
    let isFirst = !needsComma
    buffer.write(atMost: name.utf8CodeUnitCount + 4) { pen in
      if isFirst { pen.put("\"") } else { pen.put(",\"") }
      pen.put(name)
      pen.put("\":")
    }
    needsComma = false
  }

  /// A key that is put together while the program runs, out of its own names.
  mutating func key(named name: String) {
    if needsComma { buffer.add(byte: UInt8(ascii: ",")) }
    buffer.addQuoted(name)
    buffer.add(byte: UInt8(ascii: ":"))
    needsComma = false
  }

  mutating func openObject(_ name: StaticString) {
    key(name)
    openObject()
  }

  mutating func openArray(_ name: StaticString) {
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

  /// Keys, brackets and quotation marks in one piece, where many flows are written. The piece ends where a value
  /// begins: it holds its own commas.
  @inline(__always)
  mutating func piece(_ literal: StaticString) {
    buffer.add(literal: literal)
  }

  mutating func null() {
    separate()
    buffer.add("null")
    needsComma = true
  }

  /// An address as a string.
  mutating func value(_ address: IPAddress) {
    separate()
    buffer.write(atMost: Pen.addressRoom + 2) { pen in
      pen.put("\"")
      pen.put(address)
      pen.put("\"")
    }
    needsComma = true
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

  mutating func member(_ name: StaticString, _ text: String) {
    key(name)
    value(text)
  }

  mutating func member(_ name: StaticString, _ phrase: Phrase) {
    key(name)
    value(phrase)
  }

  mutating func member(_ name: StaticString, _ number: some FixedWidthInteger) {
    key(name)
    value(number)
  }

  mutating func member(_ name: StaticString, _ flag: Bool) {
    key(name)
    value(flag)
  }

  mutating func member(_ name: StaticString, _ code: some CodePoint) {
    key(name)
    value(code)
  }

  mutating func member(_ name: StaticString, _ codes: [some CodePoint]) {
    openArray(name)
    for code in codes { value(code) }
    closeArray()
  }

  mutating func member(_ name: StaticString, _ texts: [String]) {
    openArray(name)
    for text in texts { value(text) }
    closeArray()
  }

  mutating func member(_ name: StaticString, _ numbers: [Int]) {
    openArray(name)
    for number in numbers { value(number) }
    closeArray()
  }

  /// A span of time as a number in units of 10^`scale` nanoseconds with at most `digits` decimals.
  mutating func member(_ name: StaticString, nanoseconds: Int64, scale: Int, digits: Int) {
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
    add(literal: "\"")
    addEscaped(text)
    add(literal: "\"")
  }

  mutating func addQuoted(utf8: [UInt8]) {
    add(literal: "\"")
    addEscaped(utf8: utf8)
    add(literal: "\"")
  }

  /// What stands between the quotation marks.
  mutating func addEscaped(_ text: String) {
    let wasPlain = unsafe text.utf8.withContiguousStorageIfAvailable { unsafe addPlain($0) }
    if wasPlain != true { addEscaped(text.unicodeScalars) }
  }

  mutating func addEscaped(utf8: [UInt8]) {
    addEscaped(utf8: utf8.span)
  }

  mutating func addEscaped(utf8: Span<UInt8>) {
    unsafe utf8.withUnsafeBufferPointer { bytes in
      if unsafe addPlain(bytes) { return }
      addEscaped(unsafe String(decoding: bytes, as: UTF8.self).unicodeScalars)
    }
  }

  /// False for a text that has to be escaped, which is not added then.
  private mutating func addPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard unsafe Self.isPlain(bytes) else { return false }
    unsafe add(bytes)
    return true
  }

  /// ASCII without controls, quotation marks and backslashes. All bytes are looked at, so that the loop has no branch
  /// and is done sixteen bytes at a time: nearly every text is plain.
  private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var odd: UInt8 = 0
    for place in bytes.indices {
      let byte = unsafe bytes[place]
      odd |= (byte &- 0x20 >= 0x5f ? 1 : 0) | (byte == 0x22 ? 1 : 0) | (byte == 0x5c ? 1 : 0)
    }
    return odd == 0
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
