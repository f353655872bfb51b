import Bytes

/// An IPv4 header (RFC 791, section 3.1).
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-------+-------+---------------+-------------------------------+
/// |version|  IHL  |  traffic class|         total length          |  0
/// +-------+-------+---------------+-----+-------------------------+
/// |        identification         |flags|    fragment offset      |  4
/// +---------------+---------------+-----+-------------------------+
/// | time to live  |   protocol    |       header checksum         |  8
/// +---------------+---------------+-------------------------------+
/// |                        source address                         | 12
/// +---------------------------------------------------------------+
/// |                      destination address                      | 16
/// +---------------------------------------------------------------+
/// |                options, IHL counts them in words              | 20
/// ```
///
/// The checksum is not looked at: network cards fill it in after the capture point.
struct IPv4Header: Sendable {
  let source: IPAddress
  let destination: IPAddress
  let next: IPProtocol
  let headerLength: Int
  /// As sent; zero in a frame that the network card was to split (large send offload).
  let totalLength: Int
  let identification: UInt16
  let fragmentOffset: Int
  let moreFragments: Bool
  let timeToLive: UInt8

  /// Reads the header with its options and moves the region to its payload.
  @inline(__always)
  init(_ region: inout FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) {
    let range = try region.readHeader(Self.minimumLength, "ip")
    let header = bytes.extracting(range)
    let first = header[0]
    headerLength = Int(first & 0x0f) &* 4
    guard first &>> 4 == 4, headerLength >= Self.minimumLength else {
      throw ParseFault(.invalid, offset: range.lowerBound, field: "ip.version")
    }
    totalLength = Int(header.field16(2))
    identification = header.field16(4)
    let fragmentation = header.field16(6)
    fragmentOffset = Int(fragmentation & 0x1fff) &* 8
    moreFragments = fragmentation & 0x2000 != 0
    timeToLive = header[8]
    next = IPProtocol(rawValue: header[9])
    source = IPAddress(v4: header.field32(12))
    destination = IPAddress(v4: header.field32(16))
    _ = try region.cursor.readRange(headerLength &- Self.minimumLength, "ip.options")
  }

  private static let minimumLength = 20
}

extension IPPacket {
  /// Reads an IPv4 packet.
  ///
  /// Bytes after the total length are padding. A total length of zero means the rest of the frame (large send
  /// offload), as does one beyond the frame's end.
  @inline(__always)
  static func readIPv4(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> IPPacket {
    var region = frame
    let header = try IPv4Header(&region, bytes)
    let totalLength = header.totalLength == 0 ? frame.sentCount : header.totalLength
    guard totalLength >= header.headerLength else {
      throw ParseFault(.invalid, offset: frame.cursor.offset, field: "ip.totalLength")
    }
    let isWhole = region.limit(to: totalLength &- header.headerLength)
    return IPPacket(header, payload: region, isWhole: isWhole)
  }

  /// The packet of an IPv4 header. `isWhole`: all of its payload was captured.
  @inline(__always)
  init(_ header: IPv4Header, payload: FrameRegion, isWhole: Bool) {
    self.init(
      source: header.source, destination: header.destination, hopLimit: header.timeToLive, next: header.next,
      payload: payload)
    identification = header.identification
    if header.moreFragments || header.fragmentOffset != 0 {
      fragment = FragmentPosition(
        identification: UInt32(header.identification), offset: header.fragmentOffset,
        isLast: !header.moreFragments, isWhole: isWhole)
    }
  }
}

/// What the headers of an IP packet say about its payload.
struct IPPacket: Sendable {
  var source: IPAddress
  var destination: IPAddress
  /// The time to live of IPv4, the hop limit of IPv6.
  var hopLimit: UInt8
  /// The protocol of `payload`, after the extension headers.
  var next: IPProtocol
  var payload: FrameRegion
  var fragment: FragmentPosition?
  /// As in ``TCPSegment``.
  var identification: UInt16 = 0
}

/// Where a fragment belongs (RFC 791, section 3.1; RFC 8200, section 4.5).
struct FragmentPosition: Sendable {
  var identification: UInt32
  var offset: Int
  var isLast: Bool
  var isWhole: Bool
}

/// The header after an IP header (IANA registry "Assigned Internet Protocol Numbers").
struct IPProtocol: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt8

  static let hopByHop = IPProtocol(rawValue: 0)
  static let icmp = IPProtocol(rawValue: 1)
  static let ipv4 = IPProtocol(rawValue: 4)
  static let tcp = IPProtocol(rawValue: 6)
  static let udp = IPProtocol(rawValue: 17)
  static let ipv6 = IPProtocol(rawValue: 41)
  static let routing = IPProtocol(rawValue: 43)
  static let fragment = IPProtocol(rawValue: 44)
  static let gre = IPProtocol(rawValue: 47)
  static let authentication = IPProtocol(rawValue: 51)
  static let etherIP = IPProtocol(rawValue: 97)
  static let icmpv6 = IPProtocol(rawValue: 58)
  static let destinationOptions = IPProtocol(rawValue: 60)
  static let l2tp = IPProtocol(rawValue: 115)
  static let shim6 = IPProtocol(rawValue: 140)
}
