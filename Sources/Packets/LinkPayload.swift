/// What a link header says of the bytes behind it.
struct LinkPayload: Sendable {
  /// The protocol of the payload; ``EtherType/ipv4`` also where only the version in the header tells.
  var type: EtherType
  var region: FrameRegion
}

/// What a link layer finds in a frame.
enum LinkResult: Sendable {
  /// An IP packet.
  case payload(LinkPayload)
  /// A protocol this program does not follow.
  case other
  /// A link type that the book does not have.
  case unknownLink
}

/// The protocol number of an Ethernet payload (IEEE 802.3, clause 3.2.6; numbers from the IANA
/// registry "IEEE 802 Numbers").
struct EtherType: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt16

  static let ipv4 = EtherType(rawValue: 0x0800)
  static let ipv6 = EtherType(rawValue: 0x86dd)
  /// IEEE 802.1Q customer tag.
  static let vlan = EtherType(rawValue: 0x8100)
  /// IEEE 802.1ad service tag (QinQ).
  static let serviceVLAN = EtherType(rawValue: 0x88a8)
  /// Service tags from before 802.1ad; not registered, but in use.
  static let oldServiceVLAN = EtherType(rawValue: 0x9100)
  static let otherServiceVLAN = EtherType(rawValue: 0x9200)
  static let pppoeSession = EtherType(rawValue: 0x8864)

  /// The largest value that is a length and not a type (IEEE 802.3, clause 3.2.6).
  static let lengthLimit: UInt16 = 1500
}
