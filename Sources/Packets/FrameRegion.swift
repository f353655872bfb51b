import Bytes

/// A part of a frame: the bytes that were captured, and how far it went on the wire.
///
/// A snap length truncates the captured bytes but not the frame on the wire, so the two ends differ; `sentEnd` is
/// never before `cursor.end`. Offsets count from the start of the frame, as in ``ByteCursor``.
struct FrameRegion: Sendable {
  /// What was captured and not yet read.
  var cursor: ByteCursor
  /// The offset behind the last byte that was sent.
  private(set) var sentEnd: Int

  /// A whole frame, or a whole datagram reassembled from fragments.
  ///
  /// - Parameter originalLength: The length the capture file gives for the frame on the wire. Files
  ///   with less than the captured length there exist; the captured bytes are then believed.
  @inline(__always)
  init(_ bytes: Span<UInt8>, originalLength: Int) {
    cursor = ByteCursor(bytes)
    sentEnd = max(bytes.count, originalLength)
  }

  /// How many bytes from here on were sent.
  var sentCount: Int { sentEnd &- cursor.offset }

  /// Reads a header of a fixed length and returns where it is.
  /// - Throws: `.truncated` when less was captured, whether or not more was sent.
  @inline(__always)
  mutating func readHeader(_ length: Int, _ field: StaticString) throws(ParseFault) -> Range<Int> {
    try cursor.readRange(length, field)
  }

  /// Ends the region `length` bytes from here, as a length field says.
  ///
  /// A field that promises more than the frame had changes nothing: padding and trailers are removed,
  /// bytes are never added.
  /// - Returns: Whether all of these bytes were captured.
  @inline(__always)
  mutating func limit(to length: Int) -> Bool {
    let (region, isWhole) = cursor.readClampedRegion(length)
    sentEnd = min(sentEnd, region.offset &+ max(length, 0))
    cursor = region
    return isWhole
  }
}
/// Fields of a header whose length was checked in one go.
///
/// Headers of a fixed size are read as a whole and then field by field at the offsets their
/// drawings give: one bounds test instead of one a field, where most of a frame's time went. An offset
/// outside the span would still trap.
extension Span<UInt8> {
  /// Two bytes, the most significant first.
  @inline(__always)
  func field16(_ offset: Int) -> UInt16 {
    UInt16(self[offset]) &<< 8 | UInt16(self[offset &+ 1])
  }

  /// Four bytes, the most significant first.
  @inline(__always)
  func field32(_ offset: Int) -> UInt32 {
    UInt32(field16(offset)) &<< 16 | UInt32(field16(offset &+ 2))
  }

  /// Eight bytes, the most significant first.
  @inline(__always)
  func field64(_ offset: Int) -> UInt64 {
    UInt64(field32(offset)) &<< 32 | UInt64(field32(offset &+ 4))
  }
}
