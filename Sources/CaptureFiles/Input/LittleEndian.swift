import Bytes

// The formats of Windows write the least significant byte first, always.

extension ByteCursor {
  /// Reads 2 bytes, the least significant first.
  /// - Throws: `.truncated` when fewer are left.
  @inline(__always)
  mutating func readLittleUInt16(_ bytes: Span<UInt8>, _ field: StaticString) throws(ParseFault) -> UInt16 {
    UInt16(truncatingIfNeeded: try readLittle(2, bytes, field))
  }

  /// Reads 4 bytes, the least significant first.
  /// - Throws: `.truncated` when fewer are left.
  @inline(__always)
  mutating func readLittleUInt32(_ bytes: Span<UInt8>, _ field: StaticString) throws(ParseFault) -> UInt32 {
    UInt32(truncatingIfNeeded: try readLittle(4, bytes, field))
  }

  /// Reads 8 bytes, the least significant first.
  /// - Throws: `.truncated` when fewer are left.
  @inline(__always)
  mutating func readLittleUInt64(_ bytes: Span<UInt8>, _ field: StaticString) throws(ParseFault) -> UInt64 {
    try readLittle(8, bytes, field)
  }

  /// One check of the length for all bytes: events have some twenty numbers each.
  @inline(__always)
  private mutating func readLittle(
    _ count: Int, _ bytes: Span<UInt8>, _ field: StaticString
  ) throws(ParseFault) -> UInt64 {
    let start = try readRange(count, field).lowerBound
    var number: UInt64 = 0
    for index in 0..<count { number |= UInt64(bytes[start &+ index]) &<< UInt64(8 &* index) }
    return number
  }
}

/// The times of Windows (`FILETIME`): units of 100 ns since 1 January 1601, UTC.
enum WindowsTime {
  private static let unitsTo1970: UInt64 = 116_444_736_000_000_000

  /// Nanoseconds since 1970; a time that does not fit is the nearest that does.
  static func nanoseconds(_ time: UInt64) -> Int64 {
    if time < unitsTo1970 {
      let (before, isTooEarly) = Int64(clamping: unitsTo1970 - time).multipliedReportingOverflow(by: -100)
      return isTooEarly ? .min : before
    }
    let (after, isTooLate) = Int64(clamping: time - unitsTo1970).multipliedReportingOverflow(by: 100)
    return isTooLate ? .max : after
  }
}
