import Bytes

/// A service instance of a provider's backbone (EtherType 0x88e7; IEEE 802.1Q, clause 9.7): flags and instance (4), then
/// the customer's Ethernet frame.
enum ServiceInstance {
  static func payloadType(_ region: inout FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> EtherType {
    _ = try region.cursor.readRange(4 + 12, "pbb")
    return EtherType(rawValue: try region.cursor.readUInt16(bytes, "pbb.type"))
  }
}
