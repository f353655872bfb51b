import Bytes

/// PPP over Ethernet, session stage (RFC 2516, section 4).
///
/// ```
/// 0              1      2         4        6
/// | version, type | code | session | length | PPP frame without address and control
/// ```
enum PPPoESession {
  static func answer(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = frame
    let header = bytes.extracting(try region.readHeader(6, "pppoe"))
    guard header[0] == versionAndType, header[1] == 0 else { return .other }
    _ = region.limit(to: Int(header.field16(4)))
    return try PPP.answer(region, bytes)
  }

  private static let versionAndType: UInt8 = 0x11
}
