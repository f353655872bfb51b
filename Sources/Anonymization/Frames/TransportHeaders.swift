import Packets

extension RewrittenBytes {
  /// The header of TCP. Options that may say who somebody is become no-operations: the cookie of TCP Fast Open, the keys
  /// and addresses of Multipath TCP, and those that are not known.
  mutating func rewriteTCP(_ layer: PacketLayer) {
    let start = layer.header.lowerBound
    keep(start..<min(start + 20, layer.header.upperBound))
    var next = start + 20
    // Every iteration passes a byte at least.
    while next < layer.header.upperBound, let kind = number(at: next, bytes: 1) {
      guard kind > 1 else {
        keep(next..<next + 1)
        if kind == 0 { return }
        next += 1
        continue
      }
      guard let length = number(at: next + 1, bytes: 1), length >= 2 else { return }
      let option = next..<min(next + length, layer.header.upperBound)
      if Self.keptOptions.contains(kind) {
        keep(option)
      } else {
        write(repeatElement(1, count: option.count), at: next)
      }
      next += length
    }
  }

  /// Segment size, window scale, selective acknowledgements, time stamps (RFC 9293, section 3.2; RFC 7323; RFC 2018).
  private static let keptOptions = [2, 3, 4, 5, 8]

  /// Type, code and what follows the checksum; of a redirect that is the address of a router (RFC 792).
  mutating func rewriteICMP(_ layer: PacketLayer, isIPv4: Bool, _ pseudonyms: inout PacketPseudonyms) {
    let start = layer.header.lowerBound
    keep(start..<start + 8)
    if isIPv4, number(at: start, bytes: 1) == 5 { replaceAddress(start + 4..<start + 8, &pseudonyms) }
  }

  /// What an ICMP error quotes of a header of TCP or UDP.
  mutating func rewriteQuoted(_ layer: PacketLayer, next: UInt8) {
    let start = layer.contents.lowerBound
    switch next {
    case Self.tcp: keep(start..<min(start + 20, layer.contents.upperBound))
    case Self.udp: keep(start..<min(start + 8, layer.contents.upperBound))
    default: break
    }
  }

  /// The headers of tunnels, without what may be an address or a name: identities, options, places of a radio.
  mutating func rewriteTunnel(_ tunnel: Tunnel, _ layer: PacketLayer) {
    let start = layer.header.lowerBound
    switch tunnel {
    case .gre, .l2tp, .vxlan, .gtp, .etherIP: keep(layer.header)
    case .geneve, .capwap, .ayiya: keep(start..<min(start + 8, layer.header.upperBound))
    // What comes first says how long it is; zeros after it are an origin.
    case .teredo: keep(start..<min(start + 4, layer.header.upperBound))
    case .ip, .pseudowire, .macsec, .trill, .fabricPath, .portExtender, .nsh: break
    }
  }

  // MARK: Checksums

  static let tcp: UInt8 = 6
  static let udp: UInt8 = 17
  private static let icmp6: UInt8 = 58

  /// - Parameter addresses: of the IP header, before and after the rewriting.
  mutating func updateTransportChecksum(_ layer: PacketLayer, _ addresses: RewrittenAddresses) {
    let start = layer.header.lowerBound
    switch layer.kind {
    case .tcp: updateChecksum(scope(layer, field: start + 16, addresses, next: Self.tcp))
    case .udp:
      guard number(at: start + 6, bytes: 2) != 0 else { return }
      updateChecksum(scope(layer, field: start + 6, addresses, next: Self.udp))
      // Zero would say that there is none (RFC 768).
      if bytes[start + 6...start + 7].allSatisfy({ $0 == 0 }) { write(0xffff, at: start + 6) }
    case .icmp where addresses.old.source.isIPv4:
      updateChecksum(ChecksumScope(field: start + 2, range: layer.whole, isWhole: layer.isWhole))
    case .icmp: updateChecksum(scope(layer, field: start + 2, addresses, next: Self.icmp6))
    case .quoted(let next):
      let field = next == Self.tcp ? 16 : next == Self.udp ? 6 : Int.max / 2
      var quoted = scope(layer, field: start + field, addresses, next: next)
      quoted.isWhole = false
      updateChecksum(quoted)
    case .link, .ip, .fragment, .tunnel: break
    }
  }

  private func scope(
    _ layer: PacketLayer, field: Int, _ addresses: RewrittenAddresses, next: UInt8
  ) -> ChecksumScope {
    let length = layer.whole.count
    var scope = ChecksumScope(field: field, range: layer.whole, isWhole: layer.isWhole)
    scope.length = length
    scope.pseudoHeaders.old = InternetChecksum.pseudoHeader(
      addresses.old.source, addresses.old.destination, next: next, length: length)
    scope.pseudoHeaders.new = InternetChecksum.pseudoHeader(
      addresses.new.source, addresses.new.destination, next: next, length: length)
    return scope
  }
}

/// The addresses of an IP header, before and after the rewriting.
struct RewrittenAddresses {
  typealias Pair = (source: IPAddress, destination: IPAddress)
  var old: Pair
  var new: Pair

  init(_ source: IPAddress, _ destination: IPAddress, _ pseudonyms: inout PacketPseudonyms) {
    old = (source, destination)
    new = (pseudonyms.address(source), pseudonyms.address(destination))
  }
}
