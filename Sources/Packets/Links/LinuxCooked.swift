import Bytes

/// Linux cooked captures (LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2; tcpdump.org).
enum LinuxCooked {
  /// Version 1.
  ///
  /// ```
  /// 0             2             4                6         14         16
  /// | packet type | device type | address length | address | protocol | payload
  /// ```
  static func decode(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = frame
    let header = bytes.extracting(try region.readHeader(16, "sll"))
    return try decode(header.field16(14), device: header.field16(2), region, bytes)
  }

  /// Version 2.
  ///
  /// ```
  /// 0          2          4           8             10            11               12        20
  /// | protocol | reserved | interface | device type | packet type | address length | address | payload
  /// ```
  static func decodeVersion2(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = frame
    let header = bytes.extracting(try region.readHeader(20, "sll2"))
    return try decode(header.field16(0), device: header.field16(8), region, bytes)
  }

  /// What a cooked header's protocol means, in either version.
  ///
  /// A protocol up to 1500 is Linux' own number: 4 is 802.2 with its own header. Netlink devices use a
  /// netlink family.
  private static func decode(
    _ number: UInt16, device: UInt16, _ frame: FrameRegion, _ bytes: Span<UInt8>
  ) throws(ParseFault) -> LinkResult {
    guard device != netlinkDevice else { return .other }
    if number > EtherType.lengthLimit {
      return try EtherTypeRegistry.decode(EtherType(rawValue: number), frame, bytes)
    }
    var region = frame
    guard number == logicalLinkControl, let type = try LLC.payloadType(&region, bytes) else { return .other }
    return try EtherTypeRegistry.decode(type, region, bytes)
  }

  /// `LINUX_SLL_P_802_2`.
  private static let logicalLinkControl: UInt16 = 4
  /// `ARPHRD_NETLINK`.
  private static let netlinkDevice: UInt16 = 824
}
