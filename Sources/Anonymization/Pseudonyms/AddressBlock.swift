import Packets

/// Addresses of one class, of which pseudonyms are chosen.
struct AddressBlock {
  var first: IPAddress
  /// How many bits tell its addresses apart, 1 to 64.
  var bits: UInt64
  /// How many are tried before another block is.
  var tries: UInt64 { bits < 10 ? (1 << bits) - 2 : 1024 }

  private init(v4 first: UInt32, bits: UInt64) {
    self.init(IPAddress(v4: first), bits: bits)
  }

  private init(_ first: IPAddress, bits: UInt64) {
    self.first = first
    self.bits = bits
  }

  /// The address of a number. In a small block the first and the last are left out: they mean the network.
  func address(_ number: UInt64) -> IPAddress {
    let offset = bits < 10 ? 1 + number % tries : bits == 64 ? number : number & ((1 << bits) - 1)
    return IPAddress(high: first.high, low: first.low | offset)
  }

  /// The blocks of an address's class. Public addresses of IPv4 become those for documentation (RFC 5737), and when
  /// there are too many, those for benchmarks (RFC 2544); of IPv6 those for documentation (RFC 3849).
  static func blocks(for address: IPAddress) -> [AddressBlock] {
    guard address.isIPv4 else { return [version6(address)] }
    let value = UInt32(truncatingIfNeeded: address.low)
    switch value >> 24 {
    case 224...239: return [AddressBlock(v4: 0xe9fc_0000, bits: 8)]  // RFC 6676
    case 127: return [AddressBlock(v4: 0x7f00_0000, bits: 24)]
    case 169 where value >> 16 == 0xa9fe: return [AddressBlock(v4: 0xa9fe_0000, bits: 16)]
    case 100 where value >> 22 == 0x191: return [AddressBlock(v4: 0x6440_0000, bits: 22)]
    case _ where address.isPrivate || value >> 24 == 0: return [AddressBlock(v4: 0x0a00_0000, bits: 24)]
    default: return publicBlocks
    }
  }

  private static let publicBlocks = [
    AddressBlock(v4: 0xc000_0200, bits: 8), AddressBlock(v4: 0xc633_6400, bits: 8),
    AddressBlock(v4: 0xcb00_7100, bits: 8), AddressBlock(v4: 0xc612_0000, bits: 17),
  ]

  private static func version6(_ address: IPAddress) -> AddressBlock {
    switch address.high >> 54 {
    case 0x3fa: AddressBlock(IPAddress(high: 0xfe80_0000_0000_0000, low: 0), bits: 64)
    case 0x3f0...0x3f7: AddressBlock(IPAddress(high: 0xfd00_0000_0000_0000, low: 0), bits: 64)
    case 0x3fc...: AddressBlock(IPAddress(high: 0xff02_0000_0000_0000, low: 1 << 32), bits: 32)
    default: AddressBlock(IPAddress(high: 0x2001_0db8_0000_0000, low: 0), bits: 64)
    }
  }
}

extension IPAddress {
  /// Whether it is the same in every network: unspecified, loopback, broadcast, and the groups of the local network
  /// that protocols have.
  var isEverywhere: Bool {
    if isIPv4 { return [0, 0x7f00_0001, 0xffff_ffff].contains(low) || low >> 8 == 0xe0_0000 }
    if high == 0 { return low <= 1 }
    return high == 0xff02_0000_0000_0000 && (low < 0x100 || low >> 8 == 0x100)
  }

  /// The IPv4 address in an IPv4-mapped address and in one of NAT64 (RFC 4291, section 2.5.5; RFC 6052, section 2.1).
  var embedded: IPAddress? {
    let isMapped = high == 0 && (low >> 32 == 0xffff || low >> 32 == 0)
    let isTranslated = high == 0x0064_ff9b_0000_0000 && low >> 32 == 0
    return isMapped || isTranslated ? IPAddress(v4: UInt32(truncatingIfNeeded: low)) : nil
  }

  func replacing(embedded address: IPAddress) -> IPAddress {
    IPAddress(high: high, low: (low >> 32) << 32 | address.low)
  }
}

enum AddressBytes {
  /// The address of four or sixteen bytes; nil for another number, and where IPv6 cannot have it.
  static func address(_ bytes: [UInt8]) -> IPAddress? {
    let words = stride(from: 0, to: bytes.count, by: 8).map { start in
      bytes[start..<min(start + 8, bytes.count)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
    switch bytes.count {
    case 4: return IPAddress(v4: UInt32(words[0]))
    case 16 where words[0] != .max: return IPAddress(high: words[0], low: words[1])
    default: return nil
    }
  }
}
