import Packets
import Testing

/// TCP, UDP and ICMP headers.
struct TransportTests {
  @Test func everyFieldOfASegment() throws {
    let frame = Build.ethernet(0x0800, Build.ipv4(Build.tcp([7, 8, 9], flags: 0x11)))
    let segment = try #require(decode(frame).segment)
    #expect(segment.source == EndPoint(address: IPAddress(v4: 0xc000_0201), port: 50_000))
    #expect(segment.destination == EndPoint(address: IPAddress(v4: 0xc633_6402), port: 443))
    #expect(segment.sequence == 0x0102_0304)
    #expect(segment.acknowledgement == 0x0506_0708)
    #expect(segment.flags == [.fin, .ack])
    #expect(segment.window == 0xfaf0)
    #expect(segment.windowScale == nil)
    #expect(segment.payload == 54..<57)
    #expect(segment.payloadLength == 3)
  }

  @Test func everyControlBit() {
    for bits in UInt8.min...UInt8.max {
      #expect(decodeIP(Build.ipv4(Build.tcp(flags: bits))).segment?.flags.rawValue == bits)
    }
  }

  /// A data offset into the header, or behind the packet's end: a segment without meaning.
  @Test func dataOffsetsThatLie() throws {
    for words in 0...15 {
      let segment = try #require(decodeIP(Build.ipv4(Build.tcp(Array(1...8), words: words))).segment)
      let isSound = words >= 5 && words <= 7
      #expect(segment.flags == (isSound ? [.psh, .ack] : []), "\(words) words")
      #expect(segment.payloadLength == (isSound ? 28 - words * 4 : 0), "\(words) words")
      #expect(segment.payload.count == segment.payloadLength, "\(words) words")
    }
  }

  @Test func windowScales() {
    let cases: [(String, [UInt8], UInt8?)] = [
      ("alone", [3, 3, 7, 0], 7), ("zero", [1, 3, 3, 0], 0), ("fourteen", [3, 3, 14, 1], 14),
      ("too large", [3, 3, 15, 1], 14), ("much too large", [3, 3, 255, 1], 14),
      ("as Windows sends it", [2, 4, 5, 180, 1, 3, 3, 8, 1, 1, 4, 2], 8),
      ("as Linux sends it", [2, 4, 5, 180, 4, 2, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0, 1, 3, 3, 6], 6),
      ("behind the end", [0, 3, 3, 7], nil), ("wrong length", [3, 4, 7, 0], nil),
      ("length zero", [2, 0, 3, 3, 7, 0, 0, 0], nil), ("length one", [2, 1, 3, 3, 7, 0, 0, 0], nil),
      ("length beyond", [2, 40, 3, 3, 7, 0, 0, 0], nil), ("length missing", [1, 1, 1, 3], nil),
      ("content missing", [1, 1, 3, 3], nil), ("none", [1, 1, 1, 1], nil),
      ("first of two", [3, 3, 1, 3, 3, 2, 0, 0], 1),
    ]
    for (name, options, expected) in cases {
      let packet = Build.ipv4(Build.tcp(flags: 2, options: options))
      #expect(decodeIP(packet).segment?.windowScale == expected, "\(name)")
      // Outside a SYN the option means nothing.
      let later = decodeIP(Build.ipv4(Build.tcp(flags: 0x10, options: options))).segment
      #expect(later != nil && later?.windowScale == nil, "\(name)")
    }
    // Cut in front of the option.
    let cut = decodeIP(Build.ipv4(Build.tcp(flags: 2, options: [1, 3, 3, 7])), cut: 1).segment
    #expect(cut != nil && cut?.windowScale == nil)
  }

