import Packets

/// Cells and rows of CSV (RFC 4180, section 2), written straight into bytes.
struct CSVTable {
  var buffer = ByteBuffer()
  /// Of the capture whose flows are written.
  var clock = UTCClock(digits: 0)
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

  /// A cell of so many plain bytes.
  @inline(__always)
  mutating func add(atMost room: Int, _ body: (inout Pen) -> Void) {
    separate()
    buffer.write(atMost: room, body)
  }

  mutating func addEmpty() { separate() }

  /// A cell that holds anybody's text.
  mutating func add(_ text: String, limit: Int = SafeText.limit) {
    separate()
    let wasSimple = unsafe text.utf8.withContiguousStorageIfAvailable {
      unsafe addSimple($0, limit: limit)
    }
    if wasSimple != true { addShown(SafeText.shown(text, limit: limit)) }
  }

  mutating func add(_ phrase: Phrase) {
    separate()
    let wasSimple = unsafe phrase.buffer.bytes.withUnsafeBufferPointer { unsafe addSimple($0, limit: .max) }
    if !wasSimple { addShown(SafeText.shown(phrase.text, limit: .max)) }
  }

  /// Adds a text of which nothing has to be spelt out, doubled or taken for a formula; false for any other, which is
  /// not added then.
  private mutating func addSimple(_ bytes: UnsafeBufferPointer<UInt8>, limit: Int) -> Bool {
    guard bytes.count <= limit, unsafe bytes.first.map(Self.beginsText) ?? true else { return false }
    let signs = unsafe Self.signs(bytes)
    if signs.isOdd { return false }
    if signs.isParted { buffer.add(literal: "\"") }
    unsafe buffer.add(bytes)
    if signs.isParted { buffer.add(literal: "\"") }
    return true
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

  /// A letter, a digit or the start of a path: no formula.
  private static func beginsText(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"):
      true
    default: false
    }
  }

  /// Whether a text holds anything but printable ASCII without quotation marks, and whether a table could be split in
  /// it. Without a branch in the loop, as nearly every cell is neither.
  private static func signs(_ bytes: UnsafeBufferPointer<UInt8>) -> (isOdd: Bool, isParted: Bool) {
    var odd: UInt8 = 0
    var parted: UInt8 = 0
    for place in bytes.indices {
      let byte = unsafe bytes[place]
      odd |= (byte &- 0x20 >= 0x5f ? 1 : 0) | (byte == UInt8(ascii: "\"") ? 1 : 0)
      parted |= (byte == UInt8(ascii: ",") ? 1 : 0) | (byte == UInt8(ascii: ";") ? 1 : 0)
    }
    return (odd != 0, parted != 0)
  }

  /// A moment as RFC 3339 writes it.
  mutating func add(time: Int64) {
    separate()
    buffer.write(atMost: 32) { clock.put(time, &$0) }
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
