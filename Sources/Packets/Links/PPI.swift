import Bytes

/// Per-packet information (LINKTYPE_PPI): version, flags, length of the header (2), link type (4), the least significant
/// byte first.
enum PPI {
  static func decode(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = frame
    var peek = frame.cursor
    _ = try peek.readUInt16(bytes, "ppi.version")
    let length = Int(try peek.readUInt16(bytes, "ppi.length").byteSwapped)
    let link = LinkType(rawValue: try peek.readUInt32(bytes, "ppi.dlt").byteSwapped)
    _ = try region.cursor.readRange(length, "ppi")
    switch link {
    case .wireless, .radiotap, .ethernet: return .frame(link, region)
    case .raw, .rawDLT12, .rawDLT14: return .packet(.ipv4, region)
    default: return .unknownLink
    }
  }
}
