import Bytes

/// BSD loopback (LINKTYPE_NULL), also written by Npcap for its loopback adapter.
///
/// ```
/// 0                4
/// | address family | payload
/// ```
///
/// The family is in the byte order of the machine that captured. Families are below 2^16, so the
/// half that is zero gives the order away, whatever the file header says.
enum NullLoopback {
  static func answer(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = frame
    let read = try region.cursor.readUInt32(bytes, "null.family")
    if read &>> 16 == pppFrame { return try PPP.answer(frame, bytes) }
    if read <= UInt32(UInt16.max) { return AddressFamily.answer(read, region) }
    if read & UInt32(UInt16.max) == 0 { return AddressFamily.answer(read.byteSwapped, region) }
    // Neither order gives a family: some writers keep an EtherType in the second half.
    return AddressFamily.answer(read & UInt32(UInt16.max), region)
  }

  /// How a PPP frame starts; some systems call their PPP captures loopback.
  private static let pppFrame: UInt32 = 0xff03
}

/// The address family that the BSDs put in front of loopback packets.
///
/// IPv4 is 2 everywhere. IPv6 differs by system, so every value known to be in use is taken:
/// 10 Linux, 23 Windows, 24 NetBSD, OpenBSD and Npcap, 26 Solaris, 28 FreeBSD, 30 Darwin.
enum AddressFamily {
  static func answer(_ family: UInt32, _ region: FrameRegion) -> LinkResult {
    switch family {
    case 2: .payload(LinkPayload(type: .ipv4, region: region))
    case 10, 23, 24, 26, 28, 30: .payload(LinkPayload(type: .ipv6, region: region))
    // Some writers put an EtherType there.
    case UInt32(EtherType.ipv4.rawValue): .payload(LinkPayload(type: .ipv4, region: region))
    case UInt32(EtherType.ipv6.rawValue): .payload(LinkPayload(type: .ipv6, region: region))
    default: .other
    }
  }
}
