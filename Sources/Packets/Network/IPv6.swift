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
  let next: IPProtocol
  /// As sent; zero in a jumbogram (RFC 2675) and in a frame that the network card was to split.
  let payloadLength: Int

  /// Reads the header and leaves the region behind it.
  /// - Throws: `.invalid` also for an address that would read as an IPv4 one: see ``IPAddress``.
  init(_ region: inout FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) {
    let range = try region.readHeader(40, "ipv6")
    let header = bytes.extracting(range)
    guard header[0] &>> 4 == 6 else {
      throw ParseFault(.invalid, offset: range.lowerBound, field: "ipv6.version")
    }
    payloadLength = Int(header.field16(4))
    next = IPProtocol(rawValue: header[6])
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
  /// A payload length of zero stands for the rest of the frame: the jumbo option says no more than
  /// the frame's own length does, and an offloaded send has no option at all.
  static func readIPv6(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> IPPacket {
    var region = frame
    let header = try IPv6Header(&region, bytes)
    let payloadLength = header.payloadLength == 0 ? region.sentCount : header.payloadLength
    let isWhole = region.limit(to: payloadLength)
    var packet = IPPacket(
      source: header.source, destination: header.destination, next: header.next, payload: region)
    try ExtensionHeaders.walk(&packet, bytes, isWhole: isWhole)
    return packet
  }
}
