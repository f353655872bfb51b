import CaptureBuilding
import Packets
import Testing

@testable import Anonymization

/// Headers: addresses are others, what is not known is zero, and checksums are right where they were.
@Suite struct AnonymizedFrameTests {
  private static let client: CaptureBuilding.EndPoint = .init("192.168.7.5", 50_231)
  private static let server: CaptureBuilding.EndPoint = .init("198.51.100.77", 443)

  /// The frames of a small conversation.
  private static func conversation(link: LinkLayer = .ethernet, fragmentSize: Int? = nil) -> CaptureBuilder {
    var capture = CaptureBuilder(link: link)
    capture.fragmentSize = fragmentSize
    let flow = capture.tcp(client: client, server: server)
    capture.handshake(flow)
    let hello = ClientHello.schannel(.server2016, version: .tls12, name: "wsus01.contoso.com")
    capture.send(flow, .client, hello.record)
    capture.rst(flow, .server)
    return capture
  }

  private static func expectReplaced(_ frames: AnonymizedFrames, _ comment: Comment) {
    for address in [client.address, server.address] {
      #expect(!frames.contains(address.bytes), comment)
      #expect(!frames.contains(HardwareAddress(reaching: address).bytes), comment)
    }
    #expect(!frames.contains("contoso"), comment)
    #expect(frames.isClean && frames.before.map(\.count) == frames.after.map(\.count), comment)
  }

  private static func segments(_ frames: [[UInt8]], linkType: UInt32) -> [Packets.TCPSegment] {
    var decoder = PacketDecoder()
    return frames.compactMap { bytes in
      let packet = decoder.decode(
        bytes.span, linkType: LinkType(rawValue: linkType), originalLength: bytes.count, time: 0)
      if case .segment(let segment) = packet { return segment }
      return nil
    }
  }

  private static func address(_ bytes: [UInt8]) -> IPAddress {
    AddressBytes.address(bytes) ?? IPAddress(v4: 0)
  }

  private static func checksumsAreRight(_ packet: [UInt8]) -> Bool {
    let header = Int(packet[0] & 0x0f) * 4
    let whole = 0..<Int(packet[2]) * 256 + Int(packet[3])
    let source = address(Array(packet[12..<16]))
    let destination = address(Array(packet[16..<20]))
    let payload = header..<whole.upperBound
    let pseudo = Anonymization.InternetChecksum.pseudoHeader(
      source, destination, next: packet[9], length: payload.count)
    return Anonymization.InternetChecksum.folded(Anonymization.InternetChecksum.sum(packet, 0..<header))
      == 0xffff
      && Anonymization.InternetChecksum.folded(
        Anonymization.InternetChecksum.sum(packet, payload) + (packet[9] == 1 ? 0 : pseudo)) == 0xffff
  }

  @Test(arguments: [
    LinkLayer.ethernet, .vlan([7]), .vlan([7, 8]), .linuxCooked, .linuxCooked2, .null, .loop, .raw,
  ])
  func linkLayers(_ link: LinkLayer) throws {
    let frames = try AnonymizedFrames(Self.conversation(link: link))
    Self.expectReplaced(frames, "\(link)")
    let (before, after) = (
      Self.segments(frames.before, linkType: UInt32(link.linkType)),
      Self.segments(frames.after, linkType: UInt32(link.linkType))
    )
    #expect(before.count == 5 && before.map(\.sequence) == after.map(\.sequence))
    #expect(before.map(\.flags) == after.map(\.flags) && before.map(\.payload) == after.map(\.payload))
    #expect(before.map(\.windowScale) == after.map(\.windowScale))
    #expect(Set(after.map(\.source.address)).count == 2)
    #expect(after.allSatisfy { $0.source.address.isPrivate == ($0.source.port == 50_231) })
  }

