import Packets
import Testing

/// Every link layer around the same packet, whole, cut at every byte, and lying.
struct LinkTests {
  static let payload: [UInt8] = Array("hello".utf8)
  static let packet4 = Build.ipv4(Build.tcp(payload))
  static let packet6 = Build.ipv6(Build.tcp(payload))

  private static let metaData: [UInt8] = [0, 1, 0, 7, 0, 2, 0, 0, 0x86, 0xdd]

  /// A frame of each link layer with the length of what precedes the IP header.
  static let frames: [(name: String, linkType: UInt32, header: Int, frame: [UInt8])] = [
    ("null little", 0, 4, [2, 0, 0, 0] + packet4),
    ("null big", 0, 4, [0, 0, 0, 2] + packet4),
    ("null EtherType", 0, 4, [0x0f, 0, 8, 0] + packet4),
    ("null PPP", 0, 4, [0xff, 3, 0, 0x21] + packet4),
    ("ethernet", 1, 14, Build.ethernet(0x0800, packet4)),
    ("ethernet IPv6", 1, 14, Build.ethernet(0x86dd, packet6)),
    ("vlan", 1, 18, Build.ethernet(0x8100, Build.tag(0x0800, packet4))),
    ("QinQ", 1, 22, Build.ethernet(0x88a8, Build.tag(0x8100, Build.tag(0x86dd, packet6)))),
    ("QinQ 9100", 1, 22, Build.ethernet(0x9100, Build.tag(0x8100, Build.tag(0x0800, packet4)))),
    ("QinQ 9200", 1, 22, Build.ethernet(0x9200, Build.tag(0x8100, Build.tag(0x0800, packet4)))),
    ("Cisco MetaData", 1, 22, Build.ethernet(0x8909, [1, 1, 0, 1, 0, 7, 8, 0] + packet4)),
    ("Cisco MetaData VLAN", 1, 30, Build.ethernet(0x8100, Build.tag(0x8909, [1, 2] + metaData + packet6))),
    ("SNAP", 1, 22, Build.ethernet(packet4.count + 8, Build.snap(0x0800, packet4))),
    ("SNAP bridged", 1, 22, Build.ethernet(53, Build.snap(0x0800, organisation: [0, 0, 0xf8], packet4))),
    ("LLC 6", 1, 17, Build.ethernet(packet4.count + 3, [6, 6, 3] + packet4)),
    ("SNAP in a tag", 1, 26, Build.ethernet(0x8100, Build.tag(53, Build.snap(0x0800, packet4)))),
    ("tag in SNAP", 1, 26, Build.ethernet(57, Build.snap(0x8100, Build.tag(0x0800, packet4)))),
    ("PPPoE", 1, 22, Build.ethernet(0x8864, [0x11, 0, 0, 9, 0, 47, 0, 0x21] + packet4)),
    ("PPP", 9, 4, [0xff, 3, 0, 0x21] + packet4),
    ("PPP bare", 9, 2, [0, 0x57] + packet6),
    ("PPP short", 9, 1, [0x21] + packet4),
    ("raw 12", 12, 0, packet4),
    ("raw 14", 14, 0, packet6),
    ("PPP serial", 50, 4, [0xff, 3, 0, 0x57] + packet6),
    ("HDLC serial", 50, 4, [0x0f, 0, 8, 0] + packet4),
    ("raw", 101, 0, packet4),
    ("raw IPv6", 101, 0, packet6),
    ("Cisco HDLC", 104, 4, [0x8f, 0, 0x86, 0xdd] + packet6),
    ("loop", 108, 4, [0, 0, 0, 2] + packet4),
    ("cooked", 113, 16, Build.cooked(0x0800, packet4)),
    ("cooked vlan", 113, 20, Build.cooked(0x8100, Build.tag(0x86dd, packet6))),
    ("cooked QinQ", 113, 24, Build.cooked(0x88a8, Build.tag(0x8100, Build.tag(0x0800, packet4)))),
    ("cooked LLC", 113, 24, Build.cooked(4, Build.snap(0x0800, packet4))),
    ("IPv4", 228, 0, packet4),
    ("IPv6", 229, 0, packet6),
    ("ipnet", 226, 24, [1, 1] + [UInt8](repeating: 0, count: 22) + packet4),
    ("ipnet IPv6", 226, 24, [1, 2] + [UInt8](repeating: 0, count: 22) + packet6),
    ("nflog little", 239, 16, [2, 0, 0, 0, 5, 0, 10, 0, 7, 0, 0, 0, 49, 0, 9, 0] + packet4),
    ("nflog big", 239, 8, [10, 0, 0, 0, 0, 69, 0, 9] + packet6),
    ("cooked 2", 276, 20, Build.cooked2(0x0800, packet4)),
    ("Cisco MetaData", 1, 22, Build.ethernet(0x8909, [1, 1, 0, 1, 0, 7, 8, 0] + packet4)),
    ("VN-Tag", 1, 20, Build.ethernet(0x8926, [0, 0, 0, 7, 0x86, 0xdd] + packet6)),
    ("backbone", 1, 32, Build.ethernet(0x88e7, [0, 0, 0, 7] + Build.ethernet(0x0800, packet4))),
    (
      "tags of all kinds", 1, 32,
      Build.ethernet(
        0x8926, [0, 0, 0, 7] + [0x89, 0x09, 1, 1, 0, 1, 0, 7] + [0x81, 0] + Build.tag(0x0800, packet4))
    ),
    (
      "pseudowire with control word", 1, 36,
      Build.ethernet(0x8847, [0, 0, 1, 64, 0, 0, 0, 0] + Build.ethernet(0x0800, packet4))
    ),
    ("pseudowire", 1, 32, Build.ethernet(0x8847, [0, 0, 1, 64] + Build.ethernet(0x86dd, packet6))),
    ("802.11", 105, 32, Build.wireless(Build.snap(0x0800, packet4))),
    ("802.11 QoS", 105, 34, Build.wireless(type: 0x88, extra: [0, 0], Build.snap(0x86dd, packet6))),
    (
      "802.11 QoS, HT", 105, 38,
      Build.wireless(type: 0x88, flags: 0x81, extra: [0, 0, 1, 2, 3, 4], Build.snap(0x0800, packet4))
    ),
    (
      "802.11 between access points", 105, 38,
      Build.wireless(flags: 3, extra: [2, 0, 0, 0, 0, 9], Build.snap(0x0800, packet4))
    ),
    (
      "802.11 aggregate", 105, 48,
      Build.wireless(
        type: 0x88, extra: [0x80, 0] + [UInt8](repeating: 2, count: 12) + [0, 53], Build.snap(0x0800, packet4)
      )
    ),
    ("radiotap", 127, 40, [0, 0, 8, 0, 0, 0, 0, 0] + Build.wireless(Build.snap(0x0800, packet4))),
    (
      "AVS", 163, 44,
      [0x80, 0x21, 0x10, 1, 0, 0, 0, 12, 1, 2, 3, 4] + Build.wireless(Build.snap(0x0800, packet4))
    ),
    ("Prism", 119, 176, [UInt8](repeating: 0, count: 144) + Build.wireless(Build.snap(0x0800, packet4))),
    (
      "AVS as Prism", 119, 44,
      [0x80, 0x21, 0x10, 2, 0, 0, 0, 12, 1, 2, 3, 4] + Build.wireless(Build.snap(0x0800, packet4))
    ),
    (
      "PPI 802.11", 192, 44,
      [0, 0, 12, 0, 105, 0, 0, 0, 1, 2, 3, 4] + Build.wireless(Build.snap(0x0800, packet4))
    ),
    ("PPI Ethernet", 192, 22, [0, 0, 8, 0, 1, 0, 0, 0] + Build.ethernet(0x0800, packet4)),
    ("PPI raw", 192, 8, [0, 0, 8, 0, 101, 0, 0, 0] + packet6),
    ("cooked 2 vlan", 276, 24, Build.cooked2(0x8100, Build.tag(0x0800, packet4))),
  ]

