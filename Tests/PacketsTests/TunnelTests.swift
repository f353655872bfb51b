import Packets
import Testing

/// Packets inside packets are decoded, and what only uses their ports is left alone.
struct TunnelTests {
  private static let inner4 = Build.ipv4(Build.tcp(LinkTests.payload))
  private static let inner6 = Build.ipv6(Build.tcp(LinkTests.payload))
  private static let frame = Build.ethernet(0x0800, inner4)
  private static let cisco = [UInt8](repeating: 0, count: 8)

  /// What follows the IP header, and its protocol.
  private static let carried: [(name: String, next: UInt8, bytes: [UInt8])] = [
    ("IP in IP", 4, inner4), ("IP in IP", 41, inner6), ("EtherIP", 97, [0x30, 0] + frame),
    ("GRE", 47, [0, 0, 8, 0] + inner4), ("GRE", 47, [0, 0, 0x86, 0xdd] + inner6),
    ("GRE", 47, [0xb0, 0, 8, 0] + [UInt8](repeating: 7, count: 12) + inner4),
    ("GRE", 47, [0, 0, 0x65, 0x58] + frame), ("GRE", 47, [0, 0, 0x88, 0x47, 0, 0, 1, 64] + inner4),
    // PPTP: key, sequence number, acknowledgement.
    ("GRE", 47, [0x30, 0x81, 0x88, 0x0b] + [UInt8](repeating: 7, count: 12) + [0xff, 3, 0, 0x21] + inner4),
    // ERSPAN of types I, II and III, that with platform data too.
    ("GRE", 47, [0, 0, 0x88, 0xbe] + frame), ("GRE", 47, [0x10, 0, 0x88, 0xbe, 0, 0, 0, 1] + cisco + frame),
    ("GRE", 47, [0, 0, 0x22, 0xeb] + [UInt8](repeating: 0, count: 12) + frame),
    ("GRE", 47, [0, 0, 0x22, 0xeb] + [UInt8](repeating: 1, count: 12) + cisco + frame),
  ]

  /// Ports, headers that belong on them, and what they carry.
  private static let datagrams: [(name: String, port: Int, header: [UInt8], content: [UInt8])] = [
    ("VXLAN", 4789, [8, 0, 0, 0, 0, 0, 7, 0], frame), ("VXLAN", 8472, [8, 0, 0, 0, 0, 0, 7, 0], frame),
    ("Geneve", 6081, [0, 0, 0x65, 0x58, 0, 0, 7, 0], frame),
    ("Geneve", 6081, [2, 0x40, 8, 0, 0, 0, 7, 0] + cisco, inner4),
    ("Teredo", 3544, [], inner6), ("Teredo", 3544, [0, 0, 1, 2, 3, 4, 5, 6], inner6),
    ("Teredo", 3544, [0, 1, 0, 0] + [UInt8](repeating: 7, count: 9) + [0, 0, 1, 2, 3, 4, 5, 6], inner6),
    ("L2TP", 1701, [0, 2, 0, 1, 0, 1, 0xff, 3, 0, 0x21], inner4),
    ("L2TP", 1701, [0x4a, 2, 0, 99, 0, 1, 0, 1, 0, 0, 0, 0, 0, 2, 9, 9, 0, 0x57], inner6),
    ("GTP-U", 2152, [0x30, 0xff, 0, 45, 0, 0, 0, 7], inner4),
    ("GTP-U", 2152, [0x34, 0xff, 0, 45, 0, 0, 0, 7, 0, 0, 0, 0x85, 1, 9, 9, 0], inner6),
    ("CAPWAP", 5247, [0, 0x10, 0, 0, 0, 0, 0, 0], frame),
    (
      "CAPWAP", 5247, [0, 0x20, 3, 0x20] + [UInt8](repeating: 0, count: 12),
      Build.wireless(type: 1, flags: 8, sequence: 0x76, Build.snap(0x0800, inner4))
    ),
    ("CAPWAP", 5247, [0, 0x10, 3, 0, 0, 0, 0, 0], Build.wireless(Build.snap(0x0800, inner4))),
    ("AYIYA", 5072, [0x41, 0x52, 0x11, 41, 0, 0, 0, 7] + [UInt8](repeating: 7, count: 36), inner6),
    ("GRE", 4754, [0, 0, 8, 0], inner4),
  ]

