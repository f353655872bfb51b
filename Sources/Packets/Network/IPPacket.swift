import Bytes

/// What the headers of an IP packet say about its payload.
struct IPPacket: Sendable {
  var source: IPAddress
  var destination: IPAddress
  /// The protocol of `payload`, after the extension headers.
  var next: IPProtocol
  var payload: FrameRegion
  var fragment: FragmentPosition?
}

/// Where a fragment belongs (RFC 791, section 3.1; RFC 8200, section 4.5).
struct FragmentPosition: Sendable {
  var identification: UInt32
  var offset: Int
  var isLast: Bool
  var isWhole: Bool
}

/// The header after an IP header (IANA registry "Assigned Internet Protocol Numbers").
struct IPProtocol: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt8

  static let hopByHop = IPProtocol(rawValue: 0)
  static let icmp = IPProtocol(rawValue: 1)
  static let ipv4 = IPProtocol(rawValue: 4)
  static let tcp = IPProtocol(rawValue: 6)
  static let udp = IPProtocol(rawValue: 17)
  static let ipv6 = IPProtocol(rawValue: 41)
  static let routing = IPProtocol(rawValue: 43)
  static let fragment = IPProtocol(rawValue: 44)
  static let gre = IPProtocol(rawValue: 47)
  static let authentication = IPProtocol(rawValue: 51)
  static let icmpv6 = IPProtocol(rawValue: 58)
  static let destinationOptions = IPProtocol(rawValue: 60)
  static let l2tp = IPProtocol(rawValue: 115)
  static let shim6 = IPProtocol(rawValue: 140)
}
