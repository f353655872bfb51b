import Bytes

/// Which file of `Transport` reads which IP protocol.
///
/// Tunnels are recognised here; an inner frame or packet starts again at ``EtherTypeRegistry``.
enum TransportRegistry {
  @inline(__always)
  static func decode(_ whole: IPPacket, _ bytes: Span<UInt8>) throws(ParseFault) -> DecodedPacket {
    if whole.next == .tcp { return .segment(try TCPHeader.segment(whole, bytes)) }
    return try decodeOther(whole, bytes)
  }

  private static func decodeOther(_ whole: IPPacket, _ bytes: Span<UInt8>) throws(ParseFault) -> DecodedPacket
  {
    var packet = whole
    try ExtensionHeaders.skip(in: &packet, bytes, isWhole: true)
    switch packet.next {
    // A fragment within a fragment: no sender makes one.
    case _ where packet.fragment != nil: return .other
    case .tcp: return .segment(try TCPHeader.segment(packet, bytes))
    case .udp:
      let datagram = try UDPHeader.datagram(packet, bytes)
      return Tunnel(datagram, bytes).map { .tunnel($0) } ?? .datagram(datagram)
    case .icmp where packet.source.isIPv4: return try ICMP.decode(packet, bytes)
    case .icmpv6 where !packet.source.isIPv4: return try ICMP.decode(packet, bytes)
    default: return Tunnel(packet.next).map { .tunnel($0) } ?? .other
    }
  }
}
