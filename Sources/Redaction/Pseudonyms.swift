import Packets

/// What a pseudonym stands for: the word in front of its digits.
///
/// Pseudonyms of the same text in two kinds have nothing in common, but for ``word`` and ``host``.
enum PseudonymKind: String, CaseIterable, Hashable, Sendable {
  case host
  case user
  case interface
  case capture
  case policy
  /// A file of the server.
  case file
  /// A folder of a scan.
  case folder
  /// A path inside a quoted line.
  case path
  /// A part of a certificate's names that is not a host.
  case name
  case serial
  case fingerprint
  /// A Group Policy object.
  case object
  /// The address of a network card.
  case card
  case addressV4 = "address4"
  case addressV6 = "address6"
  case process
  /// A word of a quoted line that is not known. It has the digits that it would have as a host, because it may be one.
  case word
  /// Bytes in hexadecimal or base 64.
  case data
  /// A password, or what stands for one.
  case secret
  /// A GUID.
  case identifier = "id"
  /// A protocol of ALPN that no registry knows.
  case protocolName = "protocol"
  /// The file of a program.
  case program
  /// The digest of a file.
  case content
  /// The key itself.
  case key

  /// What tells its digits from those of other kinds.
  var digestName: String { self == .word ? PseudonymKind.host.rawValue : rawValue }

  /// The pseudonym with those digits. The domain `invalid` is nobody's (RFC 2606, section 2).
  func token(_ digits: some StringProtocol) -> String {
    self == .host ? "\(rawValue)-\(digits).invalid" : "\(rawValue)-\(digits)"
  }
}

/// The pseudonyms of one report, each made from its secret by HMAC-SHA256 (RFC 2104) under one key.
///
/// A pseudonym does not tell when its secret was met: there are no counters, and addresses of one network have nothing
/// in common. Two secrets never share one: when digits collide the later gets more of them, and a number is the next
/// free one. With a user's key a secret has the same pseudonym in every run, unless it collides in one.
///
/// Addresses become addresses of the same version that no host has: IPv4 in 240.0.0.0/4, which is reserved (RFC 1112,
/// section 4), because the 768 addresses for documentation are too few; IPv6 in 2001:db8::/64 (RFC 3849).
struct Pseudonyms: Sendable {
  private struct Secret: Hashable {
    var kind: PseudonymKind
    var value: String
  }

  private let key: PseudonymKey
  private let digits: Int
  private let addressMask: UInt64
  private var tokens: [Secret: String] = [:]
  private var takenTokens: Set<String> = []
  private var addresses: [IPAddress: IPAddress] = [:]
  private var takenAddresses: Set<IPAddress> = []
  private var reserved: Set<IPAddress> = []
  private var processes: [Int32: Int32] = [:]
  private var takenProcesses: Set<Int32> = []

  /// Digits of a pseudonym without a collision: with ten thousand secrets, one capture in a hundred has two that
  /// collide.
  static let usualDigits = 8

  /// - Parameters:
  ///   - key: the user's, of any length; nil for a random one.
  ///   - digits: of a pseudonym, 1 to 64; fewer than usual to see them collide.
  ///   - addressBits: that tell the pseudonyms of IPv4 addresses apart, 1 to 28; likewise.
  init(key: String?, digits: Int = Self.usualDigits, addressBits: Int = 28) {
    self.key = PseudonymKey(key)
    self.digits = digits
    addressMask = (1 << UInt64(addressBits)) - 1
  }

  /// The pseudonym of a text, such as `host-7f3a91c2.invalid`.
  mutating func token(_ kind: PseudonymKind, _ value: String) -> String {
    let secret = Secret(kind: kind, value: value)
    if let known = tokens[secret] { return known }
    let digest = hexadecimal(kind, value)
    var length = digits
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

  /// All 64 digits of a text, in place of a value in hexadecimal.
  func hexadecimal(_ kind: PseudonymKind, _ value: String) -> String {
    key.digest(kind.digestName, Array(value.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
      .joined()
  }

  // MARK: Numbers

  /// The pseudonym of an address, of the same version.
  mutating func address(_ address: IPAddress) -> IPAddress {
    if let known = addresses[address] { return known }
    var low = number(address.isIPv4 ? .addressV4 : .addressV6, address.bytes)
    var pseudonym = makeAddress(low, isIPv4: address.isIPv4)
    while !takenAddresses.insert(pseudonym).inserted {
      low &+= 1
      pseudonym = makeAddress(low, isIPv4: address.isIPv4)
    }
    addresses[address] = pseudonym
    return pseudonym
  }

  private func makeAddress(_ low: UInt64, isIPv4: Bool) -> IPAddress {
    guard isIPv4 else { return IPAddress(high: 0x2001_0db8_0000_0000, low: low) }
    return IPAddress(v4: 0xf000_0000 | UInt32(truncatingIfNeeded: low & addressMask))
  }

  /// Keeps an address that is not replaced from becoming a pseudonym; false when it is one already.
  mutating func reserve(_ address: IPAddress) -> Bool {
    if reserved.contains(address) { return true }
    guard takenAddresses.insert(address).inserted else { return false }
    reserved.insert(address)
    return true
  }

  /// The pseudonym of a process id: 2^30 or more, where no system has one.
  mutating func process(_ id: Int32) -> Int32 {
    if let known = processes[id] { return known }
    let first: Int32 = 1 << 30
    var low = Int32(truncatingIfNeeded: number(.process, Array(String(id).utf8))) & (first - 1)
    while !takenProcesses.insert(first | low).inserted { low = (low + 1) & (first - 1) }
    processes[id] = first | low
    return first | low
  }

  private func number(_ kind: PseudonymKind, _ value: [UInt8]) -> UInt64 {
    key.digest(kind.rawValue, value).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
