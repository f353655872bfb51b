import Bytes

/// The type of a pcapng block. Any number is a valid value: unknown blocks are skipped.
struct BlockType: RawRepresentable, Hashable {
  let rawValue: UInt32

  static let interfaceDescription = BlockType(rawValue: 1)
  static let packet = BlockType(rawValue: 2)
  static let simplePacket = BlockType(rawValue: 3)
  static let interfaceStatistics = BlockType(rawValue: 5)
  static let enhancedPacket = BlockType(rawValue: 6)
  /// A program by its process id: a block of macOS, which Wireshark reads.
  static let processInformation = BlockType(rawValue: 0x8000_0001)
  /// Reads the same in both byte orders.
  static let sectionHeader = BlockType(rawValue: 0x0A0D_0D0A)

  var holdsFrame: Bool {
    self == .enhancedPacket || self == .simplePacket || self == .packet
  }

  /// Blocks without a packet that Wireshark numbers as frames: systemd journal entries, custom blocks, three
  /// kinds of sysdig events.
  var countsAsFrame: Bool {
    switch rawValue {
    case 9, 0x0000_0BAD, 0x4000_0BAD, 0x204, 0x216, 0x221: true
    default: false
    }
  }
}

/// The start of a pcapng block (draft-ietf-opsawg-pcapng, section 3.1).
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///      +---------------------------------------------------------------+
///    0 |                          Block Type                           |
///      +---------------------------------------------------------------+
///    4 |                      Block Total Length                       |
///      +---------------------------------------------------------------+
///    8 |   Block Body ... (in a section header: the byte-order magic)  |
///      +---------------------------------------------------------------+
///      |                      Block Total Length                       |
///      +---------------------------------------------------------------+
struct BlockHeader {
  /// The smallest block: both lengths and the type, or the least there is to read ahead.
  static let size = 12

  let type: BlockType
  let length: UInt32
  let order: ByteOrder

  /// - Parameter order: that of the section so far.
  /// - Throws: `.invalid` for a section header whose byte-order magic is none.
  init(_ bytes: Span<UInt8>, order: ByteOrder) throws(ParseFault) {
    var cursor = ByteCursor(bytes)
    let type = try cursor.readUInt32(bytes, "Block Type")
    let length = try cursor.readUInt32(bytes, "Block Total Length")
    self.type = BlockType(rawValue: order.value(type))
    self.order = self.type == .sectionHeader ? try Self.byteOrder(bytes, &cursor) : order
    self.length = self.order.value(length)
  }

  /// The block's length, padded to a multiple of 4 as in Wireshark.
  var paddedLength: Int { Self.padded(length) }

  static func padded(_ length: UInt32) -> Int { (Int(length) &+ 3) & ~3 }

  private static func byteOrder(_ bytes: Span<UInt8>, _ cursor: inout ByteCursor) throws(ParseFault)
    -> ByteOrder
  {
    switch try cursor.readUInt32(bytes, "Byte-Order Magic") {
    case 0x1A2B_3C4D: return .big
    case 0x4D3C_2B1A: return .little
    default: throw ParseFault(.invalid, offset: 8, field: "Byte-Order Magic")
    }
  }
}

/// The options at the end of a pcapng block (draft-ietf-opsawg-pcapng, section 3.5).
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///      +-------------------------------+-------------------------------+
///      |          Option Code          |         Option Length         |
///      +-------------------------------+-------------------------------+
///      |        Option Value, filled up to a multiple of 4 bytes       |
///      +---------------------------------------------------------------+
///
/// An option that does not fit ends the list: the block before it is still good.
struct BlockOptions {
  private var cursor: ByteCursor
  private let order: ByteOrder
  /// The end of the last option, where another can follow.
  private(set) var end: Int

  init(_ range: Range<Int>, order: ByteOrder) {
    cursor = ByteCursor(range)
    self.order = order
    end = range.lowerBound
  }

  /// The next option and the range of its value; nil after the last.
  mutating func next(_ bytes: Span<UInt8>) -> (code: UInt16, value: Range<Int>)? {
    guard let code = try? cursor.readUInt16(bytes, "Option Code"), code != 0,
      let length = try? cursor.readUInt16(bytes, "Option Length")
    else { return nil }
    let count = Int(order.value(length))
    guard let value = try? cursor.readRange(count, "Option Value") else { return nil }
    end = cursor.readClampedRegion(-count & 3).region.end
    return (order.value(code), value)
  }
}
