import Bytes

/// Fields of a header whose length was checked in one go.
///
/// Headers of a fixed size are read as a whole and then field by field at the offsets their
/// drawings give: one test instead of one a field, which is what a frame's time went into. An offset
/// outside the span would still stop the program, not read foreign memory.
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
