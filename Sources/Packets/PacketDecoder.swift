import Bytes

/// Decodes frames down to TCP, UDP and ICMP.
///
/// One value serves one capture, in its order, because it keeps fragments. Checksums are ignored: network
/// cards fill them in after the capture point.
///
/// The path of a plain TCP segment is `@inline(__always)` from file to file: as one function it needs less
/// than half the time.
package struct PacketDecoder: Sendable {
  /// Whether the last frame completed a datagram from fragments. The packet's ranges are then in
  /// ``reassembledBytes``.
  package private(set) var isReassembled = false

  package private(set) var reassembledBytes: [UInt8] = []

  /// The number under which a fragment's frame is recorded in ``reassembledFrames``; 0 for none.
  package var frameNumber: UInt32 = 0

  /// The frames of the last datagram that was put together from fragments, the one that finished it included, by
  /// the numbers that ``frameNumber`` had; also those that repeat what another had brought.
  package private(set) var reassembledFrames: [UInt32] = []

  /// The protocol of the last reassembled datagram's payload (IANA "Assigned Internet Protocol Numbers").
  package private(set) var reassembledProtocol: UInt8 = 0

  private var fragments = FragmentStore()

  package init() {}

  /// Decodes one frame.
  /// - Parameters:
  /// - frame: the captured bytes.
  /// - linkType: the kind of frame, from the capture's file header or interface.
  /// - originalLength: the frame's length on the wire; at least `frame.count`.
  /// - time: nanoseconds from any fixed point, by which old fragments are dropped.
  package mutating func decode(
    _ frame: Span<UInt8>, linkType: LinkType, originalLength: Int, time: Int64
  ) -> DecodedPacket {
    isReassembled = false
    let region = FrameRegion(frame, originalLength: originalLength)
    do throws(ParseFault) {
      let result = try LinkLayerRegistry.decode(linkType, region, frame)
      if case .packet(let type, let region) = result { return try decode(type, region, frame, time: time) }
      switch try LinkLayerRegistry.decodeFrames(in: result, frame) {
      case .packet(let type, let region): return try decode(type, region, frame, time: time)
      case .tunnel(let tunnel): return .tunnel(tunnel)
      case .frame, .other: return .other
      case .unknownLink: return .unknownLink
      }
    } catch {
      return .undecodable
    }
  }

  /// Decodes the IP packet after a link header. What is announced as IPv4 may be IPv6 by its version, as in
  /// raw IP.
  @inline(__always)
  private mutating func decode(
    _ type: EtherType, _ region: FrameRegion, _ frame: Span<UInt8>, time: Int64
  ) throws(ParseFault) -> DecodedPacket {
    var peek = region.cursor
    let version = try peek.readUInt8(frame, "ip.version") &>> 4
    if version == 4, type == .ipv4 {
      return try decode(try IPPacket.readIPv4(region, frame), frame, time: time)
    }
    return try decodeIPv6(region, frame, time: time)
  }

  private mutating func decodeIPv6(
    _ region: FrameRegion, _ frame: Span<UInt8>, time: Int64
  ) throws(ParseFault) -> DecodedPacket {
    try decode(try IPPacket.readIPv6(region, frame), frame, time: time)
  }

  @inline(__always)
  private mutating func decode(
    _ packet: IPPacket, _ frame: Span<UInt8>, time: Int64
  ) throws(ParseFault) -> DecodedPacket {
    if packet.fragment == nil {
      if packet.next == .tcp { return .segment(try TCPHeader.segment(packet, frame)) }
      if packet.next == .udp { return try decodeDatagram(packet, frame, time: time) }
    }
    return try decodeOther(packet, frame, time: time, depth: 0)
  }

  /// A path of its own, because most packets that are not TCP are DNS.
  @inline(never)
  private mutating func decodeDatagram(
    _ packet: IPPacket, _ frame: Span<UInt8>, time: Int64
  ) throws(ParseFault) -> DecodedPacket {
    let (datagram, payload) = try UDPHeader.datagram(packet, frame)
    guard let tunnel = Tunnel(datagram, frame) else { return .datagram(datagram) }
    return decodeInside(tunnel, payload, frame, time: time, depth: 1)
  }

  /// - Parameter depth: how many tunnels the packet is in.
  @inline(never)
  private mutating func decodeOther(
    _ packet: IPPacket, _ frame: Span<UInt8>, time: Int64, depth: Int
  ) throws(ParseFault) -> DecodedPacket {
    if let position = packet.fragment {
      return try decodeFragment(packet, at: position, frame, time: time, depth: depth)
    }
    if packet.next == .tcp { return .segment(try TCPHeader.segment(packet, frame)) }
    switch try TransportRegistry.decode(packet, frame) {
    case .packet(let decoded): return decoded
    case .tunnel(let tunnel, let payload):
      return decodeInside(tunnel, payload, frame, time: time, depth: depth + 1)
    }
  }

  /// Tunnels in tunnels. Two are usual where a provider and its customer have one each.
  private static let tunnelLimit = 8

  /// What cannot be read counts as inside the tunnel.
  private mutating func decodeInside(
    _ tunnel: Tunnel, _ payload: FrameRegion, _ frame: Span<UInt8>, time: Int64, depth: Int
  ) -> DecodedPacket {
    guard depth <= Self.tunnelLimit else { return .tunnel(tunnel) }
    do throws(ParseFault) {
      switch try LinkLayerRegistry.decodeFrames(in: tunnel.contents(payload, frame), frame) {
      case .packet(let type, let region):
        var peek = region.cursor
        let version = try peek.readUInt8(frame, "ip.version") &>> 4
        let packet =
          version == 4 && type == .ipv4
          ? try IPPacket.readIPv4(region, frame) : try IPPacket.readIPv6(region, frame)
        return try decodeOther(packet, frame, time: time, depth: depth)
      case .frame, .other: return .other
      case .tunnel(let inner): return .tunnel(inner)
      case .unknownLink: return .tunnel(tunnel)
      }
    } catch {
      return .tunnel(tunnel)
    }
  }

  /// Stores a fragment, or decodes the datagram that it completes.
  ///
  /// A truncated fragment cannot complete one, but the transport header of a first IPv4 fragment is decoded,
  /// as Wireshark does.
  private mutating func decodeFragment(
    _ packet: IPPacket, at position: FragmentPosition, _ frame: Span<UInt8>, time: Int64, depth: Int
  ) throws(ParseFault) -> DecodedPacket {
    guard position.isWhole else {
      guard packet.source.isIPv4, position.offset == 0 else { return .fragment }
      return packet.next == .tcp ? .segment(try TCPHeader.segment(packet, frame)) : .other
    }
    let fragment = Fragment(packet, at: position, of: frameNumber)
    guard let datagram = fragments.add(fragment, frame, time: time) else { return .fragment }
    // A tunnel's fragments may hold fragments: then the inner datagram is the packet's.
    reassembledFrames = isReassembled ? reassembledFrames + datagram.frames : datagram.frames
    isReassembled = true
    let bytes = datagram.bytes
    reassembledBytes = bytes
    reassembledProtocol = datagram.next.rawValue
    var whole = packet
    whole.fragment = nil
    whole.next = datagram.next
    whole.payload = FrameRegion(bytes.span, originalLength: 0)
    return try decodeOther(whole, bytes.span, time: time, depth: depth)
  }
}
