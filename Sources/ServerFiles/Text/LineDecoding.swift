import Diagnosis

/// Decodes pieces of a text without a byte order mark, and remembers their encodings.
///
/// One log may mix UTF-8 and the ANSI code page. Valid UTF-8 is UTF-8. Other bytes are Shift_JIS when valid
/// and with kana, or when the file had some before; else Windows-1252.
struct LineDecoding {
  private(set) var utf8 = 0
  private(set) var shiftJIS = 0
  private(set) var windows1252 = 0

  /// Pieces that are decoded only to learn the encoding of a file.
  static let sampleLimit = 256

  var wantsSample: Bool { utf8 + shiftJIS + windows1252 < Self.sampleLimit }

  /// The encoding of most pieces that are not ASCII.
  var encoding: TextEncoding {
    let most = max(utf8, shiftJIS, windows1252)
    if most == 0 { return .ascii }
    if most == utf8 { return .utf8 }
    return most == shiftJIS ? .shiftJIS : .windows1252
  }

  var isMixed: Bool { [utf8, shiftJIS, windows1252].count { $0 > 0 } > 1 }

  mutating func text(_ bytes: Span<UInt8>) -> String {
    if Self.isASCII(bytes) { return Self.validUTF8(bytes) ?? "" }
    if let text = Self.validUTF8(bytes) {
      utf8 += 1
      return text
    }
    if let (text, kana) = ShiftJIS.decode(bytes), kana > 0 || shiftJIS > windows1252 {
      shiftJIS += 1
      return text
    }
    windows1252 += 1
    return Windows1252.decode(bytes)
  }

  static func isASCII(_ bytes: Span<UInt8>) -> Bool {
    var all: UInt8 = 0
    for index in bytes.indices { all |= bytes[index] }
    return all < 0x80
  }

  private static func validUTF8(_ bytes: Span<UInt8>) -> String? {
    guard let span = try? UTF8Span(validating: bytes) else { return nil }
    return String(copying: span)
  }
}

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
