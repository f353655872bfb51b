import Bytes

/// One header of a frame, and what it covers. Ranges count from the start of the frame.
package struct PacketLayer: Sendable {
  package enum Kind: Sendable {
    case link(LinkType)
    /// With extension headers. `next` is the protocol behind them.
    case ip(source: IPAddress, destination: IPAddress, next: UInt8)
    /// The contents are a part of a datagram: so many bytes of it precede.
    case fragment(offset: Int)
    case tcp(TCPSegment)
    case udp(UDPDatagram)
    case icmp
    case tunnel(Tunnel)
    /// The first bytes of a packet that an ICMP error quotes, behind its IP header.
    case quoted(next: UInt8)
  }

  package var kind: Kind
  /// Empty where a frame of that kind cannot be read.
  package var header: Range<Int>
  /// As far as they were captured, without padding.
  package var contents: Range<Int>
  /// All of its contents were captured.
  package var isWhole: Bool

  /// Header and contents.
  package var whole: Range<Int> { header.lowerBound..<max(header.upperBound, contents.upperBound) }
}

/// The headers of a frame from the outermost to the innermost, for a program that changes them.
///
/// It reads what ``PacketDecoder`` reads, and ends where that would end: at what is not decoded, and at fragments.
package struct PacketLayers: Sendable {
  package private(set) var layers: [PacketLayer] = []

  /// Tunnels, and frames in frames: more than ``PacketDecoder`` unwraps.
  private static let limit = 64

  package init(_ frame: Span<UInt8>, linkType: LinkType, originalLength: Int) {
    readFrame(linkType, FrameRegion(frame, originalLength: originalLength), frame)
  }

  /// The headers of a datagram that was put together from fragments, without that of IP.
  package init(datagram bytes: Span<UInt8>, source: IPAddress, destination: IPAddress, next: UInt8) {
    let packet = IPPacket(
      source: source, destination: destination, hopLimit: 0, next: IPProtocol(rawValue: next),
      payload: FrameRegion(bytes, originalLength: 0))
    try? readTransport(packet, bytes)
  }

  private mutating func add(_ kind: PacketLayer.Kind, _ start: Int, _ contents: FrameRegion) {
    layers.append(
      PacketLayer(
        kind: kind, header: start..<contents.cursor.offset, contents: contents.cursor.rest,
        isWhole: contents.sentEnd == contents.cursor.end))
  }

  private mutating func readFrame(_ linkType: LinkType, _ region: FrameRegion, _ bytes: Span<UInt8>) {
    let result = (try? LinkLayerRegistry.decode(linkType, region, bytes)) ?? .other
    read(result, .link(linkType), region, bytes)
  }

  private mutating func read(
    _ result: LinkResult, _ kind: PacketLayer.Kind, _ region: FrameRegion, _ bytes: Span<UInt8>
  ) {
    guard layers.count < Self.limit else { return }
    let start = region.cursor.offset
    switch result {
    case .packet(let type, let packet):
      add(kind, start, packet)
      try? readPacket(type, packet, bytes)
    case .frame(let linkType, let frame):
      add(kind, start, frame)
      readFrame(linkType, frame, bytes)
    case .tunnel, .other, .unknownLink: add(kind, start, region)
    }
  }

  private mutating func readPacket(
    _ type: EtherType, _ region: FrameRegion, _ bytes: Span<UInt8>
  ) throws(ParseFault) {
    var peek = region.cursor
    let isVersion4 = try peek.readUInt8(bytes, "ip.version") &>> 4 == 4 && type == .ipv4
    var packet =
      isVersion4 ? try IPPacket.readIPv4(region, bytes) : try IPPacket.readIPv6(region, bytes)
    if packet.fragment == nil { try? ExtensionHeaders.skip(in: &packet, bytes, isWhole: true) }
    add(Self.kind(packet), region.cursor.offset, packet.payload)
    guard let fragment = packet.fragment else { return try readTransport(packet, bytes) }
    // As the decoder does with one that is truncated.
    if !fragment.isWhole, isVersion4, fragment.offset == 0 { return try readTransport(packet, bytes) }
    add(.fragment(offset: fragment.offset), packet.payload.cursor.offset, packet.payload)
  }

  private static func kind(_ packet: IPPacket) -> PacketLayer.Kind {
    .ip(source: packet.source, destination: packet.destination, next: packet.next.rawValue)
  }

  private mutating func readTransport(_ packet: IPPacket, _ bytes: Span<UInt8>) throws(ParseFault) {
    let start = packet.payload.cursor.offset
    switch packet.next {
    case .tcp:
      let segment = try TCPHeader.segment(packet, bytes)
      var payload = packet.payload
      payload.cursor = ByteCursor(segment.payload.lowerBound..<payload.cursor.end)
      add(.tcp(segment), start, payload)
    case .udp:
      let (datagram, payload) = try UDPHeader.datagram(packet, bytes)
      add(.udp(datagram), start, payload)
      if let tunnel = Tunnel(datagram, bytes) { try readTunnel(tunnel, payload, bytes) }
    case .icmp where packet.source.isIPv4: try readICMP(packet, bytes)
    case .icmpv6 where !packet.source.isIPv4: try readICMP(packet, bytes)
    default:
      if let tunnel = Tunnel(packet.next) { try readTunnel(tunnel, packet.payload, bytes) }
    }
  }

  private mutating func readTunnel(
    _ tunnel: Tunnel, _ payload: FrameRegion, _ bytes: Span<UInt8>
  ) throws(ParseFault) {
    read(try tunnel.contents(payload, bytes), .tunnel(tunnel), payload, bytes)
  }

  private mutating func readICMP(_ packet: IPPacket, _ bytes: Span<UInt8>) throws(ParseFault) {
    let start = packet.payload.cursor.offset
    let isIPv4 = packet.source.isIPv4
    var message = packet.payload
    let type = try message.cursor.readUInt8(bytes, "icmp.type")
    _ = try message.cursor.readUInt8(bytes, "icmp.code")
    var contents = message
    _ = try contents.cursor.readRange(6, "icmp.unused")
    add(.icmp, start, contents)
    guard ICMP.isError(type, isIPv4: isIPv4) else { return }
    let quoted = try ICMP.quotedPacket(isIPv4: isIPv4, message, bytes)
    add(Self.kind(quoted), contents.cursor.offset, quoted.payload)
    layers[layers.count - 1].isWhole = false
    if quoted.fragment.map({ $0.offset == 0 }) ?? true {
      add(.quoted(next: quoted.next.rawValue), quoted.payload.cursor.offset, quoted.payload)
    }
  }
}
