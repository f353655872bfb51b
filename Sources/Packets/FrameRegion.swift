import Bytes

/// A part of a frame: the captured bytes, and how far it extended on the wire.
///
/// `sentEnd` is never before `cursor.end`. Offsets count from the start of the frame, as in ``ByteCursor``.
struct FrameRegion: Sendable {
  var cursor: ByteCursor
  /// The end of the bytes that were sent.
  private(set) var sentEnd: Int

  /// A whole frame, or a datagram reassembled from fragments.
  /// - Parameter originalLength: the frame's length on the wire; one below the captured length is ignored.
  @inline(__always)
  init(_ bytes: Span<UInt8>, originalLength: Int) {
    cursor = ByteCursor(bytes)
    sentEnd = max(bytes.count, originalLength)
  }

  var sentCount: Int { sentEnd &- cursor.offset }

  /// Reads a header of a fixed length and returns where it is.
  /// - Throws: `.truncated` when less was captured, whether or not more was sent.
  @inline(__always)
  mutating func readHeader(_ length: Int, _ field: StaticString) throws(ParseFault) -> Range<Int> {
    try cursor.readRange(length, field)
  }

  /// Ends the region `length` bytes from here: padding and trailers are removed, bytes are never added.
  /// - Returns: Whether all of these bytes were captured.
  @inline(__always)
  mutating func limit(to length: Int) -> Bool {
    let (region, isWhole) = cursor.readClampedRegion(length)
    sentEnd = min(sentEnd, region.offset &+ max(length, 0))
    cursor = region
    return isWhole
  }
}
/// Fields of a header whose length was checked once.
///
/// One bounds test for a whole header of fixed size instead of one per field, where most of a frame's time
/// went. An offset outside the span still traps.
extension Span<UInt8> {
  @inline(__always)
  func field16(_ offset: Int) -> UInt16 {
    UInt16(self[offset]) &<< 8 | UInt16(self[offset &+ 1])
  }

  @inline(__always)
  func field32(_ offset: Int) -> UInt32 {
    UInt32(field16(offset)) &<< 16 | UInt32(field16(offset &+ 2))
  }

  @inline(__always)
  func field64(_ offset: Int) -> UInt64 {
    UInt64(field32(offset)) &<< 32 | UInt64(field32(offset &+ 4))
  }
}
