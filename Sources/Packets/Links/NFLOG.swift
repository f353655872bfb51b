import Bytes

/// Packets that a Linux firewall rule logged (LINKTYPE_NFLOG; tcpdump.org).
///
/// ```
/// 0        1         2             4
/// | family | version | resource id | attributes ...
///
/// 0        2      4
/// | length | type | content, length - 4 bytes, then padding up to a word
/// ```
///
/// Attributes are in the byte order of the capturing machine. Their types are below 256, so the
/// half that is not zero tells the order.
enum NFLOG {
  static func decode(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = frame
    let header = bytes.extracting(try region.readHeader(4, "nflog"))
    guard let type = etherType(family: header[0]) else { return .other }
    // Every iteration reads at least four bytes.
    while !region.cursor.isAtEnd {
      let attribute = bytes.extracting(try region.readHeader(4, "nflog.attribute"))
      let isLittle = attribute[3] == 0
      let length = Int(isLittle ? attribute.field16(0).byteSwapped : attribute.field16(0)) &- 4
      let kind = isLittle ? attribute.field16(2).byteSwapped : attribute.field16(2)
      guard length >= 0 else { break }
      if kind == payloadKind {
        _ = region.limit(to: length)
        return .packet(type, region)
      }
      _ = try region.cursor.readRange((length &+ 3) & ~3, "nflog.attribute")
    }
    throw ParseFault(.invalid, offset: region.cursor.offset, field: "nflog.attribute")
  }

  /// Linux address families.
  private static func etherType(family: UInt8) -> EtherType? {
    switch family {
    case 2: .ipv4
    case 10: .ipv6
    default: nil
    }
  }

  /// `NFULA_PAYLOAD`.
  private static let payloadKind: UInt16 = 9
}
