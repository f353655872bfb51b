import PacketDecoding

/// Cells and rows of CSV (RFC 4180, section 2), written straight into bytes.
struct CSVTable {
  var buffer = ByteBuffer()
  private var isRowEmpty = true

  /// A cell of letters, digits and marks that mean nothing to CSV or a spreadsheet.
  mutating func add(plain text: String) {
    separate()
    buffer.add(text)
  }

  mutating func add(_ number: some FixedWidthInteger) {
    separate()
    buffer.add(number)
  }

  mutating func add(_ address: IPAddress) {
    separate()
    buffer.add(address)
  }

  /// A cell of bytes that are plain.
  mutating func add(plain bytes: [UInt8]) {
    separate()
    buffer.add(bytes)
  }

  mutating func addEmpty() { separate() }

  /// A cell that holds anybody's text.
  mutating func add(_ text: String, limit: Int = SafeText.limit) {
    separate()
    let isPlain = unsafe text.utf8.withContiguousStorageIfAvailable { unsafe Self.isPlain($0) } ?? false
    if isPlain { buffer.add(text) } else { addShown(SafeText.shown(text, limit: limit)) }
  }

  mutating func add(_ phrase: Phrase) {
    separate()
    let isPlain = unsafe phrase.buffer.bytes.withUnsafeBufferPointer { unsafe Self.isPlain($0) }
    if isPlain { buffer.add(phrase.buffer) } else { addShown(SafeText.shown(phrase.text, limit: .max)) }
  }

  private mutating func addShown(_ text: String) {
    let isFormula = text.unicodeScalars.first.map(Self.beginsFormula) ?? false
    guard isFormula || text.utf8.contains(where: Self.needsQuotes) else { return buffer.add(text) }
    buffer.add(literal: "\"")
    if isFormula { buffer.add(literal: "'") }
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { buffer.add(byte: byte) }
      buffer.add(byte: byte)
    }
    buffer.add(literal: "\"")
  }

  /// Letters, digits and the marks of names, paths and plain sentences: nothing to hide, to quote or to take for a
  /// formula. Without a branch in the loop, as nearly every cell is.
  private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = unsafe bytes.first else { return true }
    if !(first | 0x20 >= UInt8(ascii: "a") && first | 0x20 <= UInt8(ascii: "z")), !(48...57).contains(first),
      first != UInt8(ascii: "/")
    {
      return false
    }
    var odd: UInt8 = bytes.count > SafeText.limit ? 1 : 0
    for place in bytes.indices {
      let byte = unsafe bytes[place]
      odd |= (byte &- 0x20 >= 0x5f ? 1 : 0) | (byte == 0x22 ? 1 : 0)
      odd |= (byte == UInt8(ascii: ",") ? 1 : 0) | (byte == UInt8(ascii: ";") ? 1 : 0)
    }
    return odd == 0
  }

  /// A moment as RFC 3339 writes it.
  mutating func add(time: Int64, digits: Int) {
    separate()
    let moment = UTCTime(nanoseconds: time)
    buffer.addDateTime(moment)
    buffer.addFraction(moment.nanosecond, digits: digits)
    buffer.add("Z")
  }

  /// A span of time in units of 10^`scale` nanoseconds.
  mutating func add(nanoseconds: Int64, scale: Int, digits: Int) {
    separate()
    buffer.addDecimal(nanoseconds, scale: scale, digits: digits)
  }

  mutating func endRow() {
    buffer.add("\r\n")
    isRowEmpty = true
  }

  private mutating func separate() {
    if !isRowEmpty { buffer.add(byte: UInt8(ascii: ",")) }
    isRowEmpty = false
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
