import Bytes

/// The header of a buffer of events (`WMI_BUFFER_HEADER`; its layout is documented by G. Chappell, "Studies of the Windows
/// kernel").
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///      +---------------------------------------------------------------+
///    0 |              Size of the buffer in the file                   |
///      +---------------------------------------------------------------+
///    4 |     Offsets, references, time, sequence number, clock, CPU    |
///      |                         (44 bytes)                            |
///      +---------------------------------------------------------------+
///   48 |      Bytes in use, the header and all events unpacked         |
///      +-------------------------------+-------------------------------+
///   52 |        Flags: 0x40 packed     |            Type               |
///      +-------------------------------+-------------------------------+
///   56 |                         16 bytes, then events                 |
///      +---------------------------------------------------------------+
struct TraceBuffer {
  static let headerSize = 72
  /// Windows allows 16 MiB, packed or not.
  static let longest = 64 << 20

  let size: Int
  let used: Int
  let isCompressed: Bool

  /// - Throws: `.truncated` for fewer bytes than ``headerSize``; `.invalid` for sizes that cannot be.
  init(_ bytes: Span<UInt8>) throws(ParseFault) {
    var cursor = ByteCursor(bytes)
    size = Int(try cursor.readLittleUInt32(bytes, "BufferSize"))
    _ = try cursor.readRange(44, "WMI_BUFFER_HEADER")
    used = Int(try cursor.readLittleUInt32(bytes, "Offset"))
    isCompressed = try cursor.readLittleUInt16(bytes, "BufferFlag") & 0x40 != 0
    _ = try cursor.readRange(18, "WMI_BUFFER_HEADER")
    let isPossible = used >= Self.headerSize && used <= Self.longest && (isCompressed || used <= size)
    guard size == 0 || size >= Self.headerSize && size <= Self.longest && isPossible else {
      throw ParseFault(.invalid, offset: 0, field: "BufferSize")
    }
  }
}
