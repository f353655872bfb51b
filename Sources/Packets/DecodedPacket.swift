/// What one frame carried.
///
/// Ranges count from the start of the decoded bytes: the frame, or the datagram that ``PacketDecoder``
/// reassembled.
package enum DecodedPacket: Sendable {
  case segment(TCPSegment)
  case datagram(UDPDatagram)
  /// An ICMP or ICMPv6 "destination unreachable" that quotes a TCP segment.
  case unreachable(QuotedSegment)
  /// Another ICMP or ICMPv6 error that quotes a TCP segment, such as "packet too big" or "time exceeded".
  case otherError(QuotedSegment)
  /// A packet or frame inside another one, or behind a tag, that is not unwrapped.
  case tunnel(Tunnel)
  case fragment
  /// A frame of a protocol this program does not follow (ARP, IGMP, another EtherType).
  case other
  /// A frame whose link type this program does not know.
  case unknownLink
  /// A frame of a known protocol that ends or was truncated inside a header, or whose header is wrong.
  case undecodable
}

/// The control bits of a TCP header (RFC 9293, section 3.1). `@inlinable`: tested several times a segment in
/// another module.
@frozen public struct TCPFlags: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  @inlinable
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  @inlinable public static var fin: TCPFlags { TCPFlags(rawValue: 0x01) }
  @inlinable public static var syn: TCPFlags { TCPFlags(rawValue: 0x02) }
  @inlinable public static var rst: TCPFlags { TCPFlags(rawValue: 0x04) }
  @inlinable public static var psh: TCPFlags { TCPFlags(rawValue: 0x08) }
  @inlinable public static var ack: TCPFlags { TCPFlags(rawValue: 0x10) }
}

/// One TCP segment (RFC 9293, section 3.1).
///
/// With an impossible data offset `flags` is empty and `payloadLength` zero: receivers drop it, but it counts
/// as a segment of its connection.
package struct TCPSegment: Sendable {
  package var source: EndPoint
  package var destination: EndPoint
  package var sequence: UInt32
  package var acknowledgement: UInt32
  package var flags: TCPFlags
  /// The window field as sent, before scaling.
  package var window: UInt16
  /// The shift of the window scale option (RFC 7323, section 2.2), 0 to 14; nil when absent, not
  /// captured, or in a segment without SYN, where it means nothing.
  package var windowScale: UInt8?
  /// The time to live or hop limit of the packet as it was captured.
  package var hopLimit: UInt8
  /// The identification of the IPv4 packet; 0 in IPv6, and where the sender gives none (RFC 6864, section 4.1).
  package var identification: UInt16 = 0
  /// The captured payload bytes; for a truncated first fragment, those of the fragment.
  package var payload: Range<Int>
  /// How many payload bytes were sent; more than `payload.count` when the frame is truncated.
  package var payloadLength: Int
}

package struct UDPDatagram: Sendable {
  package var source: EndPoint
  package var destination: EndPoint
  package var payload: Range<Int>

  /// From or to a DNS server.
  package var isDNS: Bool { source.isDNSServer || destination.isDNSServer }
}

/// The TCP segment that an ICMP message quotes (RFC 792, RFC 4443 section 3.1).
package struct QuotedSegment: Sendable {
  package var source: EndPoint
  package var destination: EndPoint
  package var sequence: UInt32
  package var code: UInt8
  /// The control bits; nil when the message quotes less than the first 16 bytes of the TCP header.
  package var flags: TCPFlags?

  /// ICMP for IPv4, code 4: the packet was too big for the next link (RFC 792). ICMPv6 has a type of its own.
  package var needsFragmentation: Bool { code == 4 && source.address.isIPv4 }
}
