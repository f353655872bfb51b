import Bytes

/// A stack of MPLS labels (RFC 3032, section 2.1).
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +---------------------------------------+-----+-+---------------+
/// |                 label                 |class|S|  time to live |
/// +---------------------------------------+-----+-+---------------+
/// ```
///
/// S is set in the last label. Nothing names the protocol behind it: routers use the first four bits, which
/// are the version of an IP packet and neither 4 nor 6 in a pseudowire (RFC 4928, section 3). 1 begins a channel that
/// belongs to the pseudowire and carries no traffic (RFC 4385, section 5). A pseudowire of Ethernet has a control word of
/// 4 bytes that begins with 0 (RFC 4448, section 4.6), or none.
enum MPLS {
  /// How many labels may follow each other. Providers use three or four, segment routing some ten.
  static let labelLimit = 32

  static func decode(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = frame
    for _ in 0..<labelLimit {
      let entry = try region.cursor.readUInt32(bytes, "mpls.label")
      if entry & lastOfStack != 0 { return try payload(region, bytes) }
    }
    throw ParseFault(.invalid, offset: region.cursor.offset, field: "mpls.labels")
  }

  private static func payload(_ region: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var peek = region.cursor
    switch try peek.readUInt8(bytes, "mpls.payload") &>> 4 {
    case 4: return .packet(.ipv4, region)
    case 6: return .packet(.ipv6, region)
    case 0:
      var frame = region
      _ = try frame.cursor.readRange(4, "pseudowire.control")
      if try holdsFrame(frame, bytes) { return .frame(.ethernet, frame) }
    case 1: return .other
    default: break
    }
    return try holdsFrame(region, bytes) ? .frame(.ethernet, region) : .tunnel(.pseudowire)
  }

  /// Whether an Ethernet frame of a known type begins there.
  private static func holdsFrame(_ region: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> Bool {
    var peek = region.cursor
    _ = try peek.readRange(12, "pseudowire.addresses")
    return typesInPseudowires.contains(EtherType(rawValue: try peek.readUInt16(bytes, "pseudowire.type")))
  }

  private static let typesInPseudowires: [EtherType] = [
    .ipv4, .ipv6, .arp, .vlan, .serviceVLAN, .mpls, .pppoeSession,
  ]

  private static let lastOfStack: UInt32 = 0x100
}
