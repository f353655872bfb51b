import Bytes

/// One VLAN tag behind its EtherType (IEEE 802.1Q, clause 9.6; the same for 802.1ad service tags).
///
/// ```
/// 0         2          4
/// | control | type     | payload
/// ```
///
/// The control field holds priority and VLAN number; neither matters here.
enum VLANTag {
  static func payloadType(_ region: inout FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> EtherType {
    _ = try region.cursor.readUInt16(bytes, "vlan.control")
    return EtherType(rawValue: try region.cursor.readUInt16(bytes, "vlan.type"))
  }
}
