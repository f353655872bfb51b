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
/// belongs to the pseudowire and carries no traffic (RFC 4385, section 5).
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
    case 1: return .other
    default: return .tunnel(.pseudowire)
    }
  }

  private static let lastOfStack: UInt32 = 0x100
}
