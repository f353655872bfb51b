/// Writes cells and rows of CSV (RFC 4180, section 2) into a byte buffer.
///
/// Text that a spreadsheet would read as a formula gets an apostrophe: names on the wire must not be
/// executed.
struct CSVWriter {
  var buffer = ByteBuffer()
  private var isRowEmpty = true

  /// A cell with the value of a field; an empty one where it is missing.
  mutating func add(_ value: consuming FieldValue?) {
    switch consume value {
    case .text(let text): add(text)
    case .phrase(let phrase): add(utf8: phrase.buffer.bytes)
    case .number(let number): add(number)
    case .real(let number): add(number)
    case .address(let address):
      separate()
      buffer.add(address)
    case .span(let nanoseconds, let scale, let digits):
      separate()
      buffer.addDecimal(nanoseconds, scale: scale, digits: digits)
    case .time(let time, let digits):
      separate()
      buffer.addTimestamp(time, digits: digits)
    case .code(_, let name): add(name)
    case .flag(let flag): add(flag ? 1 : 0)
    case .list(let elements): add(elements.compactMap(\.text).joined(separator: " "))
    case .null, nil: addEmpty()
    }
  }

  mutating func add(_ number: some FixedWidthInteger) {
    separate()
    buffer.add(number)
  }

  /// A cell of a number with a fraction.
  mutating func add(_ number: Double) {
    separate()
    buffer.add(String(number))
  }

  mutating func addEmpty() { separate() }

  /// A cell of untrusted text.
  mutating func add(_ text: String, limit: Int = SafeText.limit) {
    separate()
    let wasSimple = unsafe text.utf8.withContiguousStorageIfAvailable { unsafe addSimple($0, limit: limit) }
    if wasSimple != true { addShown(SafeText.shown(text, limit: limit)) }
  }

  /// A cell of a sentence.
  private mutating func add(utf8: [UInt8]) {
    separate()
    let wasSimple = unsafe utf8.withUnsafeBufferPointer { unsafe addSimple($0, limit: .max) }
    if !wasSimple { addShown(SafeText.shown(String(decoding: utf8, as: UTF8.self), limit: .max)) }
  }

  /// Only before the first cell.
  mutating func addByteOrderMark() { buffer.add(literal: "\u{feff}") }

  mutating func endRow() {
    buffer.add(literal: "\r\n")
    isRowEmpty = true
  }

  private mutating func separate() {
    if !isRowEmpty { buffer.add(byte: UInt8(ascii: ",")) }
    isRowEmpty = false
  }

  /// Adds a text without anything to escape, quote or guard; otherwise returns false and adds nothing.
  private mutating func addSimple(_ bytes: UnsafeBufferPointer<UInt8>, limit: Int) -> Bool {
    guard bytes.count <= limit, unsafe bytes.first.map(Self.beginsText) ?? true else { return false }
    var needsQuotes = false
    for index in bytes.indices {
      let byte = unsafe bytes[index]
      guard (0x20...0x7e).contains(byte), byte != UInt8(ascii: "\"") else { return false }
      needsQuotes = needsQuotes || Self.needsQuotes(byte)
    }
    if needsQuotes { unsafe buffer.add(quoted: bytes) } else { unsafe buffer.add(bytes) }
    return true
  }

  private mutating func addShown(_ text: String) {
    let isFormula = text.unicodeScalars.first.map(Self.beginsFormula) ?? false
    guard isFormula || text.utf8.contains(where: Self.needsQuotes) else { return buffer.add(text) }
    buffer.add(byte: UInt8(ascii: "\""))
    if isFormula { buffer.add(byte: UInt8(ascii: "'")) }
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { buffer.add(byte: byte) }
      buffer.add(byte: byte)
    }
    buffer.add(byte: UInt8(ascii: "\""))
  }

  /// A letter, a digit or the start of a path: no formula.
  private static func beginsText(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"):
      true
    default: false
    }
  }

  /// What makes a cell a formula in a spreadsheet, at its start (OWASP, CSV injection), also in full width. Tab and
  /// carriage return are spelt out before.
  private static func beginsFormula(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "=", "+", "-", "@", "\u{ff1d}", "\u{ff0b}", "\u{ff0d}", "\u{ff20}": true
    default: false
    }
  }

  /// A semicolon is quoted too: in many countries it is what a spreadsheet splits at.
  private static func needsQuotes(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: ";"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      true
    default: false
    }
  }
}
