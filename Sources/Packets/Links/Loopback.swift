import Bytes

/// BSD loopback, also written by Npcap for its loopback adapter.
///
/// ```
/// 0                4
/// | address family | payload
/// ```
enum Loopback {
  /// The family in the byte order of the capturing machine (LINKTYPE_NULL). Families are below 2^16, so the
  /// zero half tells the order.
  static func decodeNull(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = frame
    let family = try region.cursor.readUInt32(bytes, "null.family")
    if family &>> 16 == pppFrame { return try PPP.decode(frame, bytes) }
    if family <= UInt32(UInt16.max) { return packet(family, region) }
    if family & UInt32(UInt16.max) == 0 { return packet(family.byteSwapped, region) }
    // Neither order gives a family: some writers keep an EtherType in the second half.
    return packet(family & UInt32(UInt16.max), region)
  }

  /// The family in network byte order (LINKTYPE_LOOP of OpenBSD).
  static func decodeOpenBSD(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = frame
    let family = try region.cursor.readUInt32(bytes, "loop.family")
    return packet(family, region)
  }

  /// How a PPP frame starts; some systems call their PPP captures loopback.
  private static let pppFrame: UInt32 = 0xff03

  /// IPv4 is family 2 everywhere. IPv6 differs by system, so every value known to be in use is accepted:
  /// 10 Linux, 23 Windows, 24 NetBSD, OpenBSD and Npcap, 26 Solaris, 28 FreeBSD, 30 Darwin.
  private static func packet(_ family: UInt32, _ region: FrameRegion) -> LinkResult {
    switch family {
    case 2: .packet(.ipv4, region)
    case 10, 23, 24, 26, 28, 30: .packet(.ipv6, region)
    // Some writers put an EtherType there.
    case UInt32(EtherType.ipv4.rawValue): .packet(.ipv4, region)
    case UInt32(EtherType.ipv6.rawValue): .packet(.ipv6, region)
    default: .other
    }
  }
}
