import Packets

/// Builds headers byte by byte. Every function gives the header followed by the payload it is handed.
enum Build {
  static func word16(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 0xff), UInt8(value & 0xff)] }
  static func word32(_ value: UInt32) -> [UInt8] { word16(Int(value >> 16)) + word16(Int(value & 0xffff)) }

  // MARK: Links

  static func ethernet(_ type: Int, _ payload: [UInt8]) -> [UInt8] {
    [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2] + word16(type) + payload
  }

  static func tag(_ type: Int, _ payload: [UInt8]) -> [UInt8] { word16(0x2005) + word16(type) + payload }

  static func snap(_ type: Int, organisation: [UInt8] = [0, 0, 0], _ payload: [UInt8]) -> [UInt8] {
    [0xaa, 0xaa, 0x03] + organisation + word16(type) + payload
  }

  static func cooked(_ number: Int, device: Int = 1, _ payload: [UInt8]) -> [UInt8] {
    word16(4) + word16(device) + word16(6) + [2, 0, 0, 0, 0, 1, 0, 0] + word16(number) + payload
  }

  static func cooked2(_ number: Int, device: Int = 1, _ payload: [UInt8]) -> [UInt8] {
    word16(number) + [0, 0, 0, 0, 0, 2] + word16(device) + [4, 6, 2, 0, 0, 0, 0, 1, 0, 0] + payload
  }

  /// A data frame of a wireless network, by default to an access point.
  static func wireless(
    type: UInt8 = 0x08, flags: UInt8 = 1, sequence: UInt8 = 0, extra: [UInt8] = [], _ payload: [UInt8]
  ) -> [UInt8] {
    [type, flags, 0, 0] + [UInt8](repeating: 2, count: 18) + [sequence, 0] + extra + payload
  }

  // MARK: Network

  static let client4: [UInt8] = [192, 0, 2, 1]
  static let server4: [UInt8] = [198, 51, 100, 2]
  static let client6: [UInt8] = [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
  static let server6: [UInt8] = [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]

  static func ipv4(
    _ payload: [UInt8], next: UInt8 = 6, totalLength: Int? = nil, identification: Int = 7, offset: Int = 0,
    more: Bool = false, options: [UInt8] = [], headerWords: Int? = nil, version: Int = 4,
    source: [UInt8] = client4, destination: [UInt8] = server4
  ) -> [UInt8] {
    let headerLength = 20 + options.count
    let first = [UInt8(version << 4 | (headerWords ?? headerLength / 4)), 0]
    let lengths = word16(totalLength ?? headerLength + payload.count) + word16(identification)
    let index = word16(offset / 8 | (more ? 0x2000 : 0)) + [64, next, 0, 0]
    return first + lengths + index + source + destination + options + payload
  }

  static func ipv6(
    _ payload: [UInt8], next: UInt8 = 6, payloadLength: Int? = nil, version: UInt8 = 6,
    source: [UInt8] = client6, destination: [UInt8] = server6
  ) -> [UInt8] {
    [version << 4, 0, 0, 0] + word16(payloadLength ?? payload.count) + [next, 64] + source + destination
      + payload
  }

  /// An extension header of eight-byte words with padding options as content.
  static func extensionHeader(next: UInt8, words: Int = 1, _ payload: [UInt8]) -> [UInt8] {
    [next, UInt8(words - 1), 1, UInt8(words * 8 - 4)] + [UInt8](repeating: 0, count: words * 8 - 4) + payload
  }

  static func authentication(next: UInt8, _ payload: [UInt8]) -> [UInt8] {
    [next, 4, 0, 0] + [UInt8](repeating: 9, count: 20) + payload
  }

  static func fragmentHeader(
    next: UInt8 = 6, offset: Int, more: Bool, identification: UInt32 = 7, _ payload: [UInt8]
  ) -> [UInt8] {
    [next, 0] + word16(offset | (more ? 1 : 0)) + word32(identification) + payload
  }

  // MARK: Transport

  static func tcp(
    _ payload: [UInt8] = [], from: Int = 50_000, to: Int = 443, sequence: UInt32 = 0x0102_0304,
    acknowledgement: UInt32 = 0x0506_0708, flags: UInt8 = 0x18, window: Int = 0xfaf0, words: Int? = nil,
    options: [UInt8] = []
  ) -> [UInt8] {
    let offset = UInt8(words ?? 5 + options.count / 4) << 4
    let ports = word16(from) + word16(to) + word32(sequence) + word32(acknowledgement)
    return ports + [offset, flags] + word16(window) + [0, 0, 0, 0] + options + payload
  }

  static func udp(_ payload: [UInt8], to: Int = 40_000, length: Int? = nil) -> [UInt8] {
    word16(53) + word16(to) + word16(length ?? 8 + payload.count) + [0, 0] + payload
  }

  static func icmp(type: UInt8, code: UInt8, _ payload: [UInt8]) -> [UInt8] {
    [type, code, 0, 0, 0, 0, 0, 0] + payload
  }
}

extension PacketDecoder {
  /// Decodes bytes that are the whole frame, unless `sent` says that it was longer.
  mutating func decode(
    _ frame: [UInt8], _ linkType: LinkType = .ethernet, sent: Int? = nil, time: Int64 = 0
  ) -> DecodedPacket {
    decode(frame.span, linkType: linkType, originalLength: sent ?? frame.count, time: time)
  }
}

/// Decodes one frame with nothing before it.
func decode(_ frame: [UInt8], _ linkType: LinkType = .ethernet, sent: Int? = nil) -> DecodedPacket {
  var decoder = PacketDecoder()
  return decoder.decode(frame, linkType, sent: sent)
}

/// Decodes one Ethernet frame around an IPv4 or IPv6 packet.
func decodeIP(_ packet: [UInt8], cut: Int = 0) -> DecodedPacket {
  let frame = Build.ethernet(packet.first.map { $0 >> 4 == 6 } ?? false ? 0x86dd : 0x0800, packet)
  return decode(Array(frame.dropLast(cut)), sent: frame.count)
}

extension DecodedPacket {
  var segment: TCPSegment? {
    if case .segment(let segment) = self { segment } else { nil }
  }

  var datagram: UDPDatagram? {
    if case .datagram(let datagram) = self { datagram } else { nil }
  }

  var unreachable: QuotedSegment? {
    if case .unreachable(let quoted) = self { quoted } else { nil }
  }

  var otherError: QuotedSegment? {
    if case .otherError(let quoted) = self { quoted } else { nil }
  }

  /// The case without its value.
  var kind: String {
    switch self {
    case .segment: "segment"
    case .datagram: "datagram"
    case .unreachable: "unreachable"
    case .otherError: "otherError"
    case .fragment: "fragment"
    case .tunnel(let tunnel): tunnel.name
    case .other: "other"
    case .unknownLink: "unknownLink"
    case .undecodable: "undecodable"
    }
  }
}
