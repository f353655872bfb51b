import Bytes

/// Packets inside packets. One of a kind that is listed here is decoded, whatever it carries; where that cannot be
/// read, the packet counts as inside the tunnel.
package enum Tunnel: UInt8, CaseIterable, Hashable, Sendable {
  /// IPv4 or IPv6 in IP (RFC 2003, RFC 2473, RFC 4213): protocols 4 and 41.
  case ip
  /// RFC 2784: protocol 47; RFC 8086: UDP port 4754.
  case gre
  /// RFC 3931 over IP, protocol 115; RFC 2661 and RFC 3931 over UDP, port 1701.
  case l2tp
  /// RFC 7348: UDP port 4789, and 8472 from before its registration.
  case vxlan
  /// RFC 8926: UDP port 6081.
  case geneve
  /// RFC 4380: UDP port 3544.
  case teredo
  /// 3GPP TS 29.281: UDP port 2152.
  case gtp
  /// RFC 5415: UDP port 5247 carries the frames of wireless clients, perhaps encrypted.
  case capwap
  /// draft-massar-v6ops-ayiya: UDP port 5072.
  case ayiya
  /// RFC 3378: protocol 97.
  case etherIP
  /// A frame behind MPLS labels that is not Ethernet (RFC 3985).
  case pseudowire
  /// Encrypted frames (IEEE 802.1AE): EtherType 0x88e5.
  case macsec
  /// RFC 6325: EtherType 0x22f3.
  case trill
  /// Cisco FabricPath: EtherType 0x8903.
  case fabricPath
  /// The tag of port extenders of IEEE 802.1BR: EtherType 0x893f.
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
    case .gtp: "GTP-U"
    case .capwap: "CAPWAP"
    case .ayiya: "AYIYA"
    case .etherIP: "EtherIP"
    case .pseudowire: "MPLS pseudowire"
    case .macsec: "MACsec"
    case .trill: "TRILL"
    case .fabricPath: "FabricPath"
    case .portExtender: "IEEE 802.1BR"
    case .nsh: "NSH"
    }
  }

  /// Those behind an EtherType; none of them is unwrapped.
  init?(_ type: EtherType) {
    switch type.rawValue {
    case 0x22f3: self = .trill
    case 0x8903: self = .fabricPath
    case 0x88e5: self = .macsec
    case 0x893f: self = .portExtender
    case 0x894f: self = .nsh
    default: return nil
    }
  }

  init?(_ next: IPProtocol) {
    switch next {
    case .ipv4, .ipv6: self = .ip
    case .gre: self = .gre
    case .l2tp: self = .l2tp
    case .etherIP: self = .etherIP
    default: return nil
    }
  }

  /// By port and first bytes, so that a client which happens to use the port does not count. Those of a server that
  /// answers from its port are told by either port.
  init?(_ datagram: UDPDatagram, _ bytes: Span<UInt8>) {
    guard let tunnel = Self(port: datagram.destination.port) ?? Self(answeringPort: datagram.source.port)
    else {
      return nil
    }
    let payload = datagram.payload
    guard payload.count >= Self.headerLength, payload.upperBound <= bytes.count,
      tunnel.fits(bytes.extracting(payload))
    else { return nil }
    self = tunnel
  }

  @inline(__always)
  private init?(port: UInt16) {
    switch port {
    case 4789, 8472: self = .vxlan
    case 6081: self = .geneve
    case 4754: self = .gre
    case 3544, 1701, 2152, 5247, 5072: self.init(answeringPort: port)
    default: return nil
    }
  }

  private init?(answeringPort port: UInt16) {
    switch port {
    case 3544: self = .teredo
    case 1701: self = .l2tp
    case 2152: self = .gtp
    case 5247: self = .capwap
    case 5072: self = .ayiya
    default: return nil
    }
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
    // | version 1 (3), 1: GTP (1), 0, flags (3) | 255: a packet of a user |
    case .gtp: header[0] & 0xf8 == 0x30 && header[1] == 0xff
    // | version and type: 0, and 1 with DTLS | header length in words (5), at least 2 |
    case .capwap: header[0] == 0 ? header[1] >> 3 >= 2 : header[0] == 1
    // | identity length (4), type (4) | signature length, hash | authentication, 1: forward | 4 or 41 |
    case .ayiya: header[2] & 0x0f == 1 && [4, 41].contains(header[3])
    // | flags | version 0 or 1 in the low bits | protocol
    case .gre: header[1] & 0x06 == 0
    case .ip, .etherIP, .pseudowire, .macsec, .trill, .fabricPath, .portExtender, .nsh: false
    }
  }

  /// The frame or packet inside.
  /// - Parameter payload: behind the header of IP or UDP.
  func contents(_ payload: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    switch self {
    case .ip: .packet(.ipv4, payload)
    case .gre: try GRE.contents(payload, bytes)
    case .l2tp: try L2TP.contents(payload, bytes)
    case .vxlan: try VXLAN.contents(payload)
    case .geneve: try Geneve.contents(payload, bytes)
    case .teredo: try Teredo.contents(payload, bytes)
    case .gtp: try GTP.contents(payload, bytes)
    case .capwap: try CAPWAP.contents(payload, bytes)
    case .ayiya: try AYIYA.contents(payload, bytes)
    case .etherIP: try EtherIP.contents(payload, bytes)
    case .pseudowire, .macsec, .trill, .fabricPath, .portExtender, .nsh: .tunnel(self)
    }
  }
}
