import Diagnosis

/// Text in code page 936, 949 or 950, which Windows calls ANSI in China, Korea and Taiwan.
///
/// The tables are in this program for the reason that ``ShiftJIS`` gives.
///
///     00-7F         ASCII; 80 is the euro sign in 936
///     81-FE         first byte; the second is 40-7E or 80-FE
struct DoubleByteText: Sendable {
  private let rows: [Int: [UInt16]]

  static let gbk = DoubleByteText(ChineseSimplifiedRows.characters)
  static let korean = DoubleByteText(KoreanRows.characters)
  static let big5 = DoubleByteText(ChineseTraditionalRows.characters)

  private init(_ characters: [Int: String]) {
    rows = characters.mapValues { Array($0.utf16) }
  }

  /// The text, or nil when some bytes are not a character.
  func decode(_ bytes: Span<UInt8>) -> String? {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let first = bytes[index]
      index += 1
      if first < 0x80 {
        units.append(UInt16(first))
      } else {
        guard index < bytes.count, let unit = unit(first, bytes[index]) else { return nil }
        index += 1
        units.append(unit)
      }
    }
    return String(decoding: units, as: UTF16.self)
  }

  private func unit(_ first: UInt8, _ second: UInt8) -> UInt16? {
    guard second >= 0x40, second != 0x7F, second <= 0xFE else { return nil }
    let cell = Int(second) - (second < 0x7F ? 0x40 : 0x41)
    guard let row = rows[Int(first) * 2 + cell / 95], cell % 95 < row.count else { return nil }
    let unit = row[cell % 95]
    return unit == 0xFFFD ? nil : unit
  }
}

/// Text in one of the single-byte code pages.
enum SingleByteText {
  private static let pages: [TextEncoding: [Unicode.Scalar]] =
    SingleBytePages.characters.mapValues { Array($0.joined().unicodeScalars) }

  /// The text; a byte that is not assigned becomes U+FFFD.
  static func decode(_ bytes: Span<UInt8>, _ encoding: TextEncoding) -> String {
    guard let page = pages[encoding] else { return "" }
    var text = String.UnicodeScalarView()
    text.reserveCapacity(bytes.count)
    for index in bytes.indices {
      let byte = bytes[index]
      text.append(byte < 0x80 ? Unicode.Scalar(byte) : page[Int(byte) - 0x80])
    }
    return String(text)
  }
}

extension TextEncoding {
  /// The code pages that a text may be in, the likelier first where nothing else decides.
  static let codePages: [TextEncoding] = [
    .windows1252, .shiftJIS, .gbk, .korean, .big5, .windows1251, .windows1250, .windows1253, .windows1254,
  ]

  /// The text of bytes in this code page; nil when some are not a character of it.
  func decode(_ bytes: Span<UInt8>) -> String? {
    switch self {
    case .shiftJIS: ShiftJIS.decode(bytes)?.text
    case .gbk: DoubleByteText.gbk.decode(bytes)
    case .korean: DoubleByteText.korean.decode(bytes)
    case .big5: DoubleByteText.big5.decode(bytes)
    case .windows1250, .windows1251, .windows1252, .windows1253, .windows1254:
      SingleByteText.decode(bytes, self)
    case .ascii, .utf8, .utf16LittleEndian, .utf16BigEndian: nil
    }
  }
}
