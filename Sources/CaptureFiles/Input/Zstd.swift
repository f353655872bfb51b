import Bytes

extension Compression {
  /// Zstandard (RFC 8878), also several consecutive frames.
  ///
  ///     +----+----+----+----+-- ... --+-----------------+----------+
  ///     | 28 | B5 | 2F | FD | header  | blocks ...      | checksum |   and perhaps another frame
  ///     +----+----+----+----+-- ... --+-----------------+----------+
  static let zstd = Compression(
    name: "zstd",
    recognises: { SkippableFrames.magicBehind($0) == 0xFD2F_B528 },
    makeDecompressor: { ZstdDecompressor() })
}

/// Frames that hold no data, which zstd and lz4 files may begin with (RFC 8878, section 3.1.2).
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///      +---------------------------------------------------------------+
///    0 |     Magic number: 0x184D2A50 to 0x184D2A5F, little-endian     |
///      +---------------------------------------------------------------+
///    4 |                     Frame size, little-endian                 |
///      +---------------------------------------------------------------+
///    8 |                          User data                            |
///      +---------------------------------------------------------------+
enum SkippableFrames {
  /// The magic number of the first frame that is none of these; nil when the bytes end before it.
  static func magicBehind(_ bytes: Span<UInt8>) -> UInt32? {
    var cursor = ByteCursor(bytes)
    while let magic = try? cursor.readLittleUInt32(bytes, "Magic_Number") {
      guard magic & 0xFFFF_FFF0 == 0x184D_2A50 else { return magic }
      guard let size = try? cursor.readLittleUInt32(bytes, "Frame_Size"),
        (try? cursor.readRange(Int(size), "User_Data")) != nil
      else { return nil }
    }
    return nil
  }
}
