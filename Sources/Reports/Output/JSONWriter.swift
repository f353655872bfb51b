import Diagnosis

/// The name of a member, put in quotation marks once for all objects that have it.
struct JSONKey: Sendable {
  /// `,"name":`
  fileprivate let bytes: [UInt8]

  init(_ name: StaticString) {
    bytes = Array(",\"\(name)\":".utf8)
  }
}

/// Writes JSON (RFC 8259) into a byte buffer, with the commas. Keys are the program's own and need no escape;
/// values are untrusted.
struct JSONWriter {
  var buffer = ByteBuffer()
  private var needsComma = false
  /// The last second that was written: the moments of a flow are mostly in one.
  private var second = WrittenSecond()

  // MARK: Structure

  mutating func object(_ name: StaticString? = nil, _ body: (inout JSONWriter) -> Void) {
    openObject(name)
    body(&self)
    closeObject()
  }

  mutating func array(_ name: StaticString? = nil, _ body: (inout JSONWriter) -> Void) {
    openArray(name)
    body(&self)
    closeArray()
  }

  /// An array of objects.
  /// - Parameter breaksLines: begins a line with each.
  mutating func objects<Element>(
    _ name: StaticString, _ elements: [Element], breaksLines: Bool = false,
    _ write: (inout JSONWriter, Element) -> Void
  ) {
    array(name) { json in
      for element in elements {
        if breaksLines { json.breakLine() }
        json.object { write(&$0, element) }
      }
    }
  }

  /// An object that is left out when nothing is written into it.
  mutating func objectUnlessEmpty(_ key: JSONKey, _ body: (inout JSONWriter) -> Void) {
    let (start, neededComma) = (buffer.count, needsComma)
    self.key(key)
    openObject()
    let opened = buffer.count
    body(&self)
    if buffer.count > opened { return closeObject() }
    buffer.cut(to: start)
    needsComma = neededComma
  }

  mutating func openObject(_ name: StaticString? = nil) { open(UInt8(ascii: "{"), name) }
  mutating func closeObject() { close(UInt8(ascii: "}")) }
  mutating func openArray(_ name: StaticString? = nil) { open(UInt8(ascii: "["), name) }
  mutating func closeArray() { close(UInt8(ascii: "]")) }

  mutating func key(_ name: StaticString) { key(JSONKey(name)) }

  mutating func key(_ key: JSONKey) {
    buffer.add(key.bytes, from: needsComma ? 0 : 1)
    needsComma = false
  }

  /// A key that is put together while the program runs.
  mutating func key(named name: String) {
    value(name)
    buffer.add(byte: UInt8(ascii: ":"))
    needsComma = false
  }

  /// A line break between two elements, so that a long report can be read by lines.
  mutating func breakLine() {
    separate()
    buffer.add(byte: UInt8(ascii: "\n"))
  }

  /// Ends a line. What follows is a text of its own.
  mutating func endLine() {
    buffer.add(byte: UInt8(ascii: "\n"))
    needsComma = false
  }

  // MARK: Fields and values

  /// A field; left out when its value is missing.
  mutating func field(_ name: StaticString, _ content: some FieldContent) {
    guard let value = content.fieldValue else { return }
    field(JSONKey(name), value)
  }

  mutating func field(_ key: JSONKey, _ value: FieldValue) {
    self.key(key)
    self.value(value)
  }

  mutating func value(_ content: some FieldContent) {
    value(content.fieldValue ?? .null)
  }

  mutating func value(_ value: FieldValue) {
    separate()
    switch value {
    case .text(let text): buffer.addQuoted(text)
    case .phrase(let phrase): buffer.addQuoted(utf8: phrase.buffer.bytes)
    case .number(let number): buffer.add(number)
    case .real(let number): buffer.add(number.description)
    case .flag(let flag): buffer.add(literal: flag ? "true" : "false")
    case .span(let nanoseconds, let scale, let digits):
      buffer.addDecimal(nanoseconds, scale: scale, digits: digits)
    case .time(let time, let digits):
      buffer.add(byte: UInt8(ascii: "\""))
      second.addTimestamp(time, digits: digits, to: &buffer)
      buffer.add(byte: UInt8(ascii: "\""))
    case .address(let address): quoted { $0.add(address) }
    case .code(let id, let name):
      object {
        $0.field("id", id)
        $0.field("name", name)
      }
    case .list(let elements): array { for element in elements { $0.value(element) } }
    case .null: buffer.add(literal: "null")
    }
    needsComma = true
  }

