import Bytes

/// ICMP for IPv4 (RFC 792) and for IPv6 (RFC 4443, section 3).
///
/// ```
/// 0      1      2          4                             8
/// | type | code | checksum | unused, next MTU or pointer | the packet that could not be delivered
/// ```
enum ICMP {
  static func decode(_ packet: IPPacket, _ bytes: Span<UInt8>) throws(ParseFault) -> DecodedPacket {
    var region = packet.payload
    let type = try region.cursor.readUInt8(bytes, "icmp.type")
    let code = try region.cursor.readUInt8(bytes, "icmp.code")
    let isIPv4 = packet.source.isIPv4
    if type == (isIPv4 ? unreachable : unreachableV6) {
      return try quoted(code, isIPv4: isIPv4, region, bytes).map { .unreachable($0) } ?? .other
    }
    let otherErrors = isIPv4 ? otherErrors : otherErrorsV6
    guard otherErrors.contains(type), let quoted = try? quoted(code, isIPv4: isIPv4, region, bytes) else {
      return .other
    }
    return .otherError(quoted)
  }

  private static func quoted(
    _ code: UInt8, isIPv4: Bool, _ message: FrameRegion, _ bytes: Span<UInt8>
  ) throws(ParseFault) -> QuotedSegment? {
    let packet = try quotedPacket(isIPv4: isIPv4, message, bytes)
    guard packet.next == .tcp, packet.fragment.map({ $0.offset == 0 }) ?? true else { return nil }
    return try QuotedSegment(packet, code: code, bytes)
  }

  /// The quoted lengths are not used: some systems change them before they quote.
  static func quotedPacket(
    isIPv4: Bool, _ message: FrameRegion, _ bytes: Span<UInt8>
  ) throws(ParseFault) -> IPPacket {
    var region = message
    _ = try region.cursor.readRange(6, "icmp.unused")
    if isIPv4 {
      let header = try IPv4Header(&region, bytes)
      return IPPacket(header, payload: region, isWhole: true)
    }
    let header = try IPv6Header(&region, bytes)
    return try IPPacket(header, payload: region, bytes, isWhole: true)
  }

  /// Whether a message of that type quotes the packet that it is about.
  static func isError(_ type: UInt8, isIPv4: Bool) -> Bool {
    isIPv4
      ? type == unreachable || otherErrors.contains(type)
      : type == unreachableV6 || otherErrorsV6.contains(type)
  }

  private static let unreachable: UInt8 = 3
  private static let unreachableV6: UInt8 = 1
  /// Source quench, redirect, time exceeded, parameter problem.
  private static let otherErrors: [UInt8] = [4, 5, 11, 12]
  /// Packet too big, time exceeded, parameter problem.
  private static let otherErrorsV6: [UInt8] = [2, 3, 4]
}

extension QuotedSegment {
  /// Reads the first eight bytes of a TCP header, which is all that ICMP promises to quote, and the
  /// control bits when the header is quoted to byte 16, as routers do that follow RFC 1812, section 4.3.2.3.
  fileprivate init(_ packet: IPPacket, code: UInt8, _ bytes: Span<UInt8>) throws(ParseFault) {
    var cursor = packet.payload.cursor
    let sourcePort = try cursor.readUInt16(bytes, "tcp.sourcePort")
    let destinationPort = try cursor.readUInt16(bytes, "tcp.destinationPort")
    let sequence = try cursor.readUInt32(bytes, "tcp.sequence")
    let rest = cursor.rest
    self.init(
      source: EndPoint(address: packet.source, port: sourcePort),
      destination: EndPoint(address: packet.destination, port: destinationPort), sequence: sequence,
      code: code,
      flags: rest.count >= 8 ? TCPFlags(rawValue: bytes[rest.lowerBound + 5]) : nil)
  }
}
