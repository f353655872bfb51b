import Packets

/// The headers in front of IP: addresses of network cards are replaced; types, tags and labels stay.
extension RewrittenBytes {
  mutating func rewriteLink(_ linkType: LinkType, _ layer: PacketLayer, _ pseudonyms: inout PacketPseudonyms)
  {
    let start = layer.header.lowerBound
    switch linkType {
    case .ethernet: rewriteEthernet(layer, &pseudonyms)
    case .wireless, .accessPoint: rewriteWireless(layer, &pseudonyms)
    case .linuxCooked:
      rewriteCooked(layer, address: start + 6, length: number(at: start + 4, bytes: 2), &pseudonyms)
    case .linuxCooked2:
      rewriteCooked(layer, address: start + 12, length: number(at: start + 11, bytes: 1), &pseudonyms)
    case .nflog: rewriteAttributes(layer)
    // Version and length of the driver's header, and the link type; the position of the device may be behind them.
    case .radiotap: keep(start..<min(start + 4, layer.header.upperBound))
    case .ppi, .avs, .prism: keep(start..<min(start + 8, layer.header.upperBound))
    case .null, .loop, .ppp, .pppSerial, .ciscoHDLC, .raw, .rawDLT12, .rawDLT14, .ipv4, .ipv6,
      .ipnet:
      keep(layer.header)
    default: break
    }
  }

  private mutating func rewriteEthernet(_ layer: PacketLayer, _ pseudonyms: inout PacketPseudonyms) {
    let start = layer.header.lowerBound
    replaceCard(at: start, &pseudonyms)
    replaceCard(at: start + 6, &pseudonyms)
    keep(start + 12..<max(start + 14, layer.header.upperBound))
    if layer.header.isEmpty, number(at: start + 12, bytes: 2) == 0x0806 {
      rewriteARP(at: start + 14, &pseudonyms)
    }
  }

  /// A message of ARP for Ethernet and IPv4 (RFC 826).
  ///
  /// ```
  /// 0       2         4          5          6           8           14             18          24
  /// | type  | protocol| length 6 | length 4 | operation | card (6) | address (4) | card (6) | address (4)
  /// ```
  private mutating func rewriteARP(at start: Int, _ pseudonyms: inout PacketPseudonyms) {
    guard number(at: start, bytes: 6) == 0x0001_0800_0604 else { return }
    keep(start..<start + 8)
    for sender in [start + 8, start + 18] {
      replaceCard(at: sender, &pseudonyms)
      replaceAddress(sender + 6..<sender + 10, &pseudonyms)
    }
  }

  /// As `WirelessFrame` of Packets reads it.
  private mutating func rewriteWireless(_ layer: PacketLayer, _ pseudonyms: inout PacketPseudonyms) {
    let start = layer.header.lowerBound
    guard let control = number(at: start, bytes: 2) else { return }
    let (type, flags) =
      control >> 8 & 0x03 != 0 ? (control & 0xff, control >> 8) : (control >> 8, control & 0xff)
    keep(start..<max(start + 24, layer.header.upperBound))
    for address in [start + 4, start + 10, start + 16] { replaceCard(at: address, &pseudonyms) }
    guard !layer.header.isEmpty else { return }
    var next = start + 24
    if flags & 0x03 == 0x03 {
      replaceCard(at: next, &pseudonyms)
      next += 6
    }
    // Several frames in one: each has addresses of its own.
    guard type & 0x80 != 0, let service = number(at: next, bytes: 2), service & 0x8000 != 0 else { return }
    next += flags & 0x80 != 0 ? 6 : 2
    replaceCard(at: next, &pseudonyms)
    replaceCard(at: next + 6, &pseudonyms)
  }

  /// - Parameters:
  ///   - address: where the address of the device is, in eight bytes.
  ///   - length: how many of them it has.
  private mutating func rewriteCooked(
    _ layer: PacketLayer, address: Int, length: Int?, _ pseudonyms: inout PacketPseudonyms
  ) {
    keep(layer.header.lowerBound..<address)
    if length == 6 { replaceCard(at: address, &pseudonyms) }
    keep(address + 8..<max(address + 8, layer.header.upperBound))
    // The protocol of the older header follows the address.
    if layer.header.isEmpty { keep(address + 8..<address + 10) }
  }

  /// The attributes of a firewall's log, without what is in them.
  private mutating func rewriteAttributes(_ layer: PacketLayer) {
    var next = layer.header.lowerBound
    keep(next..<next + 4)
    next += 4
    // Every iteration passes four bytes at least.
    while next + 4 <= layer.header.upperBound, let both = number(at: next, bytes: 4) {
      keep(next..<next + 4)
      let little = both >> 24 | both >> 8 & 0xff00
      let length = both & 0xff == 0 ? little : both >> 16
      next += max(4, (length + 3) & ~3)
    }
  }
}
