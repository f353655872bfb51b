/// What the characters of a name say of it, eight at once: captures have a name for each flow, and read one at a time
/// they took 1.4 percent of the time of a capture of handshakes.
struct NameCharacters {
  /// It has only characters of host names: letters, digits, hyphens, dots, and underscores, which occur, and what is not
  /// ASCII.
  private(set) var areOfHost = true
  /// It is as ``HostName/normalized(_:)`` makes it: lower case, and no final dot.
  private(set) var areNormal = true

  private static let size = 8

  init(_ name: Span<UInt8>) {
    if name.count > 0, name[name.count - 1] == UInt8(ascii: ".") { areNormal = false }
    let last = name.count &- Self.size
    guard last >= 0 else {
      for index in 0..<name.count { note(Self.each(name[index])) }
      return
    }
    unsafe name.withUnsafeBytes { bytes in
      // The last eight may contain some of those before.
      for start in stride(from: 0, to: last, by: Self.size) {
        note(unsafe bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
      }
      note(unsafe bytes.loadUnaligned(fromByteOffset: last, as: UInt64.self))
    }
  }

  private mutating func note(_ bytes: UInt64) {
    let ascii = bytes & ~Self.highBits
    let known =
      bytes | Self.within("a", "z", ascii | Self.each(0x20)) | Self.within("0", "9", ascii)
      | Self.within("-", ".", ascii) | Self.within("_", "_", ascii)
    if known & Self.highBits != Self.highBits { areOfHost = false }
    if Self.within("A", "Z", ascii) & ~bytes & Self.highBits != 0 { areNormal = false }
  }

  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  private static func each(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  /// The high bit of each byte from the first to the last character; the other bits are anything. No sum of a byte reaches
  /// the next, because each byte is below 0x80.
  @inline(__always)
  private static func within(_ first: Unicode.Scalar, _ last: Unicode.Scalar, _ bytes: UInt64) -> UInt64 {
    let reachesFirst = bytes &+ each(0x80 &- UInt8(ascii: first))
    let exceedsLast = bytes &+ each(0x7f &- UInt8(ascii: last))
    return reachesFirst & ~exceedsLast
  }
}
