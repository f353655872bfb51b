import Packets

extension RewrittenBytes {
  /// The header of IP with its extension headers: addresses are replaced, options dropped (zeros end them).
  mutating func rewriteIP(_ layer: PacketLayer, _ pseudonyms: inout PacketPseudonyms) {
    let start = layer.header.lowerBound
    guard let first = number(at: start, bytes: 1) else { return }
    if first >> 4 == 4 {
      keep(start..<start + 20)
      replaceAddress(start + 12..<start + 16, &pseudonyms)
      replaceAddress(start + 16..<start + 20, &pseudonyms)
      let next = number(at: start + 9, bytes: 1) ?? 0
      rewriteExtensions(start + (first & 0x0f) * 4..<layer.header.upperBound, next, &pseudonyms)
    } else {
      keep(start..<start + 40)
      replaceAddress(start + 8..<start + 24, &pseudonyms)
      replaceAddress(start + 24..<start + 40, &pseudonyms)
      let next = number(at: start + 6, bytes: 1) ?? 0
      rewriteExtensions(start + 40..<layer.header.upperBound, next, &pseudonyms)
    }
  }

  /// Extension headers begin with the protocol of the next and their length (RFC 8200, section 4).
  private mutating func rewriteExtensions(
    _ range: Range<Int>, _ first: Int, _ pseudonyms: inout PacketPseudonyms
  ) {
    var (offset, kind) = (range.lowerBound, first)
    // Every iteration passes eight bytes at least.
    while offset < range.upperBound, let next = number(at: offset, bytes: 1),
      let words = number(at: offset + 1, bytes: 1)
    {
      var length = 8 * (words + 1)
      switch kind {
      case Self.fragment:
        length = 8
        keep(offset..<offset + 8)
      case Self.authentication:
        length = max(8, 4 * (words + 2))
        keep(offset..<offset + 12)
      case Self.routing:
        keep(offset..<offset + 8)
        for address in stride(from: offset + 8, to: offset + length - 15, by: 16) {
          replaceAddress(address..<address + 16, &pseudonyms)
        }
      default: keep(offset..<offset + 2)
      }
      (offset, kind) = (offset + length, next)
    }
  }

  private static let routing = 43
  private static let fragment = 44
  private static let authentication = 51

  /// The header checksum of IPv4.
  mutating func updateIPChecksum(_ layer: PacketLayer) {
    let start = layer.header.lowerBound
    guard let first = number(at: start, bytes: 1), first >> 4 == 4 else { return }
    updateChecksum(
      ChecksumScope(field: start + 10, range: start..<start + (first & 0x0f) * 4, isWhole: true))
  }
}
