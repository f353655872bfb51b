import Packets

/// The names of each address in the capture's DNS answers. The last answer counts: a flow is named when it
/// begins.
struct AddressNames: Sendable {
  private var latest: [IPAddress: String] = [:]
  var origins: NameOrigins?

  /// How many addresses are kept. A busy resolver answers for some ten thousand; a capture that
  /// names more is a scan, and its later names are let go.
  static let addressLimit = 65_536

  mutating func add(_ address: IPAddress, name: String) {
    guard latest.count < Self.addressLimit || latest[address] != nil else { return }
    latest[address] = name
    origins?.note(address)
  }

  subscript(address: IPAddress) -> String? { latest[address] }
}

/// Where a name that DNS gives an address was learnt.
enum NameOrigin: Hashable, Sendable {
  /// In one datagram; several frames when it came in fragments.
  case frames([UInt32])
  /// On a connection, up to that frame.
  case connection(Int, through: UInt32)

  var frames: [UInt32] {
    if case .frames(let frames) = self { frames } else { [] }
  }
}

/// The origin of each address's latest name in DNS answers.
struct NameOrigins: Sendable {
  /// The frames of the answers that are being read.
  var current = NameOrigin.frames([])
  private var latest: [IPAddress: NameOrigin] = [:]

  mutating func note(_ address: IPAddress) { latest[address] = current }

  subscript(address: IPAddress) -> NameOrigin? { latest[address] }
}
