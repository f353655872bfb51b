import Bytes

/// What carries packets or frames that are not unwrapped.
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
  /// RFC 5415: UDP port 5247 carries the frames of wireless clients.
  case capwap
  /// A frame behind MPLS labels (RFC 3985).
  case pseudowire
  /// Encrypted frames (IEEE 802.1AE): EtherType 0x88e5.
  case macsec
  /// RFC 6325: EtherType 0x22f3.
  case trill
  /// Cisco FabricPath: EtherType 0x8903.
  case fabricPath
  /// Provider backbone bridges (IEEE 802.1Q, clause 9.7): EtherType 0x88e7.
  case backbone
  /// The tags of port extenders: EtherTypes 0x8926 (VN-Tag) and 0x893f (IEEE 802.1BR).
  case portExtender
  /// RFC 8300: EtherType 0x894f.
  case nsh

  package var name: String {
    switch self {
    case .ip: "IP in IP"
    case .gre: "GRE"
    case .l2tp: "L2TP"
    case .vxlan: "VXLAN"
    case .geneve: "Geneve"
    case .teredo: "Teredo"
    case .capwap: "CAPWAP"
    case .pseudowire: "MPLS pseudowire"
    case .macsec: "MACsec"
    case .trill: "TRILL"
    case .fabricPath: "FabricPath"
    case .backbone: "PBB"
    case .portExtender: "port extender tag"
    case .nsh: "NSH"
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

  init?(_ type: EtherType) {
    switch type.rawValue {
    case 0x22f3: self = .trill
    case 0x8903: self = .fabricPath
    case 0x88e5: self = .macsec
    case 0x88e7: self = .backbone
    case 0x8926, 0x893f: self = .portExtender
    case 0x894f: self = .nsh
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
    case 5247: self = .capwap
    default:
      // The controller answers from its port.
      guard datagram.source.port == 5247 else { return nil }
      self = .capwap
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
    // | version and type: 0, and 1 with DTLS | header length in words (5), at least 2 |
    case .capwap: header[0] == 0 ? header[1] >> 3 >= 2 : header[0] == 1
    case .ip, .gre, .pseudowire, .macsec, .trill, .fabricPath, .backbone, .portExtender, .nsh: false
    }
  }
}
