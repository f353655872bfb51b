import Bytes

/// VN-Tag (EtherType 0x8926; IEEE 802.1BR's predecessor): direction and interfaces (4), type.
enum VNTag {
  static func payloadType(_ region: inout FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> EtherType {
    _ = try region.cursor.readRange(4, "vntag")
    return EtherType(rawValue: try region.cursor.readUInt16(bytes, "vntag.type"))
  }
}
