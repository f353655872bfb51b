/// The ones' complement sum of RFC 1071.
enum InternetChecksum {
  static func of(_ bytes: [UInt8]) -> UInt16 {
    var sum: UInt32 = 0
    for index in stride(from: 0, to: bytes.count, by: 2) {
      let low = index + 1 < bytes.count ? UInt32(bytes[index + 1]) : 0
      sum += UInt32(bytes[index]) << 8 | low
    }
    while sum > 0xFFFF { sum = (sum & 0xFFFF) + (sum >> 16) }
    return ~UInt16(truncatingIfNeeded: sum)
  }

  /// Over the pseudo header (RFC 9293, section 3.1; RFC 8200, section 8.1) and the segment.
  static func of(
    _ segment: [UInt8], protocolNumber: UInt8, from source: Address, to destination: Address
  ) -> UInt16 {
    var covered = source.bytes + destination.bytes
    if source.isVersion6 {
      covered.append(segment.count, width: 4)
      covered.append(protocolNumber, width: 4)
    } else {
      covered += [0, protocolNumber]
      covered.append(segment.count, width: 2)
    }
    return of(covered + segment)
  }
}
