import Packets
import Testing

/// IPv4 and IPv6 headers, their lengths and their extensions.
struct NetworkTests {
  static let segment = Build.tcp(Array("hello".utf8))

  @Test func ipv4TotalLengths() {
    // Total length, and the payload length that must come of it; nil for no segment.
    let cases: [(Int, Int?)] = [
      (0, 5), (1, nil), (19, nil), (20, nil), (35, nil), (36, 0), (39, 0), (40, 0), (43, 3), (45, 5), (46, 5),
      (65_535, 5),
    ]
    for (length, expected) in cases {
      let packet = decodeIP(Build.ipv4(Self.segment, totalLength: length))
      #expect(packet.segment?.payloadLength == expected, "total length \(length)")
      if expected == nil { #expect(packet.kind == "undecodable", "total length \(length)") }
    }
  }

  @Test func ipv4HeaderLengths() {
    for words in 0...15 {
      let options = [UInt8](repeating: 1, count: max(0, words - 5) * 4)
      let packet = Build.ipv4(Self.segment, options: options, headerWords: words)
      #expect((decodeIP(packet).segment?.payloadLength == 5) == (words >= 5), "\(words) words")
      // The options count towards the total length, not towards the payload.
      let lying = Build.ipv4(Self.segment, totalLength: words * 4 - 1, options: options, headerWords: words)
      if words > 0 { #expect(decodeIP(lying).kind == "undecodable", "\(words) words") }
    }
    #expect(decodeIP(Build.ipv4(Self.segment, headerWords: 15)).kind == "undecodable")
  }

  @Test func versionsThatDoNotExist() {
    for version in 0...15 where version != 4 && version != 6 {
      #expect(decode(Build.ipv4(Self.segment, version: version), .raw).kind == "undecodable", "\(version)")
    }
  }

  @Test func lengthsOfCutFrames() {
    let long = Build.ethernet(0x0800, Build.ipv4(Self.segment, totalLength: 500))
    #expect(decode(long, sent: 1000).segment?.payloadLength == 460)
    #expect(decode(long, sent: 300).segment?.payloadLength == 300 - 54)
    #expect(decode(long, sent: 1).segment?.payloadLength == 5)
    #expect(decode(long, sent: -1).segment?.payloadLength == 5)
    #expect(decode(long, sent: .max).segment?.payloadLength == 460)
    let offloaded = Build.ethernet(0x0800, Build.ipv4(Self.segment, totalLength: 0))
    #expect(decode(offloaded, sent: 9000).segment?.payloadLength == 9000 - 54)
    #expect(decode(offloaded, sent: .max).segment?.payload.count == 5)
    let offloaded6 = Build.ethernet(0x86dd, Build.ipv6(Self.segment, payloadLength: 0))
    #expect(decode(offloaded6, sent: 90_000).segment?.payloadLength == 90_000 - 74)
  }

  @Test func ipv6PayloadLengths() {
    let cases: [(Int, Int?)] = [
      (0, 5), (1, nil), (15, nil), (16, 0), (20, 0), (22, 2), (25, 5), (26, 5), (65_535, 5),
    ]
    for (length, expected) in cases {
      let packet = decodeIP(Build.ipv6(Self.segment, payloadLength: length))
      #expect(packet.segment?.payloadLength == expected, "payload length \(length)")
    }
  }

  @Test func extensionHeadersInAnyOrder() {
    let inner = Self.segment
    let headers: [(UInt8, (UInt8, [UInt8]) -> [UInt8])] = [
      (0, { Build.extensionHeader(next: $0, $1) }), (43, { Build.extensionHeader(next: $0, words: 3, $1) }),
      (60, { Build.extensionHeader(next: $0, words: 2, $1) }), (140, { Build.extensionHeader(next: $0, $1) }),
      (51, { Build.authentication(next: $0, $1) }),
      (44, { Build.fragmentHeader(next: $0, offset: 0, more: false, $1) }),
    ]
    for (first, buildFirst) in headers {
      #expect(decodeIP(Build.ipv6(buildFirst(6, inner), next: first)).segment?.payloadLength == 5, "\(first)")
      for (second, buildSecond) in headers {
        let packet = Build.ipv6(buildFirst(second, buildSecond(6, inner)), next: first)
        #expect(decodeIP(packet).segment?.payloadLength == 5, "\(first) \(second)")
      }
    }
    #expect(decodeIP(Build.ipv4(Build.authentication(next: 6, inner), next: 51)).segment?.payloadLength == 5)
  }

  @Test func extensionHeadersAreBounded() {
    for count in [1, 63, 64, 65, 200] {
      var chain: [UInt8] = []
      for left in stride(from: count, to: 0, by: -1) {
        chain += Build.extensionHeader(next: left == 1 ? 6 : 60, [])
      }
      let kind = decodeIP(Build.ipv6(chain + Self.segment, next: 60)).kind
      #expect(kind == (count < 64 ? "segment" : "undecodable"), "\(count) headers")
    }
  }

  @Test func extensionHeadersThatLie() {
    var lying = Build.ipv6(Build.extensionHeader(next: 6, Self.segment), next: 0)
    lying[41] = 9
    #expect(decodeIP(lying).kind == "undecodable")
    let beyond = Build.ipv6(Build.extensionHeader(next: 6, Self.segment), next: 0, payloadLength: 4)
    #expect(decodeIP(beyond).kind == "undecodable")
    for cut in 26...33 {
      let packet = Build.ipv6(Build.extensionHeader(next: 6, Self.segment), next: 0)
      #expect(decodeIP(packet, cut: cut).kind == "undecodable", "\(cut) bytes short")
    }
  }

  @Test func protocolsThatAreNotFollowed() {
    for next in [UInt8(2), 50, 59, 89, 132, 135, 255] {
      #expect(decodeIP(Build.ipv6(Self.segment, next: next)).kind == "other", "\(next)")
      #expect(decodeIP(Build.ipv4(Self.segment, next: next)).kind == "other", "\(next)")
    }
    // Each ICMP belongs to its own IP.
    let quote = Build.icmp(type: 3, code: 1, Build.ipv4(Build.tcp()))
    #expect(decodeIP(Build.ipv6(quote, next: 1)).kind == "other")
    #expect(decodeIP(Build.ipv4(quote, next: 58)).kind == "other")
  }

  /// Such an address has no place in ``IPAddress``, where it would pass for an IPv4 one.
  @Test func ipv6AddressesThatLookLikeIPv4() {
    let address = [UInt8](repeating: 0xff, count: 8) + [0, 0, 0, 0] + Build.client4
    #expect(decodeIP(Build.ipv6(Self.segment, source: address)).kind == "undecodable")
    #expect(decodeIP(Build.ipv6(Self.segment, destination: address)).kind == "undecodable")
  }
}
