import Diagnosis
import Packets
import Protocols

/// Puts pseudonyms instead of what one capture, or some files of a server, would tell of a network.
struct Redactor: Sendable {
  let names: PublicNames
  /// Addresses that stay.
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

  /// A host's name, or an address in text, without a port. The policy's names stay as written.
  mutating func host(_ text: String) -> String {
    let name = HostName.normalized(text)
    if name.isEmpty || names.holds(host: name) { return text }
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

  /// Only labels that are hardly a word of any language: machines are numbered.
  private mutating func noteShortName(of name: String, _ token: String) {
    let label = name.prefix { $0 != "." }
    guard label.utf8.count > 3, label.utf8.count < name.utf8.count, label.contains(where: \.isNumber) else {
      return
    }
    shortNames[String(label)] = shortNames[String(label)] ?? token
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

  // MARK: Files

  /// A path becomes a name with the ending that tells what it is; `-`, the standard input, stays.
  mutating func path(_ path: String, _ kind: PseudonymKind) -> String {
    path == "-" || path.isEmpty ? path : pseudonyms.token(kind, path) + Self.ending(of: path)
  }

  /// Endings that are a kind of file and not a part of its name.
  private static let endings: Set<String> = [
    "pcap", "pcapng", "cap", "ntar", "etl", "gz", "zst", "lz4", "log", "lo_", "txt", "reg", "htm", "html",
    "xml",
    "config", "yaml", "yml", "json", "csv", "asmx", "aspx", "cs", "cpp", "exe", "dll", "cab", "msi",
  ]

  /// At most two endings, as in `trace.pcapng.gz`.
  private static func ending(of path: String) -> String {
    let name = path.split { $0 == "/" || $0 == "\\" }.last ?? ""
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().suffix(2)
    let kept = parts.reversed().prefix { endings.contains($0.lowercased()) }
    return kept.reversed().map { "." + $0.lowercased() }.joined()
  }
}
