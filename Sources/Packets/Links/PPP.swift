import Bytes

/// PPP frames (RFC 1661, section 2; RFC 1662, section 3.1), bare or in PPPoE.
///
/// ```
/// 0         1         2          4
/// | address | control | protocol | payload
/// ```
///
/// Address and control (`ff 03`) may be left out, and so may the zero in front of a protocol number
/// below 256: its low byte is odd, the high byte even.
enum PPP {
  static func decode(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = frame
    var number = UInt16(try region.cursor.readUInt8(bytes, "ppp.protocol"))
    if number == allStations {
      _ = try region.cursor.readUInt8(bytes, "ppp.control")
      number = UInt16(try region.cursor.readUInt8(bytes, "ppp.protocol"))
    }
    if number & 1 == 0 {
      number = number &<< 8 | UInt16(try region.cursor.readUInt8(bytes, "ppp.protocol"))
    }
    switch number {
    case 0x0021: return .packet(.ipv4, region)
    case 0x0057: return .packet(.ipv6, region)
    default: return .other
    }
  }

  /// PPP on a serial line, where some lines speak Cisco HDLC (LINKTYPE_PPP_HDLC; tcpdump.org).
  static func decodeSerial(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var peek = frame.cursor
    let address = try peek.readUInt8(bytes, "ppp.address")
    return CiscoHDLC.addresses.contains(address)
      ? try CiscoHDLC.decode(frame, bytes) : try decode(frame, bytes)
  }

  /// PPP over Ethernet, session stage (RFC 2516, section 4).
  ///
  /// ```
  /// 0              1      2         4        6
  /// | version, type | code | session | length | PPP frame without address and control
  /// ```
  static func decodePPPoE(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = frame
    let header = bytes.extracting(try region.readHeader(6, "pppoe"))
    guard header[0] == versionAndType, header[1] == 0 else { return .other }
    _ = region.limit(to: Int(header.field16(4)))
    return try decode(region, bytes)
  }

  /// The address byte of a frame that keeps it.
  private static let allStations: UInt16 = 0xff
  private static let versionAndType: UInt8 = 0x11
}

/// Cisco HDLC (LINKTYPE_C_HDLC; RFC 1547, section 4.3.1).
///
/// ```
/// 0         1         2      4
/// | address | control | type | payload
/// ```
enum CiscoHDLC {
  static func decode(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = frame
    let header = bytes.extracting(try region.readHeader(4, "chdlc"))
    return try EtherTypeRegistry.decode(EtherType(rawValue: header.field16(2)), region, bytes)
  }

  /// Unicast and multicast.
  static let addresses: [UInt8] = [0x0f, 0x8f]
}
