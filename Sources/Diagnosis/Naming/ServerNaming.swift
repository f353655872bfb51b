import Packets
import Protocols

/// What of a flow can name its server.
struct NameCandidates {
  /// Index of the last CONNECT's authority in the store's names.
  var authority: UInt32?
  /// Index of the first hello with a server name in the store's sightings.
  var sighting: UInt32?
  /// Index of the server's first chain in the store's chains.
  var chain: UInt32?
}

extension EndpointIndex {
  /// The server's name by the most trusted source that gives one: the CONNECT authority, the server_name
  /// extension, DNS, the policy's addresses, the certificate.
  ///
  /// An authority that is an address names no host, so the later sources are asked first; when they say
  /// nothing, the address stands for the name.
  func server(
    _ names: NameCandidates, store: EvidenceStore, address: IPAddress, dnsName: @autoclosure () -> String?
  ) -> NamedServer {
    let authority = names.authority.flatMap { store.knownName($0) }.map(HostName.host(ofAuthority:))
    if let authority, !authority.isEmpty, !HostName.isAddress(authority) {
      return .named(ServerName(name: authority, source: .connect))
    }
    if let asked = names.sighting.flatMap({ store.askedServer($0) }) { return asked }
    // Through a proxy the address is the proxy's: what DNS or the policy call it is not the server's name.
    if let authority, !authority.isEmpty { return .named(ServerName(name: authority, source: .connect)) }
    if let dnsName = dnsName(), !dnsName.isEmpty {
      return .named(ServerName(name: HostName.normalized(dnsName), source: .dns))
    }
    if let host = host(forAddress: address) { return .named(ServerName(name: host, source: .policy)) }
    return names.chain.flatMap { certificateName($0, store: store) }.map { .named($0) } ?? .nameless
  }

  /// The place in the policy of the entry for a server; nil when no entry names it.
  func endpoint(of server: NamedServer, store: EvidenceStore) -> Int? {
    switch server {
    case .nameless: return nil
    case .kept(let index, _):
      // Most names of a capture are no endpoint's: no text is made of them.
      let mayBeHost = store.names.with(Int(index)) { isEnding($0) }
      return mayBeHost ? endpoint(forHost: store.names[Int(index)]) : nil
    case .named(let name): return endpoint(forHost: name.name)
    }
  }

  /// How many alternative names are looked at: certificates of content networks hold hundreds, and the
  /// first is the one that its owner put first.
  private static let alternativeNameLimit = 100

  /// The alternative name that is an endpoint's, else the first that is a plain host name.
  private func certificateName(_ chain: UInt32, store: EvidenceStore) -> ServerName? {
    guard let certificate = store.leaf(ofChain: chain) else { return nil }
    let hosts = certificate.subjectAlternativeNames.prefix(Self.alternativeNameLimit)
      .map(HostName.normalized).filter { !$0.hasPrefix("*.") && !HostName.isAddress($0) && !$0.isEmpty }
    let known = hosts.first { endpoint(forHost: $0) != nil }
    return (known ?? hosts.first).map { ServerName(name: $0, source: .certificate) }
  }
}

extension EvidenceStore {
  /// The name at an index, nil also for an index that is none.
  func knownName(_ index: UInt32) -> String? {
    Int(index) < names.count ? names[Int(index)] : nil
  }

  /// The server that a hello asked for; nil when it named none, also for an index that is none.
  func askedServer(_ sighting: UInt32) -> NamedServer? {
    guard Int(sighting) < sightings.count else { return nil }
    let index = sightings[Int(sighting)].serverName
    guard Int(index) < names.count, names.with(Int(index), { !$0.isEmpty }) else { return nil }
    if names.with(Int(index), HostName.isNormal) { return .kept(index, .sni) }
    return .named(ServerName(name: HostName.normalized(names[Int(index)]), source: .sni))
  }

  /// The server's own certificate of a chain.
  func leaf(ofChain chain: UInt32) -> CertificateSummary? {
    guard Int(chain) < chains.count, let first = chains[Int(chain)].first, Int(first) < certificates.count
    else { return nil }
    return certificates[Int(first)]
  }
}
