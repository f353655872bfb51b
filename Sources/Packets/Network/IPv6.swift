import Bytes

/// An IPv6 header (RFC 8200, section 3).
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-------+---------------+---------------------------------------+
/// |version| traffic class |              flow label               |  0
/// +-------+---------------+-------+---------------+---------------+
/// |        payload length         |  next header  |   hop limit   |  4
/// +-------------------------------+---------------+---------------+
/// |                        source address                         |  8
/// |                                                               |
/// +---------------------------------------------------------------+
/// |                      destination address                      | 24
/// |                                                               |
/// +---------------------------------------------------------------+ 40
/// ```
struct IPv6Header: Sendable {
  let source: IPAddress
  let destination: IPAddress
  let hopLimit: UInt8
  let next: IPProtocol
  /// As sent; zero in a jumbogram (RFC 2675) and in a frame that the network card was to split.
  let payloadLength: Int

  /// Reads the header and moves the region to its payload.
  /// - Throws: `.invalid` also for an address that would read as an IPv4 one: see ``IPAddress``.
  init(_ region: inout FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) {
    let range = try region.readHeader(40, "ipv6")
    let header = bytes.extracting(range)
    guard header[0] &>> 4 == 6 else {
      throw ParseFault(.invalid, offset: range.lowerBound, field: "ipv6.version")
    }
    payloadLength = Int(header.field16(4))
    next = IPProtocol(rawValue: header[6])
    hopLimit = header[7]
    source = IPAddress(high: header.field64(8), low: header.field64(16))
    destination = IPAddress(high: header.field64(24), low: header.field64(32))
    guard !source.isIPv4, !destination.isIPv4 else {
      throw ParseFault(.invalid, offset: range.lowerBound &+ 8, field: "ipv6.source")
    }
  }
}

extension IPPacket {
  /// Reads an IPv6 packet with its extension headers.
  ///
  /// A payload length of zero means the rest of the frame, with the jumbo option or for an offloaded send.
  static func readIPv6(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> IPPacket {
    var region = frame
    let header = try IPv6Header(&region, bytes)
    let payloadLength = header.payloadLength == 0 ? region.sentCount : header.payloadLength
    let isWhole = region.limit(to: payloadLength)
    return try IPPacket(header, payload: region, bytes, isWhole: isWhole)
  }

  /// The packet of an IPv6 header and its extension headers. `isWhole`: all of its payload was captured.
  init(
    _ header: IPv6Header, payload: FrameRegion, _ bytes: Span<UInt8>, isWhole: Bool
  ) throws(ParseFault) {
    self.init(
      source: header.source, destination: header.destination, hopLimit: header.hopLimit, next: header.next,
      payload: payload)
    try ExtensionHeaders.skip(in: &self, bytes, isWhole: isWhole)
  }
}

/// The headers between the IP header and its payload (RFC 8200, section 4; RFC 4302, section 2).
///
/// ```
/// 0             1        2
/// | next header | length | content
/// ```
///
/// The length counts eight-byte words after the first; the authentication header counts four-byte
/// words after the first two. The authentication header occurs in IPv4 too, and is the only one
/// meant to; skipping the others there does no harm.
enum ExtensionHeaders {
  /// How many headers may follow each other. The recommended order has seven (RFC 8200, section 4.1).
  static let headerLimit = 64

  /// Moves the packet's payload past its extension headers, up to a fragment header that belongs to a
  /// fragment.
  /// - Parameter isWhole: whether all of the payload was captured.
  static func skip(
    in packet: inout IPPacket, _ bytes: Span<UInt8>, isWhole: Bool
  ) throws(ParseFault) {
    for _ in 0..<headerLimit {
      switch packet.next {
      case .hopByHop, .routing, .destinationOptions, .shim6:
        try skip(&packet, bytes, wordLength: 8, extraWords: 1)
      case .authentication:
        try skip(&packet, bytes, wordLength: 4, extraWords: 2)
      case .fragment:
        try readFragment(&packet, bytes, isWhole: isWhole)
        if packet.fragment != nil { return }
      default: return
      }
    }
    throw ParseFault(.invalid, offset: packet.payload.cursor.offset, field: "ipv6.extensionHeaders")
  }

  private static func skip(
    _ packet: inout IPPacket, _ bytes: Span<UInt8>, wordLength: Int, extraWords: Int
  ) throws(ParseFault) {
    let next = try packet.payload.cursor.readUInt8(bytes, "ipv6.nextHeader")
    let words = Int(try packet.payload.cursor.readUInt8(bytes, "ipv6.headerLength")) &+ extraWords
    _ = try packet.payload.cursor.readRange(words &* wordLength &- 2, "ipv6.extensionHeader")
    packet.next = IPProtocol(rawValue: next)
  }

  /// Reads a fragment header (RFC 8200, section 4.5).
  ///
  /// ```
  /// 0             1          2                    4                8
  /// | next header | reserved | offset (13), 2, M | identification |
  /// ```
  ///
  /// One that says "the first and the last" is no fragment (RFC 6946) and is skipped.
  private static func readFragment(
    _ packet: inout IPPacket, _ bytes: Span<UInt8>, isWhole: Bool
  ) throws(ParseFault) {
    packet.next = IPProtocol(rawValue: try packet.payload.cursor.readUInt8(bytes, "ipv6.nextHeader"))
    _ = try packet.payload.cursor.readUInt8(bytes, "ipv6.reserved")
    let position = try packet.payload.cursor.readUInt16(bytes, "ipv6.fragmentOffset")
    let identification = try packet.payload.cursor.readUInt32(bytes, "ipv6.identification")
    let offset = Int(position & 0xfff8)
    let isLast = position & 1 == 0
    guard offset != 0 || !isLast else { return }
    packet.fragment = FragmentPosition(
      identification: identification, offset: offset, isLast: isLast, isWhole: isWhole)
  }
}
