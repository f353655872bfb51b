import Bytes

/// Generic Routing Encapsulation (RFC 2784; key and sequence number: RFC 2890; version 1, PPTP: RFC 2637).
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-------+---------+-----+-------------------------------+
/// |C|R|K|S| ...     |A|     |vers.|            protocol           |
/// +-+-+-+-+-------+---------+-----+-------------------------------+
/// |   checksum, offset (C or R)   key (K)   sequence number (S)   |
/// |   acknowledgement (A, version 1): 4 bytes each, if present    |
/// +---------------------------------------------------------------+
/// ```
enum GRE {
  static func contents(_ payload: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = payload
    let flags = try region.cursor.readUInt16(bytes, "gre.flags")
    let type = EtherType(rawValue: try region.cursor.readUInt16(bytes, "gre.protocol"))
    let isVersion1 = flags & 0x7 == 1
    let fields: [UInt16] = isVersion1 ? [0x2000, 0x1000, 0x0080] : [0xc000, 0x2000, 0x1000]
    for field in fields where flags & field != 0 { _ = try region.cursor.readUInt32(bytes, "gre.field") }
    // Source routes (R) are obsolete, and end with an empty one.
    if flags & 0x4000 != 0, !isVersion1 { return .other }
    switch type {
    case .ppp: return try PPP.decode(region, bytes)
    case .ethernetBridging: return .frame(.ethernet, region)
    case .erspan: return try ERSPAN.contents(region, hasHeader: flags & 0x1000 != 0)
    case .erspan3: return try ERSPAN.contents3(region, bytes)
    default: return try EtherTypeRegistry.decode(type, region, bytes)
    }
  }
}

/// Mirrored Ethernet frames of Cisco's switches (draft-foschiano-erspan).
///
/// Type I has no header, type II one of 8 bytes; that of type III has 12, and 8 more where its last bit is set.
enum ERSPAN {
  static func contents(_ payload: FrameRegion, hasHeader: Bool) throws(ParseFault) -> LinkResult {
    var region = payload
    if hasHeader { _ = try region.cursor.readRange(8, "erspan") }
    return .frame(.ethernet, region)
  }

  static func contents3(_ payload: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = payload
    let header = bytes.extracting(try region.readHeader(12, "erspan3"))
    if header[11] & 1 != 0 { _ = try region.cursor.readRange(8, "erspan3.platform") }
    return .frame(.ethernet, region)
  }
}

/// Ethernet in IP (RFC 3378): version 3 (4 bits), reserved (12 bits), frame.
enum EtherIP {
  static func contents(_ payload: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = payload
    guard try region.cursor.readUInt16(bytes, "etherip") & 0xf000 == 0x3000 else { return .other }
    return .frame(.ethernet, region)
  }
}
