/// Code page 1252, what Windows calls ANSI in western Europe and America.
enum Windows1252 {
  static func decode(_ bytes: Span<UInt8>) -> String {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count)
    for index in bytes.indices {
      let byte = bytes[index]
      units.append((0x80...0x9F).contains(byte) ? upper[Int(byte) - 0x80] : UInt16(byte))
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// 80 to 9F (CP1252.TXT of the Unicode Consortium); the five bytes that are not assigned become U+FFFD.
  private static let upper: [UInt16] = [
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
    0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
  ]
}
