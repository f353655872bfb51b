import Bytes

package enum Tunnel: UInt8, CaseIterable, Hashable, Sendable {
  /// IPv4 or IPv6 in IP (RFC 2003, RFC 2473, RFC 4213): protocols 4 and 41.
  case ip
  /// RFC 2784: protocol 47.
  case gre
  /// RFC 3931 over IP, protocol 115; RFC 2661 and RFC 3931 over UDP, port 1701.
  case l2tp
  /// RFC 7348: UDP port 4789, and 8472 from before its registration.
  case vxlan
  /// RFC 8926: UDP port 6081.
  case geneve
  /// RFC 4380: UDP port 3544.
  case teredo

  package var name: String {
    switch self {
    case .ip: "IP in IP"
    case .gre: "GRE"
    case .l2tp: "L2TP"
    case .vxlan: "VXLAN"
    case .geneve: "Geneve"
    case .teredo: "Teredo"
    }
  }

  init?(_ next: IPProtocol) {
    switch next {
    case .ipv4, .ipv6: self = .ip
    case .gre: self = .gre
    case .l2tp: self = .l2tp
    default: return nil
    }
  }

  /// By destination port and first bytes, so that a client which happens to use the port does not count.
  init?(_ datagram: UDPDatagram, _ bytes: Span<UInt8>) {
    let payload = datagram.payload
    switch datagram.destination.port {
    case 4789, 8472: self = .vxlan
    case 6081: self = .geneve
    case 3544: self = .teredo
    case 1701: self = .l2tp
    default: return nil
    }
    guard payload.count >= Self.headerLength, payload.upperBound <= bytes.count,
      fits(bytes.extracting(payload))
    else { return nil }
  }

  /// Bytes that are looked at: the shortest header, that of VXLAN and Geneve.
  private static let headerLength = 8

  private func fits(_ header: Span<UInt8>) -> Bool {
    switch self {
    // | flags, 0x08: the identifier is valid | 3 reserved | identifier, 3 | reserved |
    case .vxlan: header[0] & 0x08 != 0 && header[7] == 0
    // | version (2), option length (6) | flags | protocol: Ethernet or IP | identifier, 3 | reserved |
    case .geneve: header[0] & 0xc0 == 0 && [0x6558, 0x0800, 0x86dd].contains(header.field16(2))
    // An IPv6 packet, or an indication in front of one: 0 and 0 or 1 (RFC 4380, section 5.1.1).
    case .teredo: header[0] >> 4 == 6 || header[0] == 0 && header[1] <= 1
    // | 0x80: a control message | version (4) in the low bits |
    case .l2tp: header[0] & 0x80 == 0 && [2, 3].contains(header[1] & 0x0f)
    case .ip, .gre: false
    }
  }
}
