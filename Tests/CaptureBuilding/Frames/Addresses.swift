/// An IPv4 or IPv6 address, as its 4 or 16 bytes.
package struct Address: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  package let bytes: [UInt8]

  /// Four or sixteen bytes in network order.
  package init(bytes: [UInt8]) {
    precondition(bytes.count == 4 || bytes.count == 16)
    self.bytes = bytes
  }

  /// Dotted decimal, or the colon form of RFC 4291, section 2.2, without an embedded IPv4 address.
  package init(stringLiteral text: String) {
    let colons = text.contains(":")
    self.init(bytes: colons ? Self.version6(text) : text.split(separator: ".").map { UInt8($0) ?? 0 })
  }

  package var isVersion6: Bool { bytes.count == 16 }

  /// Whether the address is of RFC 1918 or, for IPv6, in the first documentation network `2001:db8::/64`.
  package var isLocal: Bool {
    if isVersion6 { return bytes.starts(with: [0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0]) || bytes[0] == 0xFE }
    return bytes[0] == 10 || bytes.starts(with: [192, 168]) || (bytes[0] == 172 && bytes[1] & 0xF0 == 16)
  }

  package var description: String {
    if !isVersion6 { return bytes.map(String.init).joined(separator: ".") }
    let groups = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
    return groups.map { String($0, radix: 16) }.joined(separator: ":")
  }

  private static func version6(_ text: String) -> [UInt8] {
    let halves = text.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
    let parts = halves.map { half in
      half.split(separator: ":").flatMap { group -> [UInt8] in
        let value = UInt16(group, radix: 16) ?? 0
        return [UInt8(value >> 8), UInt8(truncatingIfNeeded: value)]
      }
    }
    let head = parts.first ?? []
    let tail = parts.count > 1 ? parts[1] : []
    return head + [UInt8](repeating: 0, count: max(0, 16 - head.count - tail.count)) + tail
  }
}

/// An address and a port.
package struct EndPoint: Hashable, Sendable {
  package var address: Address
  package var port: UInt16

  package init(_ address: Address, _ port: UInt16) {
    self.address = address
    self.port = port
  }
}

/// An Ethernet address of six bytes.
package struct HardwareAddress: Hashable, Sendable {
  package let bytes: [UInt8]

  package init(_ bytes: [UInt8]) {
    precondition(bytes.count == 6)
    self.bytes = bytes
  }

  package static let broadcast = HardwareAddress([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])
  package static let unknown = HardwareAddress([0, 0, 0, 0, 0, 0])
  /// The router that everything beyond the local network comes through.
  package static let gateway = HardwareAddress([0x00, 0x15, 0x5D, 0x0A, 0x00, 0x01])

  /// The address of the network card that `address` is reached through: its own when it is local, else the
  /// gateway's. 00:15:5d is Hyper-V's block (IEEE registry).
  package init(reaching address: Address) {
    guard address.isLocal else {
      self = .gateway
      return
    }
    self.init([0x00, 0x15, 0x5D] + address.bytes.suffix(3))
  }
}
