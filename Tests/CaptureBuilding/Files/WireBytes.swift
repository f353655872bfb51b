/// Building bytes in network order, one field a line, as the header diagrams show them.
extension Array where Element == UInt8 {
  /// Appends the low `width` bytes of `value`, the most significant first. `width` is 1 to 8.
  package mutating func append(_ value: some BinaryInteger, width: Int) {
    for index in (0..<width).reversed() {
      append(UInt8(truncatingIfNeeded: value >> (8 * index)))
    }
  }

  /// Appends the low `width` bytes of `value`, the least significant first. `width` is 1 to 8.
  package mutating func appendLittleEndian(_ value: some BinaryInteger, width: Int) {
    for index in 0..<width {
      append(UInt8(truncatingIfNeeded: value >> (8 * index)))
    }
  }

  /// Appends the UTF-8 bytes of `text`.
  package mutating func append(_ text: String) {
    append(contentsOf: text.utf8)
  }

  /// Appends `bytes` after their count, which takes `width` bytes: the vectors of TLS (RFC 8446, section 3.4).
  package mutating func appendVector(_ bytes: [UInt8], width: Int) {
    append(bytes.count, width: width)
    append(contentsOf: bytes)
  }

  /// The bytes with `value` written over the two at `offset`, most significant first.
  package mutating func replace(at offset: Int, with value: UInt16) {
    self[offset] = UInt8(value >> 8)
    self[offset + 1] = UInt8(truncatingIfNeeded: value)
  }

  /// The bytes of hexadecimal text; anything that is no hexadecimal digit is skipped.
  package init(hex text: String) {
    let digits = text.compactMap(\.hexDigitValue)
    self = stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }

  /// The bytes of Base64 text (RFC 4648, section 4); anything outside its alphabet is skipped.
  package init(base64 text: String) {
    self = []
    var bits: UInt32 = 0
    var count = 0
    for character in text.utf8 {
      guard let value = Base64.value(of: character) else { continue }
      bits = bits << 6 | value
      count += 6
      guard count >= 8 else { continue }
      count -= 8
      append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
    }
  }

  /// The bytes as Base64 text (RFC 4648, section 4).
  package var base64: String {
    var text = ""
    for start in stride(from: 0, to: count, by: 3) {
      let group = self[start..<Swift.min(start + 3, count)]
      let bits = group.enumerated().reduce(UInt32(0)) {
        $0 | UInt32($1.element) << UInt32(16 - 8 * $1.offset)
      }
      for position in 0..<4 {
        text.append(
          position <= group.count ? Base64.character(Int(bits >> UInt32(18 - 6 * position)) & 0x3F) : "=")
      }
    }
    return text
  }

  /// Text as UTF-16, little endian, without a byte order mark: strings in TDS and NTLM.
  package init(utf16 text: String) {
    self = []
    for unit in text.utf16 { appendLittleEndian(unit, width: 2) }
  }
}

/// The alphabet of RFC 4648, section 4.
private enum Base64 {
  static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

  static func character(_ value: Int) -> Character { alphabet[value] }

  static func value(of character: UInt8) -> UInt32? {
    switch character {
    case 0x41...0x5A: UInt32(character) - 0x41
    case 0x61...0x7A: UInt32(character) - 0x61 + 26
    case 0x30...0x39: UInt32(character) - 0x30 + 52
    case 0x2B: 62
    case 0x2F: 63
    default: nil
    }
  }
}
