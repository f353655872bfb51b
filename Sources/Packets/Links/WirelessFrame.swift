import Bytes

/// Data frames of wireless networks (IEEE 802.11, clause 9.3.2).
///
/// ```
/// 0         2          4          10         16         22         24
/// | control | duration | address  | address  | address  | sequence | address (6, between access points),
///                                                                  | QoS (2), HT (4), LLC and SNAP
/// ```
///
/// The control field is in the order that it is sent: version (2), type (2), subtype (4); then the flags to and from the
/// access point, more fragments, retry, ..., protected, +HTC.
enum WirelessFrame {
  /// - Parameter mayBeSwapped: access points of Cisco send the two bytes of the control and the sequence field in the
  ///   other order: then the version in the first is not 0.
  static func decode(
    _ frame: FrameRegion, mayBeSwapped: Bool = false, _ bytes: Span<UInt8>
  ) throws(ParseFault) -> LinkResult {
    var region = frame
    let header = bytes.extracting(try region.readHeader(24, "wlan"))
    let isSwapped = mayBeSwapped && header[0] & 0x03 != 0
    let (type, flags) = isSwapped ? (header[1], header[0]) : (header[0], header[1])
    // Data, and not a subtype without any; fragments and what is encrypted carry nothing that can be read.
    guard type & 0x0c == 0x08, type & 0x40 == 0, flags & 0x44 == 0, header[isSwapped ? 23 : 22] & 0x0f == 0
    else {
      return .other
    }
    if flags & 0x03 == 0x03 { _ = try region.cursor.readRange(6, "wlan.address4") }
    if type & 0x80 != 0 {
      let control = try region.cursor.readUInt16(bytes, "wlan.qos")
      if flags & 0x80 != 0 { _ = try region.cursor.readUInt32(bytes, "wlan.ht") }
      if control & 0x8000 != 0 { try readAggregate(&region, bytes) }
    }
    guard let payload = try LLC.payloadType(&region, bytes) else { return .other }
    return try EtherTypeRegistry.decode(payload, region, bytes)
  }

  /// The first of several frames in one: addresses (12), length (2), LLC.
  private static func readAggregate(_ region: inout FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) {
    _ = try region.cursor.readRange(12, "wlan.aggregate")
    let length = Int(try region.cursor.readUInt16(bytes, "wlan.aggregateLength"))
    _ = region.limit(to: length)
  }
}
