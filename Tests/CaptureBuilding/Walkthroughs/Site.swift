/// The network of a walkthrough: a WSUS server of contoso.com and what stands around it.
package struct Site: Sendable {
  /// The WSUS server, on which the capture runs.
  package var server: Address
  package var router: Address
  /// Domain controller: DNS, Kerberos, LDAP, time.
  package var domainController: Address
  package var database: Address
  package var proxy: EndPoint
  package var clients: [Address]
  /// A computer that keeps a share of the server open.
  package var console: Address
  /// What the server runs, and the cipher suites that a group policy leaves it (`nil`: the system's own).
  package var system: WindowsServer
  package var cipherSuites: [UInt16]?

  /// The site whose network starts with these three bytes.
  package init(
    _ first: UInt8, _ second: UInt8, _ third: UInt8, system: WindowsServer, cipherSuites: [UInt16]? = nil
  ) {
    self.system = system
    self.cipherSuites = cipherSuites
    func host(_ last: UInt8) -> Address { Address(bytes: [first, second, third, last]) }
    server = host(5)
    router = host(1)
    domainController = host(2)
    database = host(7)
    proxy = EndPoint(host(8), 8080)
    clients = (21...34).map(host)
    console = host(12)
  }

  /// A hello of the server's Schannel.
  package func hello(_ version: TLSVersion, to name: String, random: [UInt8]) -> ClientHello {
    .schannel(
      system, version: version, name: name, cipherSuites: version == .tls12 ? cipherSuites : nil,
      random: random)
  }

  /// The synchronisation endpoint: its name, the names behind it and its address.
  package static let endpointName = "sws.update.microsoft.com"
  package static let endpointAliases = ["sws.update.microsoft.com.nsatc.net", "sws-geo.nsatc.net"]
  package static let endpoint = EndPoint("203.0.113.10", 443)

  /// Where Windows sends and fetches its settings: nothing to do with WSUS.
  package static let settingsName = "settings-win.data.microsoft.com"
  package static let settingsAliases = ["settingsfd-geo.trafficmanager.net"]
  package static let settings = EndPoint("198.51.100.20", 443)
}