  private func hello(_ packet: [UInt8]) -> Bool {
    let frame = Build.ethernet(packet[0] >> 4 == 6 ? 0x86dd : 0x0800, packet)
    guard let segment = decode(frame).segment else { return false }
    return Array(frame[segment.payload]) == LinkTests.payload && segment.source.port == 50_000
  }

  /// One packet of each, in IPv4.
  static let packets =
    carried.map { Build.ipv4($0.bytes, next: $0.next) }
    + datagrams.map { Build.ipv4(Build.udp($0.header + $0.content, to: $0.port), next: 17) }

  @Test func protocolsOfIP() {
    for (name, next, bytes) in Self.carried {
      #expect(hello(Build.ipv4(bytes, next: next)), "\(name)")
      #expect(hello(Build.ipv6(bytes, next: next)), "\(name)")
      #expect(hello(Build.ipv6(Build.extensionHeader(next: next, bytes), next: 60)), "\(name)")
      #expect(hello(Build.ipv6(Build.extensionHeader(next: next, words: 3, bytes), next: 43)), "\(name)")
    }
    #expect(decodeIP(Build.ipv4(Self.inner4, next: 89)).kind == "other")
    // What a tunnel of layer 2 in its third version carries is not said.
    #expect(decodeIP(Build.ipv4([0, 0, 0, 7] + Self.inner4, next: 115)).kind == "L2TP")
  }

