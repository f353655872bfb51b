/// Base 64 (RFC 4648, section 4), padded.
enum Base64 {
  /// Writes the letters of so many bytes.
  static func put(_ bytes: Span<UInt8>, _ pen: inout Pen) {
    var place = 0
    while place + 3 <= bytes.count {
      put(
        UInt32(bytes[place]) << 16 | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]), letters: 4,
        &pen)
      place += 3
    }
    let held = bytes.count - place
    guard held > 0 else { return }
    let second = held == 2 ? UInt32(bytes[place + 1]) << 8 : 0
    put(UInt32(bytes[place]) << 16 | second, letters: held + 1, &pen)
    for _ in held..<3 { pen.put(byte: UInt8(ascii: "=")) }
  }

  private static func put(_ group: UInt32, letters: Int, _ pen: inout Pen) {
    for place in 0..<letters { pen.put(byte: alphabet[Int(group &>> UInt32(18 &- 6 &* place) & 63)]) }
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
