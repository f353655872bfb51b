import Crypto
import Packets

/// The pseudonyms of one report, made by HMAC-SHA256 (RFC 2104) under one key.
///
/// A pseudonym does not reveal order or neighbours: there are no counters and no common prefixes. Two secrets
/// never share one: on a collision the later gets more digits, and an address the next free one.
///
/// Addresses stay addresses of their version, from ranges without hosts: IPv4 in 240.0.0.0/4 (RFC 1112,
/// section 4), since documentation has only 768 addresses; IPv6 in 2001:db8::/64 (RFC 3849).
struct Pseudonyms: Sendable {
  private struct Secret: Hashable {
    var kind: PseudonymKind
    var value: String
  }

  private let key: SymmetricKey
  private let digits: Int
  private let addressMask: UInt64
  private var tokens: [Secret: String] = [:]
  private var takenTokens: Set<String> = []
  private var addresses: [IPAddress: IPAddress] = [:]
  private var takenAddresses: Set<IPAddress> = []
  private var reserved: Set<IPAddress> = []
  private var processes: [Int32: Int32] = [:]
  private var takenProcesses: Set<Int32> = []

  /// Digits of a pseudonym that meets no other: of ten thousand secrets one in a hundred captures has two that meet.
  static let usualDigits = 8

  /// - Parameters:
  /// - key: the user's, of any length; nil for a random one.
  /// - digits: of a pseudonym, 1 to 64; few in tests of collisions.
  /// - addressBits: of an IPv4 pseudonym, 1 to 28; likewise.
  init(key: String?, digits: Int = Self.usualDigits, addressBits: Int = 28) {
    // Hashed first: HMAC fills a short key with zeros, so that keys which differ in those would be one.
    self.key =
      key.map { SymmetricKey(data: SHA256.hash(data: Array($0.utf8))) } ?? SymmetricKey(size: .bits256)
    self.digits = digits
    addressMask = (1 << UInt64(addressBits)) - 1
  }

  /// The pseudonym of a text, such as `host-7f3a91c2.invalid`.
  mutating func token(_ kind: PseudonymKind, _ value: String) -> String {
    let secret = Secret(kind: kind, value: value)
    if let known = tokens[secret] { return known }
    let digest = hexadecimal(kind, value)
    var length = digits
    // Two secrets that agree in all 64 digits would be a collision of SHA-256.
    while takenTokens.contains(kind.token(digest.prefix(length))), length < digest.count { length += 1 }
    let token = kind.token(digest.prefix(length))
    takenTokens.insert(token)
    tokens[secret] = token
    return token
  }

  /// The pseudonym that a text has already; nil for one that was never asked for.
  func knownToken(_ kind: PseudonymKind, _ value: String) -> String? {
    tokens[Secret(kind: kind, value: value)]
  }

  /// All 64 digits that a text has, for what is itself a row of digits.
  func hexadecimal(_ kind: PseudonymKind, _ value: String) -> String {
    digest(kind, Array(value.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  // MARK: Numbers

  /// The pseudonym of an address, of the same version.
  mutating func address(_ address: IPAddress) -> IPAddress {
    if let known = addresses[address] { return known }
    let number = number(address.isIPv4 ? .addressV4 : .addressV6, address.bytes)
    var place = number
    // There are more places than addresses that fit into memory.
    while takenAddresses.contains(Self.address(place, address.isIPv4, mask: addressMask)) { place &+= 1 }
    let pseudonym = Self.address(place, address.isIPv4, mask: addressMask)
    takenAddresses.insert(pseudonym)
    addresses[address] = pseudonym
    return pseudonym
  }

  /// Keeps a public address from becoming a pseudonym; false when it is one already.
  mutating func reserve(_ address: IPAddress) -> Bool {
    if reserved.contains(address) { return true }
    guard takenAddresses.insert(address).inserted else { return false }
    reserved.insert(address)
    return true
  }

  /// The pseudonym of a process's number: 2^30 or more, where no system has one.
  mutating func process(_ id: Int32) -> Int32 {
    if let known = processes[id] { return known }
    let first: Int32 = 1 << 30
    var place = Int32(truncatingIfNeeded: number(.process, Array(String(id).utf8))) & (first - 1)
    while takenProcesses.contains(first | place) { place = (place + 1) & (first - 1) }
    takenProcesses.insert(first | place)
    processes[id] = first | place
    return first | place
  }

  private static func address(_ place: UInt64, _ isIPv4: Bool, mask: UInt64) -> IPAddress {
    guard isIPv4 else { return IPAddress(high: 0x2001_0db8_0000_0000, low: place) }
    return IPAddress(v4: 0xf000_0000 | UInt32(truncatingIfNeeded: place & mask))
  }

  private func number(_ kind: PseudonymKind, _ value: [UInt8]) -> UInt64 {
    digest(kind, value).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// A zero between kind and value keeps the kinds apart.
  private func digest(_ kind: PseudonymKind, _ value: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Array(kind.rawValue.utf8) + [0] + value, using: key))
  }
}
