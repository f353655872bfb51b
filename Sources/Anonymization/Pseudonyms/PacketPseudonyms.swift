import Diagnosis
import Packets
import Redaction

/// What takes the place of names, addresses and opaque bytes inside packets. All of it has the length of what it
/// replaces, so that no length, offset or sequence number of a packet changes.
///
/// Names and addresses of the endpoint policy stay. The same key gives the same pseudonyms in every run, unless two
/// collide in one of them.
struct PacketPseudonyms {
  let names: PublicNames
  /// The first reading: addresses are only noted, so that no pseudonym is an address of the capture.
  var isCollecting = true
  let key: PseudonymKey
  private let keptAddresses: Set<IPAddress>
  private let keptSuffixes: Set<String>
  private var addresses: [IPAddress: IPAddress] = [:]
  private var takenAddresses: Set<IPAddress> = []
  private var labels: [[UInt8]: [UInt8]] = [:]
  private var takenLabels: Set<[UInt8]> = []

  init(policy: EndpointPolicy, key: String?) {
    names = PublicNames(policy)
    self.key = PseudonymKey(key)
    keptAddresses = names.addresses
    keptSuffixes = Self.suffixes(of: names.hosts + ["in-addr.arpa", "ip6.arpa"])
  }

  /// All domains that the hosts are in: messages of DNS share the ends of names.
  private static func suffixes(of hosts: [String]) -> Set<String> {
    Set(
      hosts.flatMap { host in
        let labels = host.lowercased().split(separator: ".").filter { $0 != "*" }
        return labels.indices.map { labels[$0...].joined(separator: ".") }
      })
  }

  // MARK: Addresses

  /// An address of the same class: private, public, link-local, multicast.
  mutating func address(_ address: IPAddress) -> IPAddress {
    if keptAddresses.contains(address) || address.isEverywhere { return address }
    if isCollecting {
      takenAddresses.insert(address)
      return address
    }
    if let known = addresses[address] { return known }
    let pseudonym = freeAddress(for: address)
    addresses[address] = pseudonym
    takenAddresses.insert(pseudonym)
    return pseudonym
  }

  private mutating func freeAddress(for address: IPAddress) -> IPAddress {
    if let embedded = address.embedded { return address.replacing(embedded: self.address(embedded)) }
    let digest = key.digest("packet address", address.bytes)
    let number = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let blocks = AddressBlock.blocks(for: address)
    for block in blocks {
      for step in 0..<block.tries {
        let candidate = block.address(number &+ step)
        if !takenAddresses.contains(candidate), !keptAddresses.contains(candidate) { return candidate }
      }
    }
    return blocks[blocks.count - 1].address(number)
  }

  /// The address of a network card. Whether it is a group's stays; the null address and the broadcast address stay.
  func card(_ card: [UInt8]) -> [UInt8] {
    if card.allSatisfy({ $0 == 0 }) || card.allSatisfy({ $0 == 0xff }) { return card }
    let digest = key.digest("packet card", card)
    // The groups of IPv4 and IPv6 (RFC 1112, section 6.4; RFC 2464, section 7), then others.
    if card.starts(with: [0x01, 0x00, 0x5e]) {
      return Array(card.prefix(3)) + [digest[0] & 0x7f, digest[1], digest[2]]
    }
    if card.starts(with: [0x33, 0x33]) { return Array(card.prefix(2)) + digest.prefix(4) }
    // 0x02: administered locally (IEEE 802, clause 8.2.2).
    return [0x02 | card[0] & 0x01] + digest.prefix(5)
  }

  // MARK: Opaque bytes

  /// As many other bytes, the same for the same.
  func opaque(_ bytes: some Collection<UInt8>) -> [UInt8] {
    stream("packet bytes", Array(bytes), bytes.count)
  }

  private func stream(_ kind: String, _ value: [UInt8], _ count: Int) -> [UInt8] {
    var stream: [UInt8] = []
    var block: UInt32 = 0
    while stream.count < count {
      let number = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: block >> $0) }
      stream += key.digest(kind, value + number)
      block += 1
    }
    return Array(stream.prefix(count))
  }

  // MARK: Names

  /// A host's name or any other text, label by label. Letters become letters and digits digits; what is not ASCII
  /// becomes a question mark.
  mutating func name(_ text: [UInt8]) -> [UInt8] {
    if isPublic(text) { return text }
    if let digits = numbersOfAddress(text) { return digits }
    let labels = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map { Array($0) }
    return Array(self.labels(labels).joined(separator: [UInt8(ascii: ".")]))
  }

  /// The labels of one name, from the host to the top.
  mutating func labels(_ labels: [[UInt8]]) -> [[UInt8]] {
    let lower = labels.map { String(decoding: $0, as: UTF8.self).lowercased() }
    if names.contains(host: lower.joined(separator: ".")) { return labels }
    return labels.indices.map { index in
      keptSuffixes.contains(lower[index...].joined(separator: ".")) ? labels[index] : label(labels[index])
    }
  }

  private func isPublic(_ text: [UInt8]) -> Bool {
    names.contains(host: HostName.normalized(String(decoding: text, as: UTF8.self)))
  }

  private mutating func label(_ text: [UInt8]) -> [UInt8] {
    let lower = text.map { Self.isUpper($0) ? $0 | 0x20 : $0 }
    let pseudonym = labels[lower] ?? freeLabel(for: lower)
    labels[lower] = pseudonym
    takenLabels.insert(pseudonym)
    return zip(text, pseudonym).map { Self.isUpper($0) ? $1 & ~0x20 : $1 }
  }

  /// How often another label is tried: there are only ten of one digit.
  private static let tries: UInt8 = 32

  private func freeLabel(for lower: [UInt8]) -> [UInt8] {
    var last = lower
    for attempt in 0..<Self.tries {
      last = zip(lower, stream("packet label", lower + [attempt], lower.count)).map(Self.letter)
      if last != lower, !takenLabels.contains(last) { break }
    }
    return last
  }

  private static func letter(_ byte: UInt8, _ random: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt8(ascii: "a") + random % 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt8(ascii: "0") + random % 10
    case 0x80...: UInt8(ascii: "?")
    default: byte
    }
  }

  private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5a).contains(byte) }

  /// An IPv4 address in text becomes another one with as many digits in each part.
  private func numbersOfAddress(_ text: [UInt8]) -> [UInt8]? {
    guard let address = IPAddress(String(decoding: text, as: UTF8.self)), address.isIPv4 else { return nil }
    if keptAddresses.contains(address) || address.isEverywhere { return text }
    let digest = key.digest("packet address", text)
    let parts = zip(text.split(separator: UInt8(ascii: ".")), digest).map { part, random in
      switch part.count {
      case 1: "\(random % 10)"
      case 2: "\(10 + random % 90)"
      default: "\(100 + random % 100)"
      }
    }
    return Array(parts.joined(separator: ".").utf8)
  }
}
