/// What the frames of a capture are put into: a tunnel between two routers, or another link layer.
package enum Encapsulation: String, CaseIterable, Sendable {
  // IP in IP, and what is between.
  case ipInIP = "ip-in-ip"
  case version6InIP = "6in4"
  case authentication = "ah"
  case segmentRouting = "srv6"
  case gre, greKey = "gre-key", greUDP = "gre-in-udp"
  case erspan2 = "erspan-2", erspan3 = "erspan-3"
  case etherIP = "etherip"
  // In UDP.
  case vxlan, geneve, teredo, l2tp, gtpU = "gtp-u", capwap, ayiya
  // In Ethernet.
  case mpls, pseudowire = "eompls", doubleTag = "qinq", providerBackbone = "802.1ah", vnTag = "vn-tag"
  case ciscoMetaData = "cisco-metadata"
  // Other link layers.
  case radiotap, avs, ppi, nflog

  /// The number of the link layer in a capture file.
  var linkType: UInt16 {
    switch self {
    case .radiotap: 127
    case .avs: 163
    case .ppi: 192
    case .nflog: 239
    default: 1
    }
  }

  /// Whether it carries IPv6 only.
  private var isOfVersion6: Bool { self == .version6InIP || self == .teredo || self == .ayiya }

  /// The classic capture file of Ethernet frames with IPv4, each inside the tunnel.
  package func pcap(frames: [CapturedFrame]) -> [UInt8] {
    var file = PcapFile.bytes(
      frames: frames.map { frame in
        var wrapped = frame
        wrapped.bytes = self.frame(frame.bytes)
        return wrapped
      }, interface: CaptureInterface(link: .ethernet))
    file.replaceSubrange(20..<22, with: [UInt8(truncatingIfNeeded: linkType), UInt8(linkType >> 8)])
    return file
  }

  private func frame(_ frame: [UInt8]) -> [UInt8] {
    let inner = isOfVersion6 ? InnerPacket(frame).version6 : InnerPacket(frame)
    switch self {
    case .ipInIP: return Outer.frame(4, inner.packet)
    case .version6InIP: return Outer.frame(41, inner.packet)
    case .authentication:
      return Outer.frame(51, [4, 4, 0, 0, 0, 0, 1, 0, 0, 0, 0, 7] + zeros(12) + inner.packet)
    case .segmentRouting: return Outer.version6Frame(43, [4, 2, 4, 0, 0, 0, 0, 0] + zeros(16) + inner.packet)
    case .gre: return Outer.frame(47, [0, 0, 8, 0] + inner.packet)
    case .greKey: return Outer.frame(47, [0x30, 0, 8, 0, 0, 0, 0, 42, 0, 0, 0, 7] + inner.packet)
    case .greUDP: return Outer.datagram(4754, [0, 0, 8, 0] + inner.packet)
    case .erspan2:
      return Outer.frame(47, [0x10, 0, 0x88, 0xBE, 0, 0, 0, 7, 0x10, 1, 0, 5] + zeros(4) + frame)
    case .erspan3:
      return Outer.frame(
        47, [0x10, 0, 0x22, 0xEB, 0, 0, 0, 7, 0x20, 1, 0, 5] + zeros(7) + [1] + zeros(8) + frame)
    case .etherIP: return Outer.frame(97, [0x30, 0] + frame)
    default: return inUDP(inner, frame)
    }
  }

  private func inUDP(_ inner: InnerPacket, _ frame: [UInt8]) -> [UInt8] {
    switch self {
    case .vxlan: return Outer.datagram(4789, [8, 0, 0, 0, 0, 0, 42, 0] + frame)
    case .geneve: return Outer.datagram(6081, [1, 0, 0x65, 0x58, 0, 0, 42, 0, 1, 2, 3, 0] + frame)
    case .teredo: return Outer.datagram(3544, [0, 0, 0x12, 0x34, 1, 2, 3, 4] + inner.packet)
    case .l2tp: return Outer.datagram(1701, [0, 2, 0, 1, 0, 1, 0xFF, 3, 0, 0x21] + inner.packet)
    case .gtpU:
      return Outer.datagram(
        2152,
        [0x30, 0xFF, UInt8(inner.packet.count >> 8), UInt8(inner.packet.count & 0xFF), 0, 0, 0, 9]
          + inner.packet)
    case .capwap: return Outer.datagram(5247, [0, 0x10, 0, 0, 0, 0, 0, 0] + frame)
    case .ayiya:
      return Outer.datagram(5072, [0x42, 0x52, 0x11, 41, 0, 0, 0, 0] + zeros(16 + 20) + inner.packet)
    default: return inEthernet(inner, frame)
    }
  }

  private func inEthernet(_ inner: InnerPacket, _ frame: [UInt8]) -> [UInt8] {
    let addresses = Array(frame[..<12])
    let packet = Array(frame[12...])
    let snap: [UInt8] = [0xAA, 0xAA, 3, 0, 0, 0, 8, 0]
    switch self {
    case .mpls: return addresses + [0x88, 0x47, 0, 1, 0x40, 64, 0, 1, 0x51, 64] + inner.packet
    case .pseudowire: return addresses + [0x88, 0x47, 0, 1, 0x41, 64] + zeros(4) + frame
    case .doubleTag: return addresses + [0x88, 0xA8, 0, 10, 0x81, 0, 0, 20] + packet
    case .providerBackbone: return addresses + [0x88, 0xE7, 0, 0, 0, 42] + frame
    case .vnTag: return addresses + [0x89, 0x26, 0, 1, 0, 2] + packet
    case .ciscoMetaData: return addresses + [0x89, 0x09, 1, 1, 0, 1, 0, 9] + packet
    default: return inOtherLink(addresses, snap + inner.packet, inner.packet)
    }
  }

  /// 802.11 data with QoS from the access point, and what drivers put in front; NFLOG with its payload attribute.
  private func inOtherLink(_ addresses: [UInt8], _ data: [UInt8], _ packet: [UInt8]) -> [UInt8] {
    let wireless = [0x88, 0x02, 0, 0] + addresses + addresses[6..<12] + [0, 0, 0, 0] + data
    switch self {
    case .radiotap: return [0, 0, 8, 0, 0, 0, 0, 0] + wireless
    case .avs: return [0x80, 0x21, 0x10, 0x01, 0, 0, 0, 64] + zeros(56) + wireless
    case .ppi: return [0, 0, 8, 0, 105, 0, 0, 0] + wireless
    default:
      var bytes: [UInt8] = [2, 0, 0, 0]
      bytes.appendLittleEndian(packet.count + 4, width: 2)
      return bytes + [9, 0] + packet
    }
  }

  private func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }
}

