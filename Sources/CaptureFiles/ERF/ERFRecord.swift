import Bytes

/// A record of Endace's Extensible Record Format (ERF Types Reference Guide, EDM11-01).
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///      +---------------------------------------------------------------+
///    0 |   Time: the fraction of a second in 2⁻³², then seconds since  |
///      |   1970; the least significant byte comes first                |
///      +-+-------------+---------------+-------------------------------+
///    8 |E|    Type     |     Flags     |        Record length          |
///      +-+-------------+---------------+-------------------------------+
///   12 |   Lost packets, or a colour   |     Length on the wire        |
///      +-------------------------------+-------------------------------+
///   16 |   E: extension headers (8 bytes each; the first bit says      |
///      |   whether another one follows)                                |
///      +---------------------------------------------------------------+
///      |   Ethernet: offset and padding (2 bytes); multichannel HDLC:  |
///      |   a header (4 bytes); then the frame                          |
///      +---------------------------------------------------------------+
struct ERFRecord {
  static let headerSize = 16
  private static let extensionSize = 8

  /// 32 bits of seconds, 32 bits of their fraction.
  let time: UInt64
  let type: UInt8
  /// Where the captured bytes of the frame are.
  let frame: Range<Int>
  let originalLength: Int
  /// Records that were lost before this one, where it says so.
  let lost: UInt16

  /// The length of the record with its header, as it says; `bytes` hold a header.
  static func length(_ bytes: Span<UInt8>) -> Int { Int(bytes[10]) << 8 | Int(bytes[11]) }

  /// - Parameter region: the record, or as much of it as there is.
  /// - Throws: `.truncated` when its headers do not fit.
  init(_ bytes: Span<UInt8>, _ region: ByteCursor) throws(ParseFault) {
    var cursor = region
    time = try cursor.readLittleUInt64(bytes, "ts")
    var extensionMark = try cursor.readUInt8(bytes, "type")
    type = extensionMark & 0x7F
    _ = try cursor.readUInt8(bytes, "flags")
    _ = try cursor.readUInt16(bytes, "rlen")
    let counter = try cursor.readUInt16(bytes, "lctr")
    originalLength = Int(try cursor.readUInt16(bytes, "wlen"))
    while extensionMark & 0x80 != 0 {
      let header = try cursor.readRange(Self.extensionSize, "extension header")
      extensionMark = bytes[header.lowerBound]
    }
    _ = try cursor.readRange(ERFType.headerSize(type), "type header")
    // Records are padded.
    frame = cursor.offset..<min(cursor.end, cursor.offset + originalLength)
    lost = ERFType.countsLost(type) ? counter : 0
  }

  /// Since 1970, rounded to the nearest.
  var nanoseconds: Int64 {
    let fraction = ((time & 0xFFFF_FFFF) * 1_000_000_000 + 0x8000_0000) >> 32
    return Int64(time >> 32) * 1_000_000_000 + Int64(fraction)
  }

  var isPadding: Bool { type == ERFType.padding }
  var linkType: UInt32 { ERFType.linkType(type) }
}

/// The types of records that hold a packet.
enum ERFType {
  static let padding: UInt8 = 48

  /// The LINKTYPE_ number of a type's frames; a number above those of all link types for other records.
  static func linkType(_ type: UInt8) -> UInt32 {
    switch type {
    case ethernet, colouredEthernet, streamEthernet, hashEthernet: 1
    // PPP or Cisco HDLC: the first byte of a frame tells.
    case hdlc, colouredHDLC, streamHDLC, hashHDLC, channelHDLC, colouredChannelHDLC: 50
    case 22: 228
    case 23: 229
    default: 0xFFFD_0000 | UInt32(type)
    }
  }

  /// The size of what precedes the frame.
  static func headerSize(_ type: UInt8) -> Int {
    switch type {
    case ethernet, colouredEthernet, streamEthernet, hashEthernet: 2
    case channelHDLC, colouredChannelHDLC: 4
    default: 0
    }
  }

  /// Other types have a colour in its place.
  static func countsLost(_ type: UInt8) -> Bool {
    switch type {
    case hdlc, ethernet, channelHDLC, 22, 23: true
    default: false
    }
  }

  private static let hdlc: UInt8 = 1
  private static let ethernet: UInt8 = 2
  private static let channelHDLC: UInt8 = 5
  private static let colouredHDLC: UInt8 = 10
  private static let colouredEthernet: UInt8 = 11
  /// Coloured by the card's stream (DSM).
  private static let streamHDLC: UInt8 = 15
  private static let streamEthernet: UInt8 = 16
  private static let colouredChannelHDLC: UInt8 = 17
  private static let hashHDLC: UInt8 = 19
  private static let hashEthernet: UInt8 = 20
}
