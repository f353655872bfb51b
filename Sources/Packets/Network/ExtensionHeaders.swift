import Bytes

/// The headers between the IP header and its payload (RFC 8200, section 4; RFC 4302, section 2).
///
/// ```
/// 0             1        2
/// | next header | length | content
/// ```
///
/// The length counts eight-byte words after the first; the authentication header counts four-byte
/// words after the first two. The authentication header occurs in IPv4 too, and is the only one
/// meant to; walking the others there does no harm.
enum ExtensionHeaders {
  /// How many headers may stand in a row. The recommended order has seven (RFC 8200, section 4.1).
  static let headerLimit = 64

  /// Moves the packet's payload behind its extension headers.
  ///
  /// Stops at the first header that is none, or behind a fragment header that belongs to a fragment.
  /// - Parameter isWhole: Whether all of the payload was captured.
  static func walk(_ packet: inout IPPacket, _ bytes: Span<UInt8>, isWhole: Bool) throws(ParseFault) {
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
  /// One that says "the first and the last" is no fragment (RFC 6946) and is stepped over.
  private static func readFragment(
    _ packet: inout IPPacket, _ bytes: Span<UInt8>, isWhole: Bool
  ) throws(ParseFault) {
    packet.next = IPProtocol(rawValue: try packet.payload.cursor.readUInt8(bytes, "ipv6.nextHeader"))
    _ = try packet.payload.cursor.readUInt8(bytes, "ipv6.reserved")
    let place = try packet.payload.cursor.readUInt16(bytes, "ipv6.fragmentOffset")
    let identification = try packet.payload.cursor.readUInt32(bytes, "ipv6.identification")
    let offset = Int(place & 0xfff8)
    let isLast = place & 1 == 0
    guard offset != 0 || !isLast else { return }
    packet.fragment = FragmentPlace(
      identification: identification, offset: offset, isLast: isLast, isWhole: isWhole)
  }
}
