import PacketDecoding
import ProtocolParsing

/// What of a flow can name its server.
struct NameClues {
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
  func serverName(_ clues: NameClues, store: EvidenceStore, address: IPAddress, dnsName: String?)
    -> ServerName?
  {
    let authority = clues.authority.flatMap { store.knownName($0) }.map(HostName.host(ofAuthority:))
    if let authority, !authority.isEmpty, !HostName.isAddress(authority) {
      return ServerName(name: authority, source: .connect)
    }
    if let asked = clues.sighting.flatMap({ store.askedName($0) }), !asked.isEmpty {
      return ServerName(name: HostName.normalized(asked), source: .sni)
    }
    // Through a proxy the address is the proxy's: what DNS or the policy call it is not the server's name.
    if let authority, !authority.isEmpty { return ServerName(name: authority, source: .connect) }
    if let dnsName, !dnsName.isEmpty { return ServerName(name: HostName.normalized(dnsName), source: .dns) }
    if let host = host(forAddress: address) { return ServerName(name: host, source: .policy) }
    return clues.chain.flatMap { certificateName($0, store: store) }
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

  /// The server name that a hello asked for, nil also for an index that is none.
  func askedName(_ sighting: UInt32) -> String? {
    Int(sighting) < sightings.count ? knownName(sightings[Int(sighting)].serverName) : nil
  }

  /// The server's own certificate of a chain.
  func leaf(ofChain chain: UInt32) -> CertificateSummary? {
    guard Int(chain) < chains.count, let first = chains[Int(chain)].first, Int(first) < certificates.count
    else { return nil }
    return certificates[Int(first)]
  }
}
