import Bytes

/// Decodes frames down to TCP, UDP and ICMP.
///
/// One value serves one capture. It remembers nothing but fragments, so frames must come in the
/// order of the capture. Checksums are never a reason to drop a packet: network cards fill them in
/// after the capture point.
///
/// The path of a plain TCP segment over Ethernet and IPv4 is marked `@inline(__always)` from file to
/// file: as one function it takes less than half the time. What is rare is a call.
package struct PacketDecoder: Sendable {
  /// Whether the last decode finished a datagram from fragments. The packet's ranges then count in
  /// ``reassembledBytes`` and not in the frame. The frame that finishes a datagram stands for it.
  package private(set) var isReassembled = false

  /// The last datagram that was put together from fragments, without its IP header.
  package private(set) var reassembledBytes: [UInt8] = []

  /// The number under which the next frame is remembered when it holds a fragment; with 0, none is, and
  /// ``reassembledFrames`` stays empty.
  package var frameNumber: UInt32 = 0

  /// The frames of the last datagram that was put together from fragments, the one that finished it included, by
  /// the numbers that ``frameNumber`` had; also those that repeat what another had brought.
  package private(set) var reassembledFrames: [UInt32] = []

  private var fragments = FragmentStore()

  package init() {}

  /// Decodes one frame.
  ///
  /// - Parameters:
  ///   - frame: The captured bytes.
  ///   - linkType: The kind of frame, from the capture's file header or interface.
  ///   - originalLength: How long the frame was on the wire, in bytes. Less than `frame.count` is
  ///     taken as `frame.count`.
  ///   - time: The frame's time in nanoseconds, from any fixed point; old fragments are given up by it.
  package mutating func decode(
    _ frame: Span<UInt8>, linkType: LinkType, originalLength: Int, time: Int64
  ) -> DecodedPacket {
    isReassembled = false
    let region = FrameRegion(frame, originalLength: originalLength)
    do throws(ParseFault) {
      switch try LinkLayerRegistry.decode(linkType, region, frame) {
      case .packet(let type, let region): return try decode(type, region, frame, time: time)
      case .other: return .other
      case .unknownLink: return .unknownLink
      }
    } catch {
      return .undecodable
    }
  }

  /// Decodes the IP packet behind a link header.
  ///
  /// What is announced as IPv4 may be IPv6 by its version, as raw IP is; the reverse does not occur.
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

  /// Keeps a fragment, or decodes the datagram that it finishes.
  ///
  /// A fragment that the snap length cut can never help to finish one. When it is the first of an
  /// IPv4 datagram its transport header is there all the same, and is decoded as Wireshark does it.
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
