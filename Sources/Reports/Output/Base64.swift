/// Base 64 (RFC 4648, section 4), padded.
enum Base64 {
  /// Writes the letters of so many bytes.
  static func put(_ bytes: Span<UInt8>, _ pen: inout Pen) {
    let alphabet = alphabet
    var place = 0
    while place + 3 <= bytes.count {
      let group = UInt32(bytes[place]) << 16 | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2])
      pen.put(half: (0..<4).reduce(0) { $0 | letter($1, of: group, alphabet) << UInt32(8 * $1) })
      place += 3
    }
    let held = bytes.count - place
    guard held > 0 else { return }
    let second = held == 2 ? UInt32(bytes[place + 1]) << 8 : 0
    let group = UInt32(bytes[place]) << 16 | second
    for place in 0...held { pen.put(byte: UInt8(letter(place, of: group, alphabet))) }
    for _ in held..<3 { pen.put(byte: UInt8(ascii: "=")) }
  }

  /// One of the four letters of three bytes.
  @inline(__always)
  private static func letter(_ place: Int, of group: UInt32, _ alphabet: [UInt8]) -> UInt32 {
    UInt32(alphabet[Int(group &>> UInt32(18 &- 6 &* place) & 63)])
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
