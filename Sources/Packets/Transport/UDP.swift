import Bytes

/// A UDP header (RFC 768).
///
/// ```
/// 0             2                  4        6          8
/// | source port | destination port | length | checksum | payload
/// ```
enum UDPHeader {
  /// Reads one datagram.
  ///
  /// A length beyond the packet means the packet's end, as does zero in IPv6 (RFC 2675, section 4); zero is
  /// wrong in IPv4.
  /// - Returns: also its payload, as far as it was sent.
  static func datagram(
    _ packet: IPPacket, _ bytes: Span<UInt8>
  ) throws(ParseFault) -> (UDPDatagram, payload: FrameRegion) {
    var region = packet.payload
    let start = region.cursor.offset
    let sourcePort = try region.cursor.readUInt16(bytes, "udp.sourcePort")
    let destinationPort = try region.cursor.readUInt16(bytes, "udp.destinationPort")
    let length = Int(try region.cursor.readUInt16(bytes, "udp.length"))
    _ = try region.cursor.readUInt16(bytes, "udp.checksum")
    if length != 0 || packet.source.isIPv4 {
      guard length >= headerLength else { throw ParseFault(.invalid, offset: start, field: "udp.length") }
      _ = region.limit(to: length &- headerLength)
    }
    let datagram = UDPDatagram(
      source: EndPoint(address: packet.source, port: sourcePort),
      destination: EndPoint(address: packet.destination, port: destinationPort),
      payload: region.cursor.rest)
    return (datagram, region)
  }

  private static let headerLength = 8
}
