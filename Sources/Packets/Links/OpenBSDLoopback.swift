import Bytes

/// OpenBSD loopback (LINKTYPE_LOOP): as ``NullLoopback``, but always in network byte order.
enum OpenBSDLoopback {
  static func answer(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = frame
    let family = try region.cursor.readUInt32(bytes, "loop.family")
    return AddressFamily.answer(family, region)
  }
}
