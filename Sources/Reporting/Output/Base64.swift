/// Base 64 (RFC 4648, section 4), padded.
enum Base64 {
  /// Writes the letters of so many bytes.
  static func put(_ bytes: some Sequence<UInt8>, _ pen: inout Pen) {
    var group: UInt32 = 0
    var held = 0
    for byte in bytes {
      group = group << 8 | UInt32(byte)
      held += 1
      if held == 3 {
        put(group, letters: 4, &pen)
        (group, held) = (0, 0)
      }
    }
    guard held > 0 else { return }
    put(group << UInt32(8 * (3 - held)), letters: held + 1, &pen)
    for _ in held..<3 { pen.put(byte: UInt8(ascii: "=")) }
  }

  private static func put(_ group: UInt32, letters: Int, _ pen: inout Pen) {
    for place in 0..<letters {
      pen.put(byte: letter(UInt8(truncatingIfNeeded: group >> UInt32(18 - 6 * place) & 63)))
    }
  }

  private static func letter(_ value: UInt8) -> UInt8 {
    switch value {
    case 0..<26: value + UInt8(ascii: "A")
    case 26..<52: value - 26 + UInt8(ascii: "a")
    case 52..<62: value - 52 + UInt8(ascii: "0")
    case 62: UInt8(ascii: "+")
    default: UInt8(ascii: "/")
    }
  }
}
