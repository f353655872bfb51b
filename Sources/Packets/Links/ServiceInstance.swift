import Bytes

/// A service instance of a provider's backbone (EtherType 0x88e7; IEEE 802.1Q, clause 9.7): flags and instance (4), then
/// the customer's Ethernet frame.
enum ServiceInstance {
  static func frame(_ payload: FrameRegion) throws(ParseFault) -> FrameRegion {
    var region = payload
    _ = try region.cursor.readRange(4, "pbb")
    return region
  }
}
