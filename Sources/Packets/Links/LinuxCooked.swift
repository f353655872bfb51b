import Bytes

/// Linux cooked capture, version 1 (LINKTYPE_LINUX_SLL; tcpdump.org).
///
/// ```
/// 0             2             4                6         14         16
/// | packet type | device type | address length | address | protocol | payload
/// ```
enum LinuxCooked {
  static func answer(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = frame
    _ = try region.cursor.readUInt16(bytes, "sll.packetType")
    let device = try region.cursor.readUInt16(bytes, "sll.deviceType")
    _ = try region.cursor.readRange(10, "sll.address")
    let number = try region.cursor.readUInt16(bytes, "sll.protocol")
    return try answer(number, device: device, region, bytes)
  }

  /// What a cooked header's protocol means, in either version.
  ///
  /// A protocol up to 1500 is a number of Linux' own, not a length: 4 stands for 802.2, which brings
  /// its own header. Netlink devices put a netlink family there.
  static func answer(
    _ number: UInt16, device: UInt16, _ frame: FrameRegion, _ bytes: Span<UInt8>
  ) throws(ParseFault) -> LinkResult {
    guard device != netlinkDevice else { return .other }
    if number > EtherType.lengthLimit {
      return try EtherTypeRegistry.answer(EtherType(rawValue: number), frame, bytes)
    }
    var region = frame
    guard number == logicalLinkControl, let type = try LLC.payloadType(&region, bytes) else { return .other }
    return try EtherTypeRegistry.answer(type, region, bytes)
  }

  /// `LINUX_SLL_P_802_2`.
  private static let logicalLinkControl: UInt16 = 4
  /// `ARPHRD_NETLINK`.
  private static let netlinkDevice: UInt16 = 824
}
