import Bytes

enum TransportResult: Sendable {
  case packet(DecodedPacket)
  /// Another packet or frame in it, behind the header of IP or UDP.
  case tunnel(Tunnel, FrameRegion)
}

/// Which file of `Transport` reads which IP protocol but TCP, and which of `Tunnels`.
enum TransportRegistry {
  static func decode(_ whole: IPPacket, _ bytes: Span<UInt8>) throws(ParseFault) -> TransportResult {
    var packet = whole
    try ExtensionHeaders.skip(in: &packet, bytes, isWhole: true)
    switch packet.next {
    // A fragment within a fragment: no sender makes one.
    case _ where packet.fragment != nil: return .packet(.other)
    case .tcp: return .packet(.segment(try TCPHeader.segment(packet, bytes)))
    case .udp:
      let (datagram, payload) = try UDPHeader.datagram(packet, bytes)
      return Tunnel(datagram, bytes).map { .tunnel($0, payload) } ?? .packet(.datagram(datagram))
    case .icmp where packet.source.isIPv4: return .packet(try ICMP.decode(packet, bytes))
    case .icmpv6 where !packet.source.isIPv4: return .packet(try ICMP.decode(packet, bytes))
    default: return Tunnel(packet.next).map { .tunnel($0, packet.payload) } ?? .packet(.other)
    }
  }
}
