import Bytes

/// Ethernet II and IEEE 802.3 frames (IEEE 802.3, clause 3.1.1).
///
/// ```
/// 0            6            12       14
/// | destination | source     | type   | payload, then padding up to 60 bytes
/// ```
enum Ethernet {
  @inline(__always)
  static func answer(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = frame
    let header = bytes.extracting(try region.readHeader(14, "ethernet"))
    let type = EtherType(rawValue: header.field16(12))
    return try EtherTypeRegistry.answer(type, region, bytes)
  }
}
