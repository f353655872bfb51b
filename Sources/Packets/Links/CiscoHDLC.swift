import Bytes

/// Cisco HDLC (LINKTYPE_C_HDLC; RFC 1547, section 4.3.1).
///
/// ```
/// 0         1         2      4
/// | address | control | type | payload
/// ```
enum CiscoHDLC {
  static func answer(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = frame
    let header = bytes.extracting(try region.readHeader(4, "chdlc"))
    return try EtherTypeRegistry.answer(EtherType(rawValue: header.field16(2)), region, bytes)
  }

  /// PPP on a serial line, where some lines speak Cisco HDLC (LINKTYPE_PPP_HDLC; tcpdump.org).
  static func answerSerial(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var peek = frame.cursor
    let address = try peek.readUInt8(bytes, "ppp.address")
    return address == unicast || address == multicast
      ? try answer(frame, bytes) : try PPP.answer(frame, bytes)
  }

  private static let unicast: UInt8 = 0x0f
  private static let multicast: UInt8 = 0x8f
}
