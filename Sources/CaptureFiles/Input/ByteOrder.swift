/// In which order a file writes the bytes of a number: that of the machine that captured.
enum ByteOrder: Sendable {
  case big
  case little

  /// The number that was read with its most significant byte first.
  @inline(__always)
  func value<Number: FixedWidthInteger>(_ read: Number) -> Number {
    self == .big ? read : read.byteSwapped
  }
}
