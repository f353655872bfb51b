import Packets

extension FuzzTarget {
  static let packet = FuzzTarget(
    name: "packet",
    about: "packets of any link type; each begins with its type, two bytes, and its length, one byte"
  ) { bytes in
    var decoder = PacketDecoder()
    var rest = bytes[...]
    var time: Int64 = 0
    while rest.count > 3 {
      let type = UInt32(rest[rest.startIndex]) | UInt32(rest[rest.startIndex + 1]) << 8
      let length = min(Int(rest[rest.startIndex + 2]) * 8, rest.count - 3)
      let packet = Array(rest.dropFirst(3).prefix(length))
      rest = rest.dropFirst(3 + length)
      time += 1_000_000
      check(
        decoder.decode(
          packet.span, linkType: LinkType(rawValue: type), originalLength: length, time: time),
        of: decoder.isReassembled ? decoder.reassembledBytes.count : packet.count)
    }
  }

  /// What was decoded lies within the packet.
  private static func check(_ packet: DecodedPacket, of count: Int) {
    guard case .segment(let segment) = packet else { return }
    require(
      segment.payload.lowerBound >= 0 && segment.payload.upperBound <= count, "payload \(segment.payload)")
    require(segment.payload.count <= segment.payloadLength, "more payload than the packet says")
  }
}
