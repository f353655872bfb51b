import Packets
import Protocols

struct NameCandidates {
  var authority: UInt32?
  var sighting: UInt32?
  var chain: UInt32?
  /// Of the DNS name, where that is the one.
  var dnsWeakness: NameWeakness?
}

/// The name of a server's address in the capture's DNS answers.
package struct DNSName: Hashable, Sendable, ExpressibleByStringLiteral {
  package var name: String
  /// Why it may not be the name that the client meant.
  package var weakness: NameWeakness?

  package init(_ name: String, _ weakness: NameWeakness? = nil) {
    self.name = name
    self.weakness = weakness
  }

  package init(stringLiteral name: String) {
    self.init(name)
  }
}

extension EndpointIndex {
  /// The server's name by the most trusted source: the CONNECT authority, server_name, DNS, the policy's
  /// addresses, the certificate.
  ///
  /// An address as authority is used only when the later sources give no name.
  func server(
    _ names: inout NameCandidates, store: EvidenceStore, address: IPAddress,
    dnsName: @autoclosure () -> DNSName?
  ) -> NamedServer {
    let authority = names.authority.flatMap { store.knownName($0) }.map(HostName.host(ofAuthority:))
    if let authority, !authority.isEmpty, !HostName.isAddress(authority) {
      return .named(ServerName(name: authority, source: .connect))
    }
    if let asked = names.sighting.flatMap({ store.askedServer($0) }) { return asked }
    // Through a proxy the address is the proxy's: what DNS or the policy call it is not the server's name.
    if let authority, !authority.isEmpty { return .named(ServerName(name: authority, source: .connect)) }
    if let known = dnsName(), !known.name.isEmpty {
      names.dnsWeakness = known.weakness
      return .named(ServerName(name: HostName.normalized(known.name), source: .dns))
    }
    if let host = host(forAddress: address) { return .named(ServerName(name: host, source: .policy)) }
    return names.chain.flatMap { certificateName($0, store: store) }.map { .named($0) } ?? .nameless
  }

  /// Why a name may not be the one that the client meant.
  func weakness(of server: NamedServer, _ names: NameCandidates, store: EvidenceStore) -> NameWeakness? {
    if names.sighting.map({ store.hasImpossibleName($0) }) ?? false { return .impossibleCharacters }
    // What the hello itself names is kept without a copy.
    guard case .named(let name) = server else { return nil }
    if name.source == .connect, !HostName.isAddress(name.name),
      let asked = names.sighting.flatMap({ store.askedServer($0) })?.name(in: store), asked.name != name.name
    {
      return .differsFromAuthority
    }
    return name.source == .dns ? names.dnsWeakness : nil
  }

  func endpoint(of server: NamedServer, store: EvidenceStore) -> Int? {
    switch server {
    case .nameless: return nil
    case .kept(let index, _):
      // Most names of a capture are not an endpoint's: avoid making a String of them.
      let mayBeHost = store.names.with(Int(index)) { isEnding($0) }
      return mayBeHost ? endpoint(forHost: store.names[Int(index)]) : nil
    case .named(let name): return endpoint(forHost: name.name)
    }
  }

  /// How many alternative names are read: certificates of content networks have hundreds.
  private static let alternativeNameLimit = 100

  private func certificateName(_ chain: UInt32, store: EvidenceStore) -> ServerName? {
    guard let certificate = store.leaf(ofChain: chain) else { return nil }
    let hosts = certificate.subjectAlternativeNames.prefix(Self.alternativeNameLimit)
      .map(HostName.normalized).filter { !$0.hasPrefix("*.") && !HostName.isAddress($0) && !$0.isEmpty }
    let known = hosts.first { endpoint(forHost: $0) != nil }
    return (known ?? hosts.first).map { ServerName(name: $0, source: .certificate) }
  }
}

extension EvidenceStore {
  func knownName(_ index: UInt32) -> String? {
    Int(index) < names.count ? names[Int(index)] : nil
  }

  func askedServer(_ sighting: UInt32) -> NamedServer? {
    guard Int(sighting) < sightings.count else { return nil }
    let index = sightings[Int(sighting)].serverName
    guard Int(index) < names.count, !names.isEmpty(index) else { return nil }
    if names.isNormal(index) { return .kept(index, .sni) }
    return .named(ServerName(name: HostName.normalized(names[Int(index)]), source: .sni))
  }

  func hasImpossibleName(_ sighting: UInt32) -> Bool {
    guard Int(sighting) < sightings.count else { return false }
    let index = sightings[Int(sighting)].serverName
    return Int(index) < names.count && names.isImpossible(index)
  }

  func leaf(ofChain chain: UInt32) -> CertificateSummary? {
    guard Int(chain) < chains.count, let first = chains[Int(chain)].certificates.first,
      Int(first) < certificates.count
    else { return nil }
    return certificates[Int(first)]
  }
}

/// Reads host names of CONNECT requests, server_name extensions and certificates.
package enum HostName {
  /// The host of an authority (RFC 9110, section 7.2; RFC 3986, section 3.2.2), normalized and without port:
  /// `name:443`, `192.0.2.1:443`, `[2001:db8::1]:443`.
  package static func host(ofAuthority authority: String) -> String {
    if authority.utf8.first == UInt8(ascii: "[") {
      let inside = authority.dropFirst()
      return normalized(String(inside.prefix { $0 != "]" }))
    }
    guard let colon = authority.utf8.firstIndex(of: UInt8(ascii: ":")) else { return normalized(authority) }
    let rest = authority.utf8[colon...].dropFirst()
    // Several colons without brackets: a bare IPv6 address, which has no port to split off.
    if rest.contains(UInt8(ascii: ":")) { return normalized(authority) }
    return normalized(String(authority[..<colon]))
  }

  /// Lower case, without final dot (RFC 4343).
  package static func normalized(_ name: String) -> String {
    if NameCharacters(name.utf8.span).areNormal { return name }
    let lower = name.lowercased()
    return lower.hasSuffix(".") ? String(lower.dropLast()) : lower
  }

  /// An IPv4 or IPv6 address in text, which names nothing.
  ///
  /// A top-level domain is never all digits (RFC 3696, section 2), and a host name has no colon.
  static func isAddress(_ name: String) -> Bool {
    if name.utf8.contains(UInt8(ascii: ":")) { return true }
    let last = name.utf8.lastIndex(of: UInt8(ascii: ".")).map { name.utf8[$0...].dropFirst() }
    guard let last, !last.isEmpty else { return false }
    return last.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
  }
}
