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
    // Control messages carry no packet.
    #expect(
      decodeIP(Build.ipv4(Build.udp([0xc8, 2, 0, 12, 0, 0, 0, 0], to: 1701), next: 17)).kind == "datagram")
  }
}
