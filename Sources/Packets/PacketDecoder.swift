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
      switch try LinkLayerRegistry.decode(linkType, region, frame) {
      case .packet(let type, let region): return try decode(type, region, frame, time: time)
      case .tunnel(let tunnel): return .tunnel(tunnel)
      case .other: return .other
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
    guard let position = packet.fragment else { return try TransportRegistry.decode(packet, frame) }
    return try decodeFragment(packet, at: position, frame, time: time)
  }

  /// Stores a fragment, or decodes the datagram that it completes.
  ///
  /// A truncated fragment cannot complete one, but the transport header of a first IPv4 fragment is decoded,
  /// as Wireshark does.
  @inline(never)
  private mutating func decodeFragment(
    _ packet: IPPacket, at position: FragmentPosition, _ frame: Span<UInt8>, time: Int64
  ) throws(ParseFault) -> DecodedPacket {
    guard position.isWhole else {
      guard packet.source.isIPv4, position.offset == 0 else { return .fragment }
      return try TransportRegistry.decode(packet, frame)
    }
    let fragment = Fragment(packet, at: position, of: frameNumber)
    guard let datagram = fragments.add(fragment, frame, time: time) else { return .fragment }
    isReassembled = true
    reassembledBytes = datagram.bytes
    reassembledFrames = datagram.frames
    var whole = packet
    whole.fragment = nil
    whole.next = datagram.next
    whole.payload = FrameRegion(reassembledBytes.span, originalLength: 0)
    return try TransportRegistry.decode(whole, reassembledBytes.span)
  }
}