  @Test func tagsStay() throws {
    let frames = try AnonymizedFrames(Self.conversation(link: .vlan([0x123, 0x456])))
    #expect(frames.after.allSatisfy { Array($0[12..<22]) == [0x88, 0xa8, 1, 0x23, 0x81, 0, 4, 0x56, 8, 0] })
  }

  @Test func checksums() throws {
    var capture = Self.conversation(link: .raw)
    capture.unreachable(quoting: 4, from: "192.168.7.1")
    let frames = try AnonymizedFrames(capture)
    #expect(frames.after.count == 6)
    for (before, after) in zip(frames.before, frames.after) {
      #expect(Self.checksumsAreRight(before) && Self.checksumsAreRight(after))
    }
    // A wrong one is not made right.
    capture.frame(frames.before[3].enumerated().map { $0.offset == 36 ? $0.element ^ 0x55 : $0.element })
    capture.frame(frames.before[3].enumerated().map { $0.offset == 10 ? $0.element ^ 0x55 : $0.element })
    let wrong = try AnonymizedFrames(capture).after.suffix(2)
    #expect(wrong.allSatisfy { !Self.checksumsAreRight($0) })
  }

  /// What a network card was to finish stays the sum of the pseudo header.
  @Test func partialChecksums() throws {
    var packet = try AnonymizedFrames(Self.conversation(link: .raw)).before[3]
    let payload = packet.count - 20
    func partial(_ packet: [UInt8], _ length: Int) -> [UInt8] {
      let sum = Anonymization.InternetChecksum.pseudoHeader(
        Self.address(Array(packet[12..<16])), Self.address(Array(packet[16..<20])), next: 6,
        length: length)
      let folded = Anonymization.InternetChecksum.folded(sum)
      return [UInt8(folded >> 8), UInt8(truncatingIfNeeded: folded)]
    }
    for length in [payload, 0] {
      packet.replaceSubrange(36..<38, with: partial(packet, length))
      var capture = CaptureBuilder(link: .raw)
      capture.frame(packet)
      let after = try AnonymizedFrames(capture).after[0]
      #expect(Array(after[36..<38]) == partial(after, length))
    }
  }

  /// Of a truncated frame the sum is changed by what is there: with the missing bytes it would be right.
  @Test func truncatedFrames() throws {
    let whole = try AnonymizedFrames(Self.conversation(link: .raw))
    for length in [40, 61, 80, 100] {
      var capture = Self.conversation(link: .raw)
      capture.cut(4, to: length)
      let frames = try AnonymizedFrames(capture)
      #expect(frames.after[3].count == length)
      Self.expectReplaced(frames, "\(length)")
      let rest = Array(whole.before[3][length...])
      #expect(Self.checksumsAreRight(frames.after[3] + rest), "\(length)")
    }
  }

