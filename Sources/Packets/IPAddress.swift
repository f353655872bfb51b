/// An IPv4 or IPv6 address in sixteen bytes.
///
/// IPv4 addresses have all bits of `high` set: an IPv6 multicast scope that is reserved (RFC 4291, section
/// 2.7). `@inlinable`: compared once per packet.
@frozen public struct IPAddress: Hashable, Sendable {
  /// The first eight bytes of an IPv6 address; all ones for IPv4.
  public let high: UInt64
  /// The last eight bytes of an IPv6 address; the whole of an IPv4 address in its low 32 bits.
  public let low: UInt64

  @inlinable
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  @inlinable
  public init(v4 address: UInt32) {
    self.init(high: .max, low: UInt64(address))
  }

  /// Whether this is an IPv4 address; an IPv4-mapped IPv6 address is not.
  @inlinable public var isIPv4: Bool { high == .max }

  @inlinable
  public static func == (one: IPAddress, other: IPAddress) -> Bool {
    (one.high ^ other.high) | (one.low ^ other.low) == 0
  }

  package var bytes: [UInt8] {
    let all = [high, low].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word &>> (56 &- 8 &* UInt64($0))) }
    }
    return isIPv4 ? Array(all.suffix(4)) : all
  }
}

@frozen public struct EndPoint: Hashable, Sendable {
  public let address: IPAddress
  public let port: UInt16

  @inlinable
  public init(address: IPAddress, port: UInt16) {
    self.address = address
    self.port = port
  }

  /// Whether its port is that of DNS servers (RFC 1035, section 4.2).
  @inlinable public var isDNSServer: Bool { port == 53 }

  @inlinable
  public static func == (one: EndPoint, other: EndPoint) -> Bool {
    one.address == other.address && one.port == other.port
  }
}

extension EndPoint: CustomStringConvertible {
  /// `192.0.2.1:443`, or `[2001:db8::1]:443` (RFC 5952, section 6).
  public var description: String {
    address.isIPv4 ? "\(address):\(port)" : "[\(address)]:\(port)"
  }
}

extension IPAddress {
  /// Whether no host on the internet has it: private (RFC 1918), shared (RFC 6598), link-local (RFC 3927), loopback;
  /// unique local, link-local and loopback of IPv6 (RFC 4193; RFC 4291, sections 2.5.3 and 2.5.6).
  package var isPrivate: Bool {
    guard isIPv4 else {
      return high &>> 57 == 0xfc &>> 1 || high &>> 54 == 0xfe80 &>> 6 || (high == 0 && low == 1)
    }
    let address = UInt32(truncatingIfNeeded: low)
    return Self.privateBlocks.contains { address &>> $0.shift == $0.prefix }
  }

  private static let privateBlocks: [(prefix: UInt32, shift: UInt32)] = [
    (10, 24), (0xac1, 20), (0xc0a8, 16), (0x191, 22), (0xa9fe, 16), (127, 24),
  ]
}
