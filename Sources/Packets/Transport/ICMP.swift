import Bytes

/// ICMP for IPv4 (RFC 792).
///
/// ```
/// 0      1      2          4                     8
/// | type | code | checksum | unused or next MTU | the packet that could not be delivered
/// ```
enum ICMP {
  /// Reads an error that quotes a TCP segment; everything else is `.other`.
  ///
  /// The quoted total length is not used: some systems change it before they quote.
  static func decode(_ packet: IPPacket, _ bytes: Span<UInt8>) throws(ParseFault) -> DecodedPacket {
    var region = packet.payload
    let type = try region.cursor.readUInt8(bytes, "icmp.type")
    let code = try region.cursor.readUInt8(bytes, "icmp.code")
    if type == destinationUnreachable {
      return try quote(code, &region, bytes).map { .unreachable($0) } ?? .other
    }
    guard otherErrors.contains(type), let quoted = try? quote(code, &region, bytes) else { return .other }
    return .otherError(quoted)
  }

  private static func quote(
    _ code: UInt8, _ region: inout FrameRegion, _ bytes: Span<UInt8>
  ) throws(ParseFault) -> QuotedSegment? {
    _ = try region.cursor.readRange(6, "icmp.unused")
    let quoted = try IPv4Header(&region, bytes)
    guard quoted.next == .tcp, quoted.fragmentOffset == 0 else { return nil }
    return try QuotedSegment(
      source: quoted.source, destination: quoted.destination, code: code, region, bytes)
  }

  private static let destinationUnreachable: UInt8 = 3
  /// Source quench, redirect, time exceeded, parameter problem.
  private static let otherErrors: Set<UInt8> = [4, 5, 11, 12]
}

extension QuotedSegment {
  /// Reads the first eight bytes of a TCP header, which is all that ICMP promises to quote, and the
  /// control bits when the header is quoted to byte 16, as routers do that follow RFC 1812, section 4.3.2.3.
  init(
    source: IPAddress, destination: IPAddress, code: UInt8, _ region: FrameRegion, _ bytes: Span<UInt8>
  ) throws(ParseFault) {
    var cursor = region.cursor
    let sourcePort = try cursor.readUInt16(bytes, "tcp.sourcePort")
    let destinationPort = try cursor.readUInt16(bytes, "tcp.destinationPort")
    let sequence = try cursor.readUInt32(bytes, "tcp.sequence")
    let rest = cursor.rest
    self.init(
      source: EndPoint(address: source, port: sourcePort),
      destination: EndPoint(address: destination, port: destinationPort), sequence: sequence, code: code,
      flags: rest.count >= 8 ? TCPFlags(rawValue: bytes[rest.lowerBound + 5]) : nil)
  }
}
