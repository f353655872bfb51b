import Packets

/// Where a name that DNS gives an address was learnt.
enum NameOrigin: Hashable, Sendable {
  /// In one datagram; several frames when it came in fragments.
  case frames([UInt32])
  /// On a connection, by the frame that is named or an earlier one of it.
  case connection(Int, through: UInt32)

  /// The frames that are known by themselves.
  var frames: [UInt32] {
    if case .frames(let frames) = self { frames } else { [] }
  }
}

/// For each address that DNS answers of a capture name, where its latest name was learnt.
struct NameOrigins: Sendable {
  /// Where the answers that are being read stand.
  var current = NameOrigin.frames([])
  private var latest: [IPAddress: NameOrigin] = [:]

  /// Notes that the answer being read names an address; ``AddressNames`` bounds how many.
  mutating func note(_ address: IPAddress) { latest[address] = current }

  subscript(address: IPAddress) -> NameOrigin? { latest[address] }
}
