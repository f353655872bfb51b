/// Shift_JIS as Japanese Windows writes it (code page 932).
///
/// The table is in this program and not the C library's: which converters that has differs from machine to
/// machine, and a report must not.
///
///     00-7F         ASCII
///     A1-DF         half-width katakana, U+FF61 to U+FF9F
///     81-9F, E0-FC  first byte; the second is 40-7E or 80-FC. A first byte holds two rows of 94 cells.
enum ShiftJIS {
  /// The text, or nil when some bytes are no character. ``kana`` counts hiragana and full-width katakana, which
  /// no Japanese sentence lacks and no other text has by chance.
  static func decode(_ bytes: Span<UInt8>) -> (text: String, kana: Int)? {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count)
    var kana = 0
    var index = 0
    while index < bytes.count {
      let first = bytes[index]
      index += 1
      if first < 0x80 {
        units.append(UInt16(first))
      } else if (0xA1...0xDF).contains(first) {
        units.append(0xFF61 + UInt16(first - 0xA1))
      } else {
        guard index < bytes.count, let unit = pair(first, bytes[index]) else { return nil }
        index += 1
        units.append(unit)
        if (0x3041...0x30FE).contains(unit) { kana += 1 }
      }
    }
    return (String(decoding: units, as: UTF16.self), kana)
  }

  private static func pair(_ first: UInt8, _ second: UInt8) -> UInt16? {
    guard (0x81...0x9F).contains(first) || (0xE0...0xFC).contains(first) else { return nil }
    guard second >= 0x40, second <= 0xFC, second != 0x7F else { return nil }
    let lead = Int(first) - (first < 0xA0 ? 0x81 : 0xC1)
    let isSecondRow = second >= 0x9F
    let cell = isSecondRow ? Int(second) - 0x9F : Int(second) - (second > 0x7F ? 0x41 : 0x40)
    let unit = table[(lead * 2 + (isSecondRow ? 1 : 0)) * 94 + cell]
    return unit == 0 ? nil : unit
  }

  /// 120 rows of 94 UTF-16 units, 0 where there is no character.
  private static let table: [UInt16] = {
    var table = [UInt16](repeating: 0, count: 120 * 94)
    for (row, characters) in JISRows.characters {
      for (cell, unit) in characters.utf16.enumerated() where unit != 0xFFFD {
        table[(row - 1) * 94 + cell] = unit
      }
    }
    return table
  }()
}
