import Bytes

/// A part of a frame: the bytes that were captured, and how far it went on the wire.
///
/// A snap length cuts the captured bytes but not the wire's, so the two ends differ; `sentEnd` is
/// never before `cursor.end`. Offsets count from the start of the frame, as in ``ByteCursor``.
struct FrameRegion: Sendable {
  /// What was captured and not yet read.
  var cursor: ByteCursor
  /// The offset behind the last byte that was sent.
  private(set) var sentEnd: Int

  /// A whole frame, or a whole datagram put together from fragments.
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

  /// Steps over a header of a fixed length and returns where it stands.
  /// - Throws: `.truncated` when less was captured, whether or not more was sent.
  @inline(__always)
  mutating func readHeader(_ length: Int, _ field: StaticString) throws(ParseFault) -> Range<Int> {
    try cursor.readRange(length, field)
  }

  /// Ends the region `length` bytes from here, as a length field says.
  ///
  /// A field that promises more than the frame had changes nothing: padding and trailers are taken
  /// away, bytes are never added.
  /// - Returns: Whether all of these bytes were captured.
  @inline(__always)
  mutating func limit(to length: Int) -> Bool {
    let (region, isWhole) = cursor.readClampedRegion(length)
    sentEnd = min(sentEnd, region.offset &+ max(length, 0))
    cursor = region
    return isWhole
  }
}
