import Diagnosis
import Packets

/// Replaces what names machines, people and places in the facts of one capture, or of some files of a server.
struct Redactor: Sendable {
  let names: PublicNames
  /// Addresses that are not replaced.
  let addresses: Set<IPAddress>
  private(set) var pseudonyms: Pseudonyms
  /// Pseudonyms of hosts by the first label of their names, as people and logs call machines.
  private var shortNames: [String: String] = [:]

  init(names: PublicNames, addresses: Set<IPAddress>, pseudonyms: Pseudonyms) {
    self.names = names
    self.addresses = addresses
    self.pseudonyms = pseudonyms
  }

  mutating func token(_ kind: PseudonymKind, _ value: String) -> String { pseudonyms.token(kind, value) }

  mutating func process(_ id: Int32) -> Int32 { pseudonyms.process(id) }

  mutating func address(_ address: IPAddress) -> IPAddress {
    addresses.contains(address) ? address : pseudonyms.address(address)
  }

  // MARK: Hosts

  /// A host's name, or an address in text, without a port. A name in the policy stays as it is written.
  mutating func host(_ text: String) -> String {
    let name = HostName.normalized(text)
    if name.isEmpty || names.contains(host: name) { return text }
    if let address = IPAddress(name) { return self.address(address).description }
    // A certificate for all hosts of a domain.
    if name.hasPrefix("*."), name.utf8.count > 2 { return "*." + host(String(name.dropFirst(2))) }
    let token = pseudonyms.token(.host, name)
    noteShortName(of: name, token)
    return token
  }

  /// The pseudonym of a single word: a known name, or the first label of one.
  func knownHost(_ word: String) -> String? {
    let name = HostName.normalized(word)
    return pseudonyms.knownToken(.host, name) ?? shortNames[name]
  }

  /// Not those that are words of messages: in a line such a word is hardly the machine.
  private mutating func noteShortName(of name: String, _ token: String) {
    let label = String(name.prefix { $0 != "." })
    guard label.utf8.count > 1, label.utf8.count < name.utf8.count, !KnownText.contains(label) else { return }
    shortNames[label] = shortNames[label] ?? token
  }

  /// A host with or without a port, as in a CONNECT request. The port stays.
  mutating func authority(_ text: String) -> String {
    let name = HostName.host(ofAuthority: text)
    guard let port = Self.port(of: text) else { return host(text) }
    let host = host(name)
    return (host.contains(":") ? "[\(host)]" : host) + ":" + port
  }

  /// The port after a host's only colon or after a bracket; nil without one.
  private static func port(of text: String) -> Substring? {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    let port = text[text.index(after: colon)...]
    let host = text[..<colon]
    guard (1...5).contains(port.utf8.count), port.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return host.hasPrefix("[") && host.hasSuffix("]") || !host.contains(":") ? port : nil
  }

  /// A protocol of ALPN: one that no registry knows can be any text.
  mutating func applicationProtocol(_ name: String) -> String {
    ProtocolNames.contains(applicationProtocol: name) ? name : token(.protocolName, name)
  }

  // MARK: Files

  /// A path becomes a name with the extension that tells what it is; `-`, the standard input, stays.
  mutating func path(_ path: String, _ kind: PseudonymKind) -> String {
    path == "-" || path.isEmpty ? path : pseudonyms.token(kind, path) + Self.fileExtension(of: path)
  }

  /// Extensions that are a kind of file and not a part of its name.
  private static let fileExtensions: Set<String> = [
    "pcap", "pcapng", "cap", "ntar", "etl", "snoop", "erf", "gz", "zst", "lz4", "zip", "log", "lo_", "txt",
    "reg", "htm", "html",
    "xml", "config", "yaml", "yml", "json", "csv", "asmx", "aspx", "cs", "cpp", "exe", "dll", "cab", "msi",
  ]

  /// At most two extensions, as in `trace.pcapng.gz`.
  static func fileExtension(of path: String) -> String {
    let name = path.split { $0 == "/" || $0 == "\\" }.last ?? ""
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().suffix(2)
    let kept = parts.reversed().prefix { fileExtensions.contains($0.lowercased()) }
    return kept.reversed().map { "." + $0.lowercased() }.joined()
  }
}

extension IPAddress {
  /// Whether it can be a server's on the internet. An address of a private network is the customer's own, whatever
  /// name was asked for there (RFC 1918, RFC 6598, RFC 4193, and the special addresses of RFC 6890).
  var isGlobal: Bool {
    guard isIPv4 else { return high >> 61 == 1 }
    let address = UInt32(truncatingIfNeeded: low)
    return address < 0xe000_0000
      && !Self.specialNetworks.contains { address >> $0.shift == $0.prefix >> $0.shift }
  }

  /// 10/8, 172.16/12, 192.168/16; 127/8, 169.254/16, 100.64/10, 0/8.
  private static let specialNetworks: [(prefix: UInt32, shift: UInt32)] = [
    (0x0a00_0000, 24), (0xac10_0000, 20), (0xc0a8_0000, 16),
    (0x7f00_0000, 24), (0xa9fe_0000, 16), (0x6440_0000, 22), (0, 24),
  ]
}
