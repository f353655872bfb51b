extension RewrittenBytes {
  /// The header of the PROXY protocol in front of a client's first bytes (HAProxy, "The PROXY protocol", sections 2.1 and
  /// 2.2): a line, or a signature (12), version and command, family, length (2), addresses, ports and more.
  /// - Returns: its end; nil where there is none.
  mutating func rewriteProxyHeader(_ range: Range<Int>, _ pseudonyms: inout PacketPseudonyms) -> Int? {
    let start = range.lowerBound
    if content(range.prefix(6)) == Array("PROXY ".utf8) { return rewriteProxyLine(range, &pseudonyms) }
    guard content(range.prefix(12)) == ProxyHeader.signature, let length = number(at: start + 14, bytes: 2)
    else {
      return nil
    }
    keep(start..<start + 16)
    let width = number(at: start + 13, bytes: 1).map { [1: 4, 2: 16][$0 >> 4] ?? 0 } ?? 0
    if width > 0, 2 * width + 4 <= length {
      let addresses = start + 16
      replaceAddress(addresses..<addresses + width, &pseudonyms)
      replaceAddress(addresses + width..<addresses + 2 * width, &pseudonyms)
      keep(addresses + 2 * width..<addresses + 2 * width + 4)
    }
    return start + 16 + length
  }

  private mutating func rewriteProxyLine(_ range: Range<Int>, _ pseudonyms: inout PacketPseudonyms) -> Int? {
    let bytes = content(range.prefix(ProxyHeader.longestLine))
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    var parts = bytes[..<end].split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false).map {
      Array($0)
    }
    if parts.count == 6 { for index in 2...3 { parts[index] = pseudonyms.name(parts[index]) } }
    write(parts.joined(separator: [UInt8(ascii: " ")]) + [UInt8(ascii: "\n")], at: range.lowerBound)
    return range.lowerBound + end + 1
  }
}

private enum ProxyHeader {
  static let longestLine = 107
  static let signature: [UInt8] = [
    0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a,
  ]
}