  @Test func udpLengths() {
    let cases: [(Int, Int?)] = [(0, nil), (7, nil), (8, 0), (9, 1), (11, 3), (12, 3), (65_535, 3)]
    for (length, expected) in cases {
      let packet = decodeIP(Build.ipv4(Build.udp([1, 2, 3], length: length), next: 17))
      #expect(packet.datagram?.payload.count == expected, "length \(length)")
      if expected == nil { #expect(packet.kind == "undecodable") }
    }
    #expect(decodeIP(Build.ipv6(Build.udp([1, 2, 3], length: 0), next: 17)).datagram?.payload.count == 3)
  }

  @Test func everyFieldOfADatagram() throws {
    let frame = Build.ethernet(0x86dd, Build.ipv6(Build.udp([1, 2, 3]), next: 17))
    let datagram = try #require(decode(frame).datagram)
    #expect(datagram.source.description == "[2001:db8::1]:53")
    #expect(datagram.destination.description == "[2001:db8::2]:40000")
    #expect(Array(frame[datagram.payload]) == [1, 2, 3])
    for cut in 4...11 { #expect(decodeIP(Array(frame[14...]), cut: cut).kind == "undecodable") }
  }

  @Test func unreachableQuotesTheSegment() throws {
    let inner = Build.ipv4(
      Array(Build.tcp()[..<8]), totalLength: 1500, options: [1, 1, 1, 1], source: Build.server4,
      destination: Build.client4)
    let outer = Build.ipv4(Build.icmp(type: 3, code: 4, inner), next: 1)
    let quoted = try #require(decodeIP(outer).unreachable)
    #expect(quoted.source.description == "198.51.100.2:50000")
    #expect(quoted.destination.description == "192.0.2.1:443")
    #expect(quoted.sequence == 0x0102_0304)
    #expect(quoted.code == 4)
    for cut in 1...40 { #expect(decodeIP(outer, cut: cut).kind == "undecodable", "\(cut) bytes short") }
    // A quoted length that the sender of the error changed is not needed.
    let changed = Build.ipv4(Build.tcp(), totalLength: 3)
    #expect(decodeIP(Build.ipv4(Build.icmp(type: 3, code: 1, changed), next: 1)).unreachable?.code == 1)
  }

  @Test func unreachableIPv6QuotesTheSegment() throws {
    let inner = Build.ipv6(
      Build.extensionHeader(next: 44, Build.fragmentHeader(offset: 0, more: true, Array(Build.tcp()[..<8]))),
      next: 0)
    let outer = Build.ipv6(Build.icmp(type: 1, code: 4, inner), next: 58)
    let quoted = try #require(decodeIP(outer).unreachable)
    #expect(quoted.source.description == "[2001:db8::1]:50000")
    #expect(quoted.sequence == 0x0102_0304)
    #expect(quoted.code == 4)
    for cut in 1...40 { #expect(decodeIP(outer, cut: cut).kind == "undecodable", "\(cut) bytes short") }
  }

  @Test func otherErrorsQuoteTheSegment() throws {
    for type in 0...255 as ClosedRange<UInt8> {
      let four = decodeIP(Build.ipv4(Build.icmp(type: type, code: 1, Build.ipv4(Build.tcp())), next: 1))
      #expect(
        four.kind == (type == 3 ? "unreachable" : [4, 5, 11, 12].contains(type) ? "otherError" : "other"))
      let six = decodeIP(Build.ipv6(Build.icmp(type: type, code: 1, Build.ipv6(Build.tcp())), next: 58))
      #expect(six.kind == (type == 1 ? "unreachable" : 2...4 ~= type ? "otherError" : "other"))
    }
    let outer = Build.ipv6(Build.icmp(type: 2, code: 0, Build.ipv6(Array(Build.tcp()[..<8]))), next: 58)
    let quoted = try #require(decodeIP(outer).otherError)
    #expect(quoted.source.description == "[2001:db8::1]:50000")
    #expect(quoted.destination.port == 443)
    // Too little is quoted to tell whose it is, which is no fault of the capture.
    for cut in 1...50 { #expect(decodeIP(outer, cut: cut).kind == "other", "\(cut) bytes short") }
  }

  @Test func errorsAboutOthersAreNotFollowed() {
    let udp = Build.ipv4(Build.udp([]), next: 17)
    let later = Build.ipv4(Build.tcp(), offset: 64)
    let later6 = Build.ipv6(Build.fragmentHeader(offset: 64, more: true, Build.tcp()), next: 44)
    for type in [3, 11] as [UInt8] {
      #expect(decodeIP(Build.ipv4(Build.icmp(type: type, code: 3, udp), next: 1)).kind == "other")
      #expect(decodeIP(Build.ipv4(Build.icmp(type: type, code: 3, later), next: 1)).kind == "other")
    }
    for type in [1, 2] as [UInt8] {
      #expect(decodeIP(Build.ipv6(Build.icmp(type: type, code: 3, later6), next: 58)).kind == "other")
    }
  }
}