  @Test func everyLinkLayerLeadsToTheSegment() throws {
    for (name, linkType, header, frame) in Self.frames {
      let segment = try #require(decode(frame, LinkType(rawValue: linkType)).segment, "\(name)")
      let isIPv6 = frame[header] >> 4 == 6
      #expect(segment.source.description == (isIPv6 ? "[2001:db8::1]:50000" : "192.0.2.1:50000"), "\(name)")
      #expect(
        segment.destination.description == (isIPv6 ? "[2001:db8::2]:443" : "198.51.100.2:443"), "\(name)")
      #expect(Array(frame[segment.payload]) == Self.payload, "\(name)")
      #expect(segment.payloadLength == 5, "\(name)")
    }
  }

  /// Sixteen bytes of TCP header make a segment; anything shorter does not, down to nothing.
  @Test func everyLinkLayerSurvivesEveryCut() {
    for (name, linkType, header, frame) in Self.frames {
      let enough = header + (frame[header] >> 4 == 6 ? 40 : 20) + 16
      for length in 0...frame.count {
        let packet = decode(Array(frame[..<length]), LinkType(rawValue: linkType), sent: frame.count)
        #expect(packet.kind == (length >= enough ? "segment" : "undecodable"), "\(name) cut to \(length)")
        guard let segment = packet.segment else { continue }
        #expect(segment.payloadLength == 5, "\(name) cut to \(length)")
        #expect(segment.payload.count == max(0, 5 - (frame.count - length)), "\(name) cut to \(length)")
      }
    }
  }

  /// Padding behind a packet is no data, whatever the link layer.
  @Test func paddingIsNoData() {
    for (name, linkType, _, frame) in Self.frames {
      let padded = frame + [UInt8](repeating: 0xee, count: 9)
      #expect(decode(padded, LinkType(rawValue: linkType)).segment?.payloadLength == 5, "\(name)")
    }
  }

  @Test func everyNumberOfTagsUpToTheBound() {
    for count in 0...24 {
      var frame = Build.ethernet(count == 0 ? 0x0800 : 0x8100, [])
      for left in stride(from: count, to: 0, by: -1) { frame += Build.tag(left == 1 ? 0x0800 : 0x8100, []) }
      let kind = decode(frame + Self.packet4).kind
      #expect(kind == (count <= 16 ? "segment" : "undecodable"), "\(count) tags")
    }
  }

  @Test func everyAddressFamilyInBothOrders() {
    for family in [UInt8(2), 10, 23, 24, 26, 28, 30] {
      let packet = family == 2 ? Self.packet4 : Self.packet6
      #expect(decode([family, 0, 0, 0] + packet, .null).segment != nil, "\(family)")
      #expect(decode([0, 0, 0, family] + packet, .null).segment != nil, "\(family)")
      #expect(decode([0, 0, 0, family] + packet, .loop).segment != nil, "\(family)")
      #expect(decode([family, 0, 0, 0] + packet, .loop).kind == "other", "\(family)")
    }
    #expect(decode([99, 0, 0, 0] + Self.packet4, .null).kind == "other")
    #expect(decode([24, 0, 0, 0] + Self.packet4, .null).kind == "undecodable")
  }

  @Test func theVersionDecidesWhereIPv4IsAnnounced() {
    #expect(decode(Build.ethernet(0x0800, Self.packet6)).segment != nil)
    #expect(decode(Build.ethernet(0x86dd, Self.packet4)).kind == "undecodable")
    #expect(decode(Self.packet4, .ipv6).kind == "undecodable")
    #expect(decode(Self.packet6, .ipv4).segment != nil)
  }

  @Test func anLLCLengthThatLies() {
    let inner = Build.snap(0x0800, Self.packet4)
    #expect(decode(Build.ethernet(inner.count - 2, inner)).segment?.payloadLength == 3)
    #expect(decode(Build.ethernet(inner.count + 30, inner)).segment?.payloadLength == 5)
    #expect(decode(Build.ethernet(0, inner)).kind == "other")
    #expect(decode(Build.ethernet(1501, inner)).kind == "other")
    #expect(decode(Build.ethernet(7, inner)).kind == "undecodable")
  }

  @Test func whatIsNotFollowed() {
    let arp = [UInt8](repeating: 0, count: 46)
    #expect(decode(Build.ethernet(0x0806, arp)).kind == "other")
    #expect(decode(Build.ethernet(46, [0x42, 0x42, 3] + arp)).kind == "other")
    #expect(
      decode(Build.ethernet(53, Build.snap(0x0800, organisation: [0, 0, 12], Self.packet4))).kind == "other")
    #expect(decode(Build.ethernet(53, [0xaa, 0xaa, 0, 0, 0, 0, 8, 0] + Self.packet4)).kind == "other")
    #expect(decode(Build.ethernet(53, Build.snap(46, Self.packet4))).kind == "other")
    #expect(decode(Build.cooked(0x0800, device: 824, Self.packet4), .linuxCooked).kind == "other")
    #expect(decode(Build.cooked2(1, Self.packet4), .linuxCooked2).kind == "other")
    #expect(
      decode(Build.ethernet(0x8864, [0x11, 0xa7, 0, 9, 0, 47, 0, 0x21] + Self.packet4)).kind == "other")
    #expect(decode([0xff, 3, 0xc0, 0x21, 1, 2, 3], .ppp).kind == "other")
    #expect(decode([1, 26] + [UInt8](repeating: 0, count: 22) + Self.packet6, .ipnet).kind == "other")
    #expect(decode([7, 0, 0, 0, 69, 0, 9, 0] + Self.packet6, .nflog).kind == "other")
    #expect(decode(Self.packet4, LinkType(rawValue: 0xFFFD_001B)).kind == "other")
    #expect(decode(Self.packet4, LinkType(rawValue: 0xFFFD_0003)).kind == "unknownLink")
    #expect(decode(Self.packet4, LinkType(rawValue: 0xFFFC_0003)).kind == "unknownLink")
    #expect(decode(Self.packet4, LinkType(rawValue: 147)).kind == "unknownLink")
    #expect(decode([], LinkType(rawValue: 300)).kind == "unknownLink")
  }

  /// Frames without data, fragments, encrypted ones, and what Network Monitor adds.
  @Test func wirelessFramesWithoutPackets() {
    let content = Build.snap(0x0800, Self.packet4)
    for (type, flags, sequence) in [
      (0x48, 1, 0), (0xc8, 1, 0), (0x80, 0, 0), (0xb4, 0, 0), (0x08, 0x41, 0), (0x08, 5, 0), (0x08, 1, 1),
    ] as [(UInt8, UInt8, UInt8)] {
      let frame = Build.wireless(type: type, flags: flags, sequence: sequence, content)
      #expect(decode(frame, .wireless).kind == "other", "\(type) \(flags) \(sequence)")
    }
    #expect(decode([0, 0, 8, 0, 147, 0, 0, 0] + content, .ppi).kind == "unknownLink")
    #expect(decode([0, 0, 8, 0], LinkType(rawValue: 0xFFFF_FFFF)).kind == "other")
    #expect(decode([0, 0, 8, 0], LinkType(rawValue: 0xFFFF_FFE0)).kind == "other")
  }

  @Test func nflogAttributesThatLie() {
    #expect(decode([2, 0, 0, 0, 3, 0, 10, 0] + Self.packet4, .nflog).kind == "undecodable")
    #expect(decode([2, 0, 0, 0, 0xff, 0xff, 10, 0] + Self.packet4, .nflog).kind == "undecodable")
    #expect(decode([2, 0, 0, 0, 4, 0, 10, 0], .nflog).kind == "undecodable")
    #expect(decode([2, 0, 0, 0, 0xff, 0xff, 9, 0] + Self.packet4, .nflog).segment?.payloadLength == 5)
  }

  @Test func namesAreThoseOfLibpcap() {
    let names = [
      0: "NULL", 1: "EN10MB", 12: "RAW", 14: "RAW", 101: "RAW", 108: "LOOP", 113: "LINUX_SLL", 150: "USER3",
      228: "IPV4", 229: "IPV6", 239: "NFLOG", 276: "LINUX_SLL2", 4711: "LINKTYPE_4711",
    ]
    for (number, name) in names { #expect(LinkType(rawValue: UInt32(number)).name == name) }
  }
}
