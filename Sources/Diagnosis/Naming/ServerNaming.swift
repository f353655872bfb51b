import Packets
import Protocols

struct NameCandidates {
  var authority: UInt32?
  var sighting: UInt32?
  var chain: UInt32?
}

extension EndpointIndex {
  /// The server's name by the most trusted source: the CONNECT authority, server_name, DNS, the policy's
  /// addresses, the certificate.
  ///
  /// An address as authority is used only when the later sources give no name.
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
    guard Int(index) < names.count, names.with(Int(index), { !$0.isEmpty }) else { return nil }
    if names.with(Int(index), HostName.isNormal) { return .kept(index, .sni) }
    return .named(ServerName(name: HostName.normalized(names[Int(index)]), source: .sni))
  }

  func leaf(ofChain chain: UInt32) -> CertificateSummary? {
    guard Int(chain) < chains.count, let first = chains[Int(chain)].first, Int(first) < certificates.count
    else { return nil }
    return certificates[Int(first)]
  }
}