/// The routers at the ends of a tunnel, 192.0.2.1 and 198.51.100.1.
private enum Outer {
  private static let ends: (Address, Address) = ("192.0.2.1", "198.51.100.1")
  private static let ends6: (Address, Address) = ("2001:db8:0:1::1", "2001:db8:0:2::1")
  private static let addresses: [UInt8] = [0, 0x15, 0x5D, 1, 0, 1, 0, 0x15, 0x5D, 1, 0, 2]

  static func frame(_ protocolNumber: UInt8, _ payload: [UInt8]) -> [UInt8] {
    let header = IPv4Header(
      source: ends.0, destination: ends.1, protocolNumber: protocolNumber, identification: 0, timeToLive: 64)
    return addresses + [8, 0] + header.packet(payload)
  }

  static func version6Frame(_ next: UInt8, _ payload: [UInt8]) -> [UInt8] {
    let header = IPv6Header(source: ends6.0, destination: ends6.1, nextHeader: next, hopLimit: 64)
    return addresses + [0x86, 0xDD] + header.packet(payload)
  }

  static func datagram(_ port: UInt16, _ payload: [UInt8]) -> [UInt8] {
    frame(
      17,
      UDPHeader.datagram(
        payload, from: EndPoint(ends.0, port == 4789 ? 50_000 : port), to: EndPoint(ends.1, port)))
  }
}

/// The IP packet of an Ethernet frame, without padding.
private struct InnerPacket {
  let packet: [UInt8]

  init(_ frame: [UInt8]) {
    let length = Int(frame[16]) << 8 | Int(frame[17])
    packet = Array(frame[14..<(14 + length)])
  }

  private init(packet: [UInt8]) { self.packet = packet }

  /// The same in IPv6: 2001:db8::a.b.c.d for local addresses, 2001:db8:1::a.b.c.d for others.
  var version6: InnerPacket {
    let (source, destination) = (address(12), address(16))
    var payload = Array(packet[20...])
    let place = packet[9] == 6 ? 16 : 6
    payload.replace(at: place, with: 0)
    payload.replace(
      at: place,
      with: InternetChecksum.of(payload, protocolNumber: packet[9], from: source, to: destination))
    let header = IPv6Header(
      source: source, destination: destination, nextHeader: packet[9], hopLimit: packet[8])
    return InnerPacket(packet: header.packet(payload))
  }

  private func address(_ place: Int) -> Address {
    let bytes = Array(packet[place..<(place + 4)])
    let network: [UInt8] = [0x20, 0x01, 0x0D, 0xB8, 0, bytes[0] == 10 ? 0 : 1]
    return Address(bytes: network + [UInt8](repeating: 0, count: 6) + bytes)
  }
}
