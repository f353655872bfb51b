/// A position in borrowed bytes, and its limit.
///
/// Offsets count from the start of the outermost span, also inside a region, so that a ``ParseFault`` can be
/// found in a hex dump. The cursor owns no memory.
///
/// `@inlinable`: other modules call the reads for every field.
public struct ByteCursor: Sendable {
  @inlinable public var offset: Int { position }
  /// The end of the bytes that may be read.
  public let end: Int
  @usableFromInline var position: Int

  @inlinable
  public init(_ bytes: Span<UInt8>) {
    self.init(0..<bytes.count)
  }

  /// A cursor over a part of a span; the range must lie inside the span that reads are given.
  @inlinable
  public init(_ range: Range<Int>) {
    position = range.lowerBound
    end = range.upperBound
  }

  @inlinable public var remaining: Int { end &- offset }
  @inlinable public var isAtEnd: Bool { offset == end }
  @inlinable public var rest: Range<Int> { offset..<end }

  /// Reads one byte.
  /// - Throws: `.truncated` when there is none.
  @inlinable
  public mutating func readUInt8(_ bytes: Span<UInt8>, _ field: StaticString) throws(ParseFault) -> UInt8 {
    let start = try advance(1, field)
    return bytes[start]
  }

  /// Reads two bytes, the most significant first.
  /// - Throws: `.truncated` when fewer than two are left.
  @inlinable
  public mutating func readUInt16(_ bytes: Span<UInt8>, _ field: StaticString) throws(ParseFault) -> UInt16 {
    let start = try advance(2, field)
    return UInt16(bytes[start]) &<< 8 | UInt16(bytes[start &+ 1])
  }

  /// Reads three bytes, the most significant first (the length of a TLS handshake message).
  /// - Throws: `.truncated` when fewer than three are left.
  @inlinable
  public mutating func readUInt24(_ bytes: Span<UInt8>, _ field: StaticString) throws(ParseFault) -> Int {
    let start = try advance(3, field)
    return Int(bytes[start]) &<< 16 | Int(bytes[start &+ 1]) &<< 8 | Int(bytes[start &+ 2])
  }

  /// Reads four bytes, the most significant first.
  /// - Throws: `.truncated` when fewer than four are left.
  @inlinable
  public mutating func readUInt32(_ bytes: Span<UInt8>, _ field: StaticString) throws(ParseFault) -> UInt32 {
    let high = try readUInt16(bytes, field)
    let low = try readUInt16(bytes, field)
    return UInt32(high) &<< 16 | UInt32(low)
  }

  /// Reads eight bytes, the most significant first.
  /// - Throws: `.truncated` when fewer than eight are left.
  @inlinable
  public mutating func readUInt64(_ bytes: Span<UInt8>, _ field: StaticString) throws(ParseFault) -> UInt64 {
    let high = try readUInt32(bytes, field)
    let low = try readUInt32(bytes, field)
    return UInt64(high) &<< 32 | UInt64(low)
  }

  /// Reads `count` bytes and returns their range.
  /// - Throws: `.truncated` when fewer are left; the cursor then has not moved.
  @inlinable
  public mutating func readRange(_ count: Int, _ field: StaticString) throws(ParseFault) -> Range<Int> {
    let start = try advance(count, field)
    return start..<offset
  }

  /// Reads `count` bytes as a region of their own: what lies beyond cannot be reached from inside.
  /// - Throws: `.truncated` when fewer are left; the cursor then has not moved.
  @inlinable
  public mutating func readRegion(_ count: Int, _ field: StaticString) throws(ParseFault) -> ByteCursor {
    ByteCursor(try readRange(count, field))
  }

  /// Reads at most `count` bytes and returns whether all of them were there: for a wrong length or a
  /// truncated capture.
  @inlinable
  public mutating func readClampedRegion(_ count: Int) -> (region: ByteCursor, isWhole: Bool) {
    let taken = min(max(count, 0), remaining)
    let region = ByteCursor(offset..<(offset &+ taken))
    position = offset &+ taken
    return (region, taken == count)
  }

  /// Requires that nothing is left.
  /// - Throws: `.leftover` with the number of bytes that were not read.
  @inlinable
  public func finish(_ field: StaticString) throws(ParseFault) {
    if offset != end { throw ParseFault(.leftover(remaining), offset: offset, field: field) }
  }

  @inlinable
  mutating func advance(_ count: Int, _ field: StaticString) throws(ParseFault) -> Int {
    guard count >= 0, count <= end &- offset else {
      throw ParseFault(.truncated(needed: count, available: remaining), offset: offset, field: field)
    }
    let start = position
    position = start &+ count
    return start
  }
}
