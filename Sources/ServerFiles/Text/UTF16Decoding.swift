/// Turns UTF-16 into UTF-8, block by block.
struct UTF16Decoding {
  let isBigEndian: Bool
  /// The first byte of a unit whose second is in the next block.
  private var half: UInt8?
  /// The first half of a surrogate pair whose second is in the next block.
  private var high: UInt16?

  init(isBigEndian: Bool) {
    self.isBigEndian = isBigEndian
  }

  /// Whether the blocks so far end inside a character.
  var isInsideCharacter: Bool { half != nil || high != nil }

  /// Appends the characters of one block; half a surrogate pair becomes U+FFFD.
  mutating func decode(_ block: Span<UInt8>, into text: inout [UInt8]) {
    for index in block.indices {
      guard let first = half else {
        half = block[index]
        continue
      }
      half = nil
      let second = block[index]
      append(
        isBigEndian ? UInt16(first) << 8 | UInt16(second) : UInt16(second) << 8 | UInt16(first), to: &text)
    }
  }

  private mutating func append(_ unit: UInt16, to text: inout [UInt8]) {
    if let first = high {
      high = nil
      if (0xDC00...0xDFFF).contains(unit) {
        return Self.append((UInt32(first - 0xD800) << 10 | UInt32(unit - 0xDC00)) + 0x10000, to: &text)
      }
      Self.append(0xFFFD, to: &text)
    }
    switch unit {
    case 0xD800...0xDBFF: high = unit
    case 0xDC00...0xDFFF: Self.append(0xFFFD, to: &text)
    default: Self.append(UInt32(unit), to: &text)
    }
  }

  /// One character as UTF-8 (RFC 3629, section 3).
  private static func append(_ value: UInt32, to text: inout [UInt8]) {
    if value < 0x80 { return text.append(UInt8(truncatingIfNeeded: value)) }
    func add(_ mark: UInt8, _ shift: UInt32, _ mask: UInt32) {
      text.append(mark | UInt8(truncatingIfNeeded: value >> shift & mask))
    }
    if value < 0x800 {
      add(0xC0, 6, 0x1F)
    } else if value < 0x10000 {
      add(0xE0, 12, 0x0F)
      add(0x80, 6, 0x3F)
    } else {
      add(0xF0, 18, 0x07)
      add(0x80, 12, 0x3F)
      add(0x80, 6, 0x3F)
    }
    add(0x80, 0, 0x3F)
  }
}
