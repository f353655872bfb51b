/// What precedes the IP header of a frame, with the number that capture files give it (tcpdump.org, link
/// types).
package enum LinkLayer: Hashable, Sendable {
  /// Ethernet II (1).
  case ethernet
  /// Ethernet II with IEEE 802.1Q tags, outermost first (1).
  case vlan([UInt16])
  /// Linux "cooked", version 1 (113) and 2 (276).
  case linuxCooked, linuxCooked2
  /// BSD loopback (0): the address family in the writing host's order, here little endian; and its twin in network
  /// order (108).
  case null, loop
  /// The IP packet alone (101).
  case raw

  /// The number in the file header.
  package var linkType: UInt16 {
    switch self {
    case .ethernet, .vlan: 1
    case .linuxCooked: 113
    case .linuxCooked2: 276
    case .null: 0
    case .loop: 108
    case .raw: 101
    }
  }

  /// Puts `packet` into a frame. `outgoing`: sent by the capturing host, which matters to the cooked headers.
  func frame(
    _ packet: [UInt8], etherType: UInt16, from source: HardwareAddress, to destination: HardwareAddress,
    outgoing: Bool
  ) -> [UInt8] {
    var header: [UInt8] = []
    switch self {
    case .ethernet: header = destination.bytes + source.bytes
    case .vlan(let tags):
      header = destination.bytes + source.bytes
      for (index, tag) in tags.enumerated() {
        header.append(index + 1 < tags.count ? 0x88A8 : 0x8100, width: 2)
        header.append(tag, width: 2)
      }
    case .linuxCooked: header = Self.cooked(source, outgoing)
    case .linuxCooked2: return Self.cooked2(source, etherType, outgoing) + packet
    case .null: return [etherType == 0x86DD ? 24 : 2, 0, 0, 0] + packet
    case .loop: return [0, 0, 0, etherType == 0x86DD ? 24 : 2] + packet
    case .raw: return packet
    }
    header.append(etherType, width: 2)
    return header + packet
  }

  /// Whether frames shorter than 60 bytes are padded when they arrive over the wire (IEEE 802.3, section 3.2.8).
  var pads: Bool {
    switch self {
    case .ethernet, .vlan: true
    default: false
    }
  }

  // Packet type 0 to us, 4 from us; hardware type 1; address length 6; address in 8 bytes.
  private static func cooked(_ source: HardwareAddress, _ outgoing: Bool) -> [UInt8] {
    [0, outgoing ? 4 : 0, 0, 1, 0, 6] + source.bytes + [0, 0]
  }

  // Protocol, reserved, interface index, hardware type, packet type, address length, address in 8 bytes.
  private static func cooked2(
    _ source: HardwareAddress, _ etherType: UInt16, _ outgoing: Bool
  ) -> [UInt8] {
    [
      UInt8(etherType >> 8), UInt8(truncatingIfNeeded: etherType), 0, 0, 0, 0, 0, 2, 0, 1, outgoing ? 4 : 0,
      6,
    ]
      + source.bytes + [0, 0]
  }
}
