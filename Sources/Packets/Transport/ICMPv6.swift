import Bytes

/// ICMP for IPv6 (RFC 4443, section 3).
///
/// ```
/// 0      1      2          4                        8
/// | type | code | checksum | unused, MTU or pointer | the packet that could not be delivered
/// ```
enum ICMPv6 {
  /// Reads an error that quotes a TCP segment; everything else is `.other`.
  static func decode(_ packet: IPPacket, _ bytes: Span<UInt8>) throws(ParseFault) -> DecodedPacket {
    var region = packet.payload
    let type = try region.cursor.readUInt8(bytes, "icmpv6.type")
    let code = try region.cursor.readUInt8(bytes, "icmpv6.code")
    if type == destinationUnreachable {
      return try quote(code, &region, bytes).map { .unreachable($0) } ?? .other
    }
    guard otherErrors.contains(type), let quoted = try? quote(code, &region, bytes) else { return .other }
    return .otherError(quoted)
  }

  private static func quote(
    _ code: UInt8, _ region: inout FrameRegion, _ bytes: Span<UInt8>
  ) throws(ParseFault) -> QuotedSegment? {
    _ = try region.cursor.readRange(6, "icmpv6.unused")
    let header = try IPv6Header(&region, bytes)
    var quoted = IPPacket(
      source: header.source, destination: header.destination, next: header.next, payload: region)
    try ExtensionHeaders.walk(&quoted, bytes, isWhole: true)
    guard quoted.next == .tcp, quoted.fragment.map({ $0.offset == 0 }) ?? true else { return nil }
    return try QuotedSegment(
      source: quoted.source, destination: quoted.destination, code: code, quoted.payload, bytes)
  }

  private static let destinationUnreachable: UInt8 = 1
  /// Packet too big, time exceeded, parameter problem.
  private static let otherErrors: ClosedRange<UInt8> = 2...4
}
