/// Numbers of a file that is written, the least significant byte first: the order of the machines that most
/// captures come from, and one that every reader takes.
extension [UInt8] {
  mutating func appendLittleEndian<Number: FixedWidthInteger>(_ number: Number) {
    for place in 0..<Number.bitWidth / 8 { append(UInt8(truncatingIfNeeded: number >> (8 * place))) }
  }

  /// Writes four bytes over those at an offset.
  mutating func replaceLittleEndian(at offset: Int, with number: UInt32) {
    for place in 0..<4 { self[offset + place] = UInt8(truncatingIfNeeded: number >> UInt32(8 * place)) }
  }
}
