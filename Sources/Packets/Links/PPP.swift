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
  static func answer(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
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
    case 0x0021: return .payload(LinkPayload(type: .ipv4, region: region))
    case 0x0057: return .payload(LinkPayload(type: .ipv6, region: region))
    default: return .other
    }
  }

  /// The address byte of a frame that keeps it.
  private static let allStations: UInt16 = 0xff
}
