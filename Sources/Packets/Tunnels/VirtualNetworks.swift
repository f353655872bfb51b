import Bytes

// Networks of virtual machines in UDP.

/// VXLAN (RFC 7348, section 5): flags, reserved (3), network (3), reserved; then an Ethernet frame.
enum VXLAN {
  static func contents(_ payload: FrameRegion) throws(ParseFault) -> LinkResult {
    var region = payload
    _ = try region.cursor.readRange(8, "vxlan")
    return .frame(.ethernet, region)
  }
}

/// Geneve (RFC 8926, section 3.4).
///
/// ```
/// 0                          1       2          4         7
/// | version 2, words of      | flags | protocol | network | reserved | options | payload
/// | options 6                |
/// ```
enum Geneve {
  static func contents(_ payload: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = payload
    let words = Int(try region.cursor.readUInt8(bytes, "geneve.length") & 0x3f)
    _ = try region.cursor.readUInt8(bytes, "geneve.flags")
    let type = EtherType(rawValue: try region.cursor.readUInt16(bytes, "geneve.protocol"))
    _ = try region.cursor.readRange(4 &+ 4 &* words, "geneve.options")
    return type == .ethernetBridging
      ? .frame(.ethernet, region) : try EtherTypeRegistry.decode(type, region, bytes)
  }
}

/// Data of wireless access points in CAPWAP (RFC 5415, section 4.3), without encryption.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +---------------+---------+---------+---------+-+-+-+-----------+
/// |version, type 0|  words  |  radio  | binding |T|F|L|   ...     |
/// +---------------+---------+---------+---------+-+-+-+-----------+
/// |          fragment             |        offset           | ... |
/// +---------------------------------------------------------------+
/// ```
///
/// T: a frame of the radio, else an Ethernet frame. F: a fragment; a first one is read as far as it goes.
enum CAPWAP {
  static func contents(_ payload: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = payload
    let word = try region.cursor.readUInt32(bytes, "capwap")
    if word &>> 24 == 1 { return .tunnel(.capwap) }
    let offset = try region.cursor.readUInt32(bytes, "capwap.fragment") &>> 3 & 0x1fff
    let words = Int(word &>> 19 & 0x1f)
    guard words >= 2 else { throw ParseFault(.invalid, offset: region.cursor.offset, field: "capwap.hlen") }
    _ = try region.cursor.readRange(4 &* words &- 8, "capwap.options")
    if word & 0x80 != 0, offset != 0 { return .other }
    return .frame(word & 0x100 != 0 ? .accessPoint : .ethernet, region)
  }
}
