import Bytes

/// A record of a snoop capture: a header and the frame's captured bytes (RFC 1761, section 3).
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///      +---------------------------------------------------------------+
///    0 |                        Original Length                        |
///      +---------------------------------------------------------------+
///    4 |                        Included Length                        |
///      +---------------------------------------------------------------+
///    8 |                     Packet Record Length                      |
///      +---------------------------------------------------------------+
///   12 |                       Cumulative Drops                        |
///      +---------------------------------------------------------------+
///   16 |                      Timestamp Seconds                        |
///      +---------------------------------------------------------------+
///   20 |                    Timestamp Microseconds                     |
///      +---------------------------------------------------------------+
///   24 |                 Packet Data, then padding                     |
///      +---------------------------------------------------------------+
struct SnoopRecord {
  static let headerSize = 24

  let originalLength: Int
  let capturedLength: Int
  /// Of header, frame and padding.
  let length: Int
  let dropped: UInt32
  let time: Int64

  var padding: Int { length - Self.headerSize - capturedLength }

  /// - Throws: `.truncated` for fewer bytes than a header, `.invalid` when the frame does not fit in the record.
  init(_ bytes: Span<UInt8>, _ header: ByteCursor) throws(ParseFault) {
    var cursor = header
    originalLength = Int(try cursor.readUInt32(bytes, "Original Length"))
    capturedLength = Int(try cursor.readUInt32(bytes, "Included Length"))
    length = Int(try cursor.readUInt32(bytes, "Packet Record Length"))
    dropped = try cursor.readUInt32(bytes, "Cumulative Drops")
    let seconds = Int64(try cursor.readUInt32(bytes, "Timestamp Seconds"))
    time = seconds * 1_000_000_000 + Int64(try cursor.readUInt32(bytes, "Timestamp Microseconds")) * 1000
    if length - Self.headerSize < capturedLength {
      throw ParseFault(.invalid, offset: header.offset + 8, field: "Packet Record Length")
    }
  }
}
