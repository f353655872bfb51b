import Packets
import Testing

/// Packets inside packets are told of, and what only uses their ports is not.
struct TunnelTests {
  private static let inner = Build.ipv4(Build.tcp())

  /// Ports, and the headers that belong on them.
  private static let headers: [(port: Int, header: [UInt8], name: String)] = [
    (4789, [8, 0, 0, 0, 0, 0, 7, 0], "VXLAN"), (8472, [8, 0, 0, 0, 0, 0, 7, 0], "VXLAN"),
    (6081, [0, 0, 0x65, 0x58, 0, 0, 7, 0], "Geneve"), (6081, [2, 0x40, 8, 0, 0, 0, 7, 0], "Geneve"),
    (3544, [0x60, 0, 0, 0, 0, 0, 59, 21], "Teredo"), (3544, [0, 1, 0, 0, 0, 0, 0, 0], "Teredo"),
    (1701, [0, 2, 0, 1, 0, 1, 0xff, 3], "L2TP"), (1701, [0, 3, 0, 0, 0, 0, 0, 1], "L2TP"),
    (5247, [0, 0x20, 3, 0x20, 0, 0, 0, 0], "CAPWAP"), (5247, [1, 0, 0, 0, 22, 0xfe, 0xff, 0], "CAPWAP"),
  ]

  @Test func protocolsOfIP() {
    for (number, name): (UInt8, String) in [(4, "IP in IP"), (41, "IP in IP"), (47, "GRE"), (115, "L2TP")] {
      #expect(decodeIP(Build.ipv4(Self.inner, next: number)).kind == name)
      #expect(decodeIP(Build.ipv6(Self.inner, next: number)).kind == name)
      let behind = Build.extensionHeader(next: number, Self.inner)
      #expect(decodeIP(Build.ipv6(behind, next: 60)).kind == name)
    }
    #expect(decodeIP(Build.ipv4(Self.inner, next: 89)).kind == "other")
  }

  @Test func portsOfUDP() {
    for (port, header, name) in Self.headers {
      let whole = Build.udp(header + Self.inner, to: port)
      #expect(decodeIP(Build.ipv4(whole, next: 17)).kind == name)
      #expect(decodeIP(Build.ipv6(whole, next: 17)).kind == name)
      #expect(decodeIP(Build.ipv4(Build.udp(header + Self.inner), next: 17)).kind == "datagram")
    }
  }

  @Test func onlyHeadersThatFit() {
    for (port, header, name) in Self.headers {
      for count in 0..<header.count {
        let short = Build.udp(Array(header[..<count]), to: port)
        #expect(decodeIP(Build.ipv4(short, next: 17)).kind == "datagram", "\(name), \(count) bytes")
      }
      // A DNS query, an HTTP request and noise from a client that was given the port.
      for other in [
        [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0], Array("GET / HTTP".utf8), [0xff, 0xff, 0xff, 0xff],
      ] {
        let packet = Build.udp(other + [UInt8](repeating: 0xff, count: 8), to: port)
        #expect(decodeIP(Build.ipv4(packet, next: 17)).kind == "datagram", "\(name): \(other)")
      }
    }
    // A header of one word is none.
    #expect(
      decodeIP(Build.ipv4(Build.udp([0, 8, 3, 0x20, 0, 0, 0, 0], to: 5247), next: 17)).kind == "datagram")
    // Control messages carry no packet.
    #expect(
      decodeIP(Build.ipv4(Build.udp([0xc8, 2, 0, 12, 0, 0, 0, 0], to: 1701), next: 17)).kind == "datagram")
  }

  /// Frames behind tags that are not unwrapped, also inside a VLAN.
  @Test func tagsOfEthernet() {
    let tags: [(type: Int, name: String)] = [
      (0x88e5, "MACsec"), (0x22f3, "TRILL"), (0x8903, "FabricPath"), (0x88e7, "PBB"),
      (0x8926, "port extender tag"), (0x893f, "port extender tag"), (0x894f, "NSH"),
    ]
    for (type, name) in tags {
      #expect(decode(Build.ethernet(type, Self.inner)).kind == name)
      #expect(decode(Build.ethernet(0x8100, Build.tag(type, Self.inner))).kind == name)
    }
    // ARP, LLDP, EAPOL.
    for type in [0x0806, 0x88cc, 0x888e] {
      #expect(decode(Build.ethernet(type, Self.inner)).kind == "other")
    }
  }

  @Test func framesBehindLabels() {
    let label: [UInt8] = [0, 1, 1, 64]
    let frame = Build.ethernet(0x0800, Self.inner)
    func kind(_ payload: [UInt8]) -> String {
      decode(Build.ethernet(0x8847, label + payload)).kind
    }
    // A control word, the frame without one, a channel of the pseudowire, IP.
    #expect(kind([0, 0, 0, 7] + frame) == "MPLS pseudowire")
    #expect(kind([0x3c] + frame) == "MPLS pseudowire")
    #expect(kind([0x10, 0, 0, 0x21] + frame) == "other")
    #expect(kind(Self.inner) == "segment")
  }
}
