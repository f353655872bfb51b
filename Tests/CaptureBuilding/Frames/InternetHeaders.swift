/// The IPv4 header (RFC 791, section 3.1), without options.
///
/// ```
/// version, length | service | total length | identification | flags, fragment offset
/// time to live | protocol | checksum | source address | destination address        20 bytes
/// ```
package struct IPv4Header: Sendable {
  package var source: Address
  package var destination: Address
  package var protocolNumber: UInt8
  package var identification: UInt16
  package var timeToLive: UInt8 = 128
  package var dontFragment = true
  package var moreFragments = false
  /// In units of 8 bytes.
  package var fragmentOffset: UInt16 = 0
  /// What the header states when that is not the truth; large sends leave 0 there.
  package var statedTotalLength: UInt16?

  /// The header and the payload after it, the checksum right.
  package func packet(_ payload: [UInt8]) -> [UInt8] {
    var header: [UInt8] = [0x45, 0]
    header.append(statedTotalLength ?? UInt16(clamping: 20 + payload.count), width: 2)
    header.append(identification, width: 2)
    let flags: UInt16 = (dontFragment ? 0x4000 : 0) | (moreFragments ? 0x2000 : 0)
    header.append(flags | fragmentOffset, width: 2)
    header += [timeToLive, protocolNumber, 0, 0] + source.bytes + destination.bytes
    header.replace(at: 10, with: InternetChecksum.of(header))
    return header + payload
  }
}

/// The IPv6 header (RFC 8200, section 3), without extension headers: version, traffic class and flow label in 4
/// bytes, payload length, next header, hop limit, addresses; 40 bytes.
package struct IPv6Header: Sendable {
  package var source: Address
  package var destination: Address
  package var nextHeader: UInt8
  package var hopLimit: UInt8 = 128

  /// The header and the payload after it.
  package func packet(_ payload: [UInt8]) -> [UInt8] {
    var header: [UInt8] = [0x60, 0, 0, 0]
    header.append(UInt16(clamping: payload.count), width: 2)
    header += [nextHeader, hopLimit] + source.bytes + destination.bytes
    return header + payload
  }
}

/// The UDP header (RFC 768): source port, destination port, length, checksum.
package struct UDPHeader: Sendable {
  /// The datagram from one end point to another, the checksum right.
  package static func datagram(_ payload: [UInt8], from source: EndPoint, to destination: EndPoint) -> [UInt8]
  {
    var datagram: [UInt8] = []
    datagram.append(source.port, width: 2)
    datagram.append(destination.port, width: 2)
    datagram.append(8 + payload.count, width: 2)
    datagram += [0, 0] + payload
    let sum = InternetChecksum.of(
      datagram, protocolNumber: 17, from: source.address, to: destination.address)
    datagram.replace(at: 6, with: sum == 0 ? 0xFFFF : sum)
    return datagram
  }
}