  @Test func portsOfUDP() {
    for (name, port, header, content) in Self.datagrams {
      let whole = Build.udp(header + content, to: port)
      #expect(hello(Build.ipv4(whole, next: 17)), "\(name)")
      #expect(hello(Build.ipv6(whole, next: 17)), "\(name)")
      #expect(decodeIP(Build.ipv4(Build.udp(header + content), next: 17)).kind == "datagram", "\(name)")
      // A server answers from its port.
      let answer =
        Build.word16(port) + Build.word16(40_000) + Build.word16(8 + header.count + content.count) + [0, 0]
      let isTold = ["Teredo", "L2TP", "GTP-U", "CAPWAP", "AYIYA"].contains(name)
      #expect(
        decodeIP(Build.ipv4(answer + header + content, next: 17)).kind == (isTold ? "segment" : "datagram"),
        "\(name)")
    }
  }

  @Test func onlyHeadersThatFit() {
    for (name, port, _, _) in Self.datagrams {
      for count in 0..<8 {
        let short = Build.udp([UInt8](repeating: 0, count: count), to: port)
        #expect(decodeIP(Build.ipv4(short, next: 17)).kind == "datagram", "\(name), \(count) bytes")
      }
      // A DNS query, an HTTP request and noise from a client that was given the port.
      for other in [
        [0x12, 0x36, 1, 0, 0, 1, 0, 0, 0, 0], Array("GET / HTTP".utf8), [0xff, 0xff, 0xff, 0xff],
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

  /// Frames behind tags that are not unwrapped, also inside a VLAN; and data that is encrypted.
  @Test func whatIsNotUnwrapped() {
    let tags: [(type: Int, name: String)] = [
      (0x88e5, "MACsec"), (0x22f3, "TRILL"), (0x8903, "FabricPath"), (0x893f, "IEEE 802.1BR"),
      (0x894f, "NSH"),
    ]
    for (type, name) in tags {
      #expect(decode(Build.ethernet(type, Self.inner4)).kind == name)
      #expect(decode(Build.ethernet(0x8100, Build.tag(type, Self.inner4))).kind == name)
    }
    // ARP, LLDP, EAPOL.
    for type in [0x0806, 0x88cc, 0x888e] {
      #expect(decode(Build.ethernet(type, Self.inner4)).kind == "other")
    }
    let encrypted = Build.udp([1, 0, 0, 0, 22, 0xfe, 0xff, 0], to: 5247)
    #expect(decodeIP(Build.ipv4(encrypted, next: 17)).kind == "CAPWAP")
    // A header of one word is none.
    #expect(
      decodeIP(Build.ipv4(Build.udp([0, 8, 3, 0x20, 0, 0, 0, 0], to: 5247), next: 17)).kind == "datagram")
  }

  @Test func framesBehindLabels() {
    let label: [UInt8] = [0, 1, 1, 64]
    func kind(_ payload: [UInt8]) -> String { decode(Build.ethernet(0x8847, label + payload)).kind }
    // A control word, the frame without one, what is no Ethernet, a channel of the pseudowire, IP.
    #expect(kind([0, 0, 0, 7] + Self.frame) == "segment" && kind(Self.frame) == "segment")
    #expect(kind([0x3c] + Self.frame) == "MPLS pseudowire")
    #expect(kind([0, 0, 0, 7, 0x3c] + Self.frame) == "MPLS pseudowire")
    #expect(kind([0x10, 0, 0, 0x21] + Self.frame) == "other")
    #expect(kind(Self.inner4) == "segment")
  }

  /// A cut inside counts as inside the tunnel, one before as before.
  @Test func everyCut() {
    let names = Self.carried.map(\.name) + Self.datagrams.map(\.name)
    for (name, packet) in zip(names, Self.packets) {
      for cut in 1...packet.count {
        let kind = decodeIP(packet, cut: cut).kind
        let isSegment = kind == "segment" && cut <= 5 + 4
        #expect(
          isSegment || [name, "undecodable", "datagram", "other"].contains(kind),
          "\(name) cut by \(cut): \(kind)")
        // "No packet vanishes": behind the tunnel's header nothing is another protocol.
        if kind == "other" { #expect(packet.count - cut <= 20 + 8 + 60, "\(name) cut by \(cut)") }
      }
    }
  }

  @Test func tunnelsInTunnels() {
    for depth in 1...12 {
      var packet = Self.inner4
      for _ in 0..<depth { packet = Build.ipv4(packet, next: 4) }
      #expect(decodeIP(packet).kind == (depth <= 8 ? "segment" : "IP in IP"), "\(depth)")
    }
    let gre = Build.ipv4(
      [0, 0, 0x86, 0xdd] + Build.ipv6(Build.udp([8, 0, 0, 0, 0, 0, 7, 0] + Self.frame, to: 4789), next: 17),
      next: 47)
    #expect(hello(gre))
  }

  /// The outer packet, the inner one or both come in fragments.
  @Test func fragments() {
    let tunnelled = [0, 0, 8, 0] + Build.ipv4(Build.tcp(LinkTests.payload))
    var decoder = PacketDecoder()
    func outer(_ bytes: [UInt8], _ range: Range<Int>, identification: Int) -> DecodedPacket {
      let isLast = range.upperBound == bytes.count
      let packet = Build.ipv4(
        Array(bytes[range]), next: 47, identification: identification, offset: range.lowerBound, more: !isLast
      )
      decoder.frameNumber += 1
      return decoder.decode(Build.ethernet(0x0800, packet))
    }
    #expect(outer(tunnelled, 0..<24, identification: 1).kind == "fragment")
    let whole = outer(tunnelled, 24..<tunnelled.count, identification: 1)
    #expect(whole.segment.map { Array(decoder.reassembledBytes[$0.payload]) } == LinkTests.payload)
    #expect(decoder.reassembledFrames == [1, 2])

    let segment = Build.tcp(LinkTests.payload)
    let first = [0, 0, 8, 0] + Build.ipv4(Array(segment[..<16]), identification: 5, more: true)
    let last = [0, 0, 8, 0] + Build.ipv4(Array(segment[16...]), identification: 5, offset: 16)
    #expect(outer(first, 0..<16, identification: 2).kind == "fragment")
    #expect(outer(first, 16..<first.count, identification: 2).kind == "fragment")
    #expect(outer(last, 0..<16, identification: 3).kind == "fragment")
    let both = outer(last, 16..<last.count, identification: 3)
    #expect(both.segment.map { Array(decoder.reassembledBytes[$0.payload]) } == LinkTests.payload)
  }
}