  @Test func options() throws {
    // No-operation, Fast Open with a cookie, time stamps, an unknown option, end.
    let cookie: [UInt8] = [34, 6, 0xde, 0xad, 0xbe, 0xef]
    let options: [UInt8] = [1] + cookie + [8, 10, 1, 2, 3, 4, 5, 6, 7, 8, 253, 4, 0xca, 0xfe, 0, 0, 0]
    var capture = CaptureBuilder(link: .raw)
    var segment: [UInt8] =
      [0xc4, 0x37, 1, 0xbb, 0, 0, 0, 1, 0, 0, 0, 0, 0xb0, 0x10, 0, 1, 0, 0, 0, 0] + options
    let sum = Anonymization.InternetChecksum.pseudoHeader(
      Self.address(Self.client.address.bytes), Self.address(Self.server.address.bytes),
      next: 6,
      length: segment.count)
    let checksum = ~Anonymization.InternetChecksum.folded(
      sum + Anonymization.InternetChecksum.sum(segment, 0..<segment.count))
    segment.replaceSubrange(16..<18, with: [UInt8(checksum >> 8), UInt8(truncatingIfNeeded: checksum)])
    capture.datagram(segment, protocolNumber: 6, from: Self.client.address, to: Self.server.address)
    let after = try AnonymizedFrames(capture).after[0]
    #expect(
      Array(after[40..<64])
        == [1] + [UInt8](repeating: 1, count: 6) + [8, 10, 1, 2, 3, 4, 5, 6, 7, 8, 1, 1, 1, 1, 0, 0, 0])
    #expect(Self.checksumsAreRight(after))
  }

  @Test func fragments() throws {
    let capture = Self.conversation(link: .raw, fragmentSize: 64)
    let frames = try AnonymizedFrames(capture)
    #expect(frames.before.count > 6)
    Self.expectReplaced(frames, "fragments")
    // The server's name is in the third of them.
    let whole = try AnonymizedFrames(Self.conversation(link: .raw))
    let parts = frames.after.dropFirst(3).dropLast().flatMap { $0.dropFirst(20) }
    #expect(Array(parts.dropFirst(20)) == Array(whole.after[3].dropFirst(40)))
    // Without one of them nothing is known of the others.
    var incomplete = capture
    incomplete.keepOnly([0, 1, 2, 3, 5])
    let after = try AnonymizedFrames(incomplete).after
    #expect(after[3].dropFirst(20).allSatisfy { $0 == 0 } && after[4].dropFirst(20).allSatisfy { $0 == 0 })
  }

  @Test func tunnels() throws {
    let frame = Self.conversation().frames[3].bytes
    let packet = Array(frame.dropFirst(14))
    let ends: (CaptureBuilding.EndPoint, CaptureBuilding.EndPoint) = (
      .init("10.1.1.1", 40_000), .init("10.2.2.2", 0)
    )
    let inUDP: [(port: UInt16, header: [UInt8], content: [UInt8])] = [
      (4789, [8, 0, 0, 0, 0, 0, 7, 0], frame), (6081, [0, 0, 0x65, 0x58, 0, 0, 7, 0], frame),
      (6081, [1, 0, 8, 0, 0, 0, 7, 0, 192, 168, 7, 5], packet), (4754, [0, 0, 8, 0], packet),
      (2152, [0x30, 0xff, 0, 45, 0, 0, 0, 7], packet), (5247, [0, 0x10, 0, 0, 0, 0, 0, 0], frame),
      (5072, [0x41, 0x52, 0x11, 4, 0, 0, 0, 7] + [UInt8](repeating: 0xee, count: 36), packet),
      (1701, [0, 2, 0, 1, 0, 1, 0xff, 3, 0, 0x21], packet),
    ]
    for (port, header, content) in inUDP {
      var capture = CaptureBuilder()
      capture.udp(header + content, from: ends.0, to: .init(ends.1.address, port))
      try Self.expectTunnel(capture, "\(port)")
    }
    let inIP: [(next: UInt8, bytes: [UInt8])] = [
      (4, packet), (47, [0, 0, 8, 0] + packet), (47, [0, 0, 0x65, 0x58] + frame), (97, [0x30, 0] + frame),
      (47, [0x10, 0, 0x88, 0xbe, 0, 0, 0, 1] + [UInt8](repeating: 0, count: 8) + frame),
      (47, [0, 0, 0x88, 0x47, 0, 0, 1, 64] + packet), (47, [0, 0, 0x88, 0x47, 0, 0, 1, 64] + frame),
      (47, [0, 0, 0x88, 0xe7, 0, 0, 0, 7] + frame),
    ]
    for (next, bytes) in inIP {
      var capture = CaptureBuilder()
      capture.datagram(bytes, protocolNumber: next, from: ends.0.address, to: ends.1.address)
      try Self.expectTunnel(capture, "protocol \(next)")
    }
  }

  private static func expectTunnel(_ capture: CaptureBuilder, _ comment: Comment) throws {
    let frames = try AnonymizedFrames(capture)
    expectReplaced(frames, comment)
    for outer in ["10.1.1.1", "10.2.2.2"] as [Address] { #expect(!frames.contains(outer.bytes), comment) }
    let (before, after) = (segments(frames.before, linkType: 1), segments(frames.after, linkType: 1))
    #expect(before.count == 1 && after.count == 1, comment)
    #expect(
      before.first?.payload == after.first?.payload && before.first?.sequence == after.first?.sequence,
      comment)
  }

  /// Wireless frames behind the headers of drivers.
  @Test func wirelessFrames() throws {
    let packet = Array(Self.conversation().frames[3].bytes.dropFirst(14))
    let cards: [UInt8] = Array(0xa0..<0xb2)
    let header: [UInt8] = [0x88, 0x01, 0, 0] + cards + [0x10, 0, 0, 0, 0xaa, 0xaa, 3, 0, 0, 0, 8, 0]
    let position = [UInt8](repeating: 0x5a, count: 8)
    let drivers: [(UInt32, [UInt8])] = [
      (105, []), (127, [0, 0, 16, 0, 1, 0, 0, 0] + position), (192, [0, 0, 16, 0, 105, 0, 0, 0] + position),
      (163, [0x80, 0x21, 0x10, 1, 0, 0, 0, 16] + position),
    ]
    for (linkType, driver) in drivers {
      var capture = CaptureBuilder()
      capture.frame(driver + header + packet)
      let frames = try AnonymizedFrames(capture, linkType: linkType)
      Self.expectReplaced(frames, "\(linkType)")
      #expect(!frames.contains(Array(cards[0..<6])) && !frames.contains(position))
      #expect(Self.segments(frames.after, linkType: linkType).count == 1, "\(linkType)")
    }
  }

  @Test func addressResolution() throws {
    var capture = CaptureBuilder()
    capture.arp(from: "192.168.7.5", asking: "192.168.7.1")
    capture.arp(from: "192.168.7.1", asking: "192.168.7.5", answer: true)
    // Not a message for Ethernet and IPv4.
    capture.frame(Array(capture.frames[0].bytes.prefix(14)) + [0, 6, 8, 0, 6, 4, 0, 1, 192, 168, 7, 5])
    let frames = try AnonymizedFrames(capture)
    for address in ["192.168.7.5", "192.168.7.1"] as [Address] {
      #expect(!frames.contains(address.bytes))
      #expect(!frames.contains(HardwareAddress(reaching: address).bytes))
    }
    #expect(frames.after[0][28..<32] == frames.after[1][38..<42])
    #expect(frames.after[0].prefix(6).allSatisfy { $0 == 0xff })
    #expect(frames.after[2].dropFirst(14).allSatisfy { $0 == 0 })
  }

  /// What is not decoded is zero: the payload of other protocols, trailers, frames of unknown kinds.
  @Test func unknownContents() throws {
    let secret = Array("Contoso-Secret".utf8)
    var capture = Self.conversation()
    capture.udp(secret, from: Self.client, to: .init("192.168.7.255", 137))
    capture.datagram(secret, protocolNumber: 132, from: Self.client.address, to: Self.server.address)
    capture.frame(capture.frames[2].bytes + secret)
    capture.frame(Array(capture.frames[0].bytes.prefix(12)) + [0x88, 0xcc] + secret)
    let frames = try AnonymizedFrames(capture)
    #expect(!frames.contains(secret))
    #expect(try AnonymizedFrames(capture, linkType: 147).after.allSatisfy { $0.allSatisfy { $0 == 0 } })
  }

  /// Frames that end anywhere, and whose lengths lie.
  @Test func everyCut() throws {
    var frames = Self.conversation().frames.map(\.bytes)
    frames.append(Self.conversation(link: .vlan([7])).frames[3].bytes)
    for bytes in frames {
      for length in bytes.indices {
        var capture = CaptureBuilder()
        capture.frame(Array(bytes[..<length]))
        capture.frame(bytes.enumerated().map { $0.offset == length ? 0xff : $0.element })
        let after = try AnonymizedFrames(capture)
        #expect(after.after.map(\.count) == after.before.map(\.count))
      }
    }
  }
}
