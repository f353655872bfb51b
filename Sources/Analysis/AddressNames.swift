import Packets

/// What DNS answers of the capture call each address.
///
/// The last answer holds: a flow is named when it begins, by what was known by then.
struct AddressNames: Sendable {
  private var latest: [IPAddress: String] = [:]
  /// Where the names were learnt; nil as long as nobody asks.
  var origins: NameOrigins?

  /// How many addresses are kept. A busy resolver answers for some ten thousand; a capture that
  /// names more is a scan, and its later names are let go.
  static let addressLimit = 65_536

  /// Remembers an address's name.
  mutating func add(_ address: IPAddress, name: String) {
    guard latest.count < Self.addressLimit || latest[address] != nil else { return }
    latest[address] = name
    origins?.note(address)
  }

  /// An address's name; nil when no answer gave one.
  subscript(address: IPAddress) -> String? { latest[address] }
}