  /// A string of characters that need no escape.
  private mutating func quoted(_ write: (inout ByteBuffer) -> Void) {
    buffer.add(byte: UInt8(ascii: "\""))
    write(&buffer)
    buffer.add(byte: UInt8(ascii: "\""))
  }

  /// Elements or fields that were written before, without their brackets; nothing when there are none.
  mutating func fragment(_ written: ByteBuffer) {
    guard written.count > 0 else { return }
    separate()
    buffer.add(written)
    needsComma = true
  }

  private mutating func open(_ bracket: UInt8, _ name: StaticString?) {
    if let name { key(name) } else { separate() }
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

/// The date and time of one second, as text.
private struct WrittenSecond {
  private var second: (date: CalendarDate, ofDay: Int)?
  private var text = ByteBuffer()

  mutating func addTimestamp(_ time: UTCTime, digits: Int, to buffer: inout ByteBuffer) {
    if second?.date != time.date || second?.ofDay != time.secondOfDay {
      text.removeAll()
      text.addDateTime(time)
      second = (time.date, time.secondOfDay)
    }
    buffer.add(text.bytes, from: 0)
    buffer.addFraction(time.nanosecond, digits: digits)
    buffer.add(byte: UInt8(ascii: "Z"))
  }
}

// MARK: Escapes

extension ByteBuffer {
  /// A text in quotation marks.
  ///
  /// In addition to RFC 8259, section 7, everything is escaped that could deceive or break a viewer: DEL, C1
  /// controls, line and paragraph separators, bidirectional marks.
  fileprivate mutating func addQuoted(_ text: String) {
    let wasPlain = unsafe text.utf8.withContiguousStorageIfAvailable { unsafe addPlain($0) }
    if wasPlain != true { addEscaped(text.unicodeScalars) }
  }

  fileprivate mutating func addQuoted(utf8: [UInt8]) {
    let wasPlain = unsafe utf8.withUnsafeBufferPointer { unsafe addPlain($0) }
    if !wasPlain { addEscaped(String(decoding: utf8, as: UTF8.self).unicodeScalars) }
  }

  /// Adds a text that needs no escape, as nearly every text; false for any other, which is not added.
  private mutating func addPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard unsafe Self.isPlain(bytes) else { return false }
    unsafe add(quoted: bytes)
    return true
  }

  /// ASCII without controls, quotation marks and backslashes. The loop has no branch, so that it is done sixteen bytes
  /// at a time.
  private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var odd: UInt8 = 0
    for index in bytes.indices {
      let byte = unsafe bytes[index]
      odd |= (byte &- 0x20 >= 0x5f ? 1 : 0) | (byte == 0x22 ? 1 : 0) | (byte == 0x5c ? 1 : 0)
    }
    return odd == 0
  }

  private mutating func addEscaped(_ scalars: String.UnicodeScalarView) {
    add(byte: UInt8(ascii: "\""))
    for scalar in scalars {
      switch scalar {
      case "\"": add(literal: "\\\"")
      case "\\": add(literal: "\\\\")
      case "\n": add(literal: "\\n")
      case "\r": add(literal: "\\r")
      case "\t": add(literal: "\\t")
      default:
        if SafeText.isDeceptive(scalar) { addEscape(scalar) } else { add(String(scalar)) }
      }
    }
    add(byte: UInt8(ascii: "\""))
  }

  /// `\u202e`; a character above U+FFFF as two surrogates.
  private mutating func addEscape(_ scalar: Unicode.Scalar) {
    for unit in UTF16.encode(scalar).map(Array.init) ?? [] {
      let digits = String(unit, radix: 16)
      add(literal: "\\u")
      for _ in digits.utf8.count..<4 { add(byte: UInt8(ascii: "0")) }
      add(digits)
    }
  }
}
