import Bytes

/// The book of EtherTypes: what follows which protocol number.
///
/// Tags are taken off here, for Ethernet and for the Linux cooked headers alike. To add a protocol
/// that carries IP, write its file in `Links` and one line here.
enum EtherTypeRegistry {
  /// How many VLAN tags may stand in a row. Provider networks use two, rarely three.
  static let tagLimit = 16

  /// - Parameter first: The type in the link header; a value up to 1500 is a length (IEEE 802.3).
  @inline(__always)
  static func answer(
    _ type: EtherType, _ frame: FrameRegion, _ bytes: Span<UInt8>
  ) throws(ParseFault) -> LinkResult {
    // Nearly every frame, without the loop's cost.
    if type == .ipv4 || type == .ipv6 { return .payload(LinkPayload(type: type, region: frame)) }
    return try answerTagged(type, frame, bytes)
  }

  private static func answerTagged(
    _ first: EtherType, _ frame: FrameRegion, _ bytes: Span<UInt8>
  ) throws(ParseFault) -> LinkResult {
    var type = first
    var region = frame
    for _ in 0...tagLimit {
      switch type {
      case .ipv4, .ipv6: return .payload(LinkPayload(type: type, region: region))
      case .vlan, .serviceVLAN, .oldServiceVLAN, .otherServiceVLAN:
        type = try VLANTag.payloadType(&region, bytes)
      case .pppoeSession: return try PPPoESession.answer(region, bytes)
      case _ where type.rawValue <= EtherType.lengthLimit:
        guard let inner = try LLC.payloadType(&region, length: Int(type.rawValue), bytes) else {
          return .other
        }
        type = inner
      default: return .other
      }
    }
    throw ParseFault(.invalid, offset: region.cursor.offset, field: "vlan.tags")
  }
}
