import Protocols

/// The systems whose hellos are known, the oldest first.
enum SystemProfileRegistry {
  static let profiles: [SystemProfile] = [
    .server2008R2, .server2012, .server2012R2, .server2016, .server2019, .server2022, .server2025,
  ]

  static func profile(of system: WindowsServer) -> SystemProfile? {
    profiles.first { $0.system == system }
  }

  // MARK: What any Schannel can send

  static func implements(_ suite: CipherSuite) -> Bool { profiles.contains { $0.implements(suite) } }

  static let groups = Set(profiles.flatMap(\.groups))
  static let schemes = Set(profiles.flatMap(\.schemes))
  static let extensionOrders = Array(Set(profiles.flatMap(\.extensionOrders)))
  static let extensions = Set(extensionOrders.joined()).union([.cookie])
}

extension SystemProfile {
  /// Schannel of Windows 7. TLS 1.2 is off by default. WSUS is version 3.0.
  static let server2008R2 = SystemProfile(
    .v2008R2, highestVersion: .tls12,
    defaults: [SchannelSuites.extended, SchannelSuites.renewed, SchannelSuites.original],
    omissions: [SchannelSuites.rc4], optionalSuites: SchannelSuites.weak, groups: SchannelExtensions.curves,
    schemes: SchannelExtensions.schemes,
    extensionOrders: SchannelExtensions.ordersOfOldSystems(lacking: [
      .sessionTicket, .applicationLayerProtocolNegotiation, SchannelExtensions.nextProtocolNegotiation,
      .tokenBinding, SchannelExtensions.tokenBindingDraft,
    ]),
    asksForTicket: false)

  /// Schannel of Windows 8: session tickets, and no ALPN yet.
  static let server2012 = SystemProfile(
    .v2012, highestVersion: .tls12, defaults: [SchannelSuites.renewed, SchannelSuites.original],
    omissions: [SchannelSuites.rc4], optionalSuites: SchannelSuites.weak, groups: SchannelExtensions.curves,
    schemes: SchannelExtensions.schemes,
    extensionOrders: SchannelExtensions.ordersOfOldSystems(lacking: [
      .applicationLayerProtocolNegotiation, SchannelExtensions.nextProtocolNegotiation, .tokenBinding,
      SchannelExtensions.tokenBindingDraft,
    ]),
    asksForTicket: true)

  /// Schannel of Windows 8.1. Without the update of 2016 only DHE_RSA with CBC tells it from Windows Server
  /// 2012.
  static let server2012R2 = SystemProfile(
    .v2012R2, highestVersion: .tls12,
    defaults: [SchannelSuites.extended, SchannelSuites.renewed, SchannelSuites.original],
    omissions: [SchannelSuites.rc4], optionalSuites: SchannelSuites.weak, groups: SchannelExtensions.curves,
    schemes: SchannelExtensions.schemes,
    extensionOrders: SchannelExtensions.ordersOfOldSystems(lacking: [
      .tokenBinding, SchannelExtensions.tokenBindingDraft,
    ]),
    asksForTicket: true)

  /// Schannel of Windows 10, version 1607: the first with ECDHE_RSA and GCM, and with x25519.
  static let server2016 = SystemProfile(
    .v2016, highestVersion: .tls12, defaults: [SchannelSuites.server2016],
    omissions: [SchannelSuites.rc4], optionalSuites: SchannelSuites.weak + SchannelSuites.preshared,
    groups: SchannelExtensions.curvesOnDemand, schemes: SchannelExtensions.schemesWithPSS,
    extensionOrders: [SchannelExtensions.renegotiationLast], asksForTicket: true)

  /// Schannel of Windows 10, version 1809: without DSS, RC4 and DHE_RSA with CBC.
  static let server2019 = SystemProfile(
    .v2019, highestVersion: .tls12, defaults: [SchannelSuites.server2019],
    omissions: [SchannelSuites.finiteField],
    optionalSuites: SchannelSuites.withdrawn + SchannelSuites.weak + SchannelSuites.preshared,
    groups: SchannelExtensions.curvesOnDemand, schemes: SchannelExtensions.schemesWithPSS,
    extensionOrders: [SchannelExtensions.renegotiationLast], asksForTicket: true)

  /// The first with TLS 1.3. Programs with SCH_USE_STRONG_CRYPTO offer no 3DES; those of WinINet no DHE
  /// either.
  static let server2022 = SystemProfile(
    .v2022, highestVersion: .tls13, defaults: [SchannelSuites.server2022],
    omissions: [
      SchannelSuites.tripleDES, SchannelSuites.finiteField,
      SchannelSuites.tripleDES + SchannelSuites.finiteField,
    ],
    optionalSuites: SchannelSuites.chaCha20 + SchannelSuites.withdrawn + SchannelSuites.weak
      + SchannelSuites.preshared,
    groups: SchannelExtensions.curvesOnDemand, schemes: SchannelExtensions.schemesWithPSS,
    extensionOrders: [SchannelExtensions.withTLS13, SchannelExtensions.renegotiationLast],
    asksForTicket: true)

  /// Without DHE and 3DES; hybrid groups exist but are off by default.
  static let server2025 = SystemProfile(
    .v2025, highestVersion: .tls13, defaults: [SchannelSuites.server2025], omissions: [],
    optionalSuites: SchannelSuites.finiteField + SchannelSuites.tripleDES + SchannelSuites.chaCha20
      + SchannelSuites.withdrawn + SchannelSuites.weak + SchannelSuites.preshared,
    groups: SchannelExtensions.curvesOnDemand + SchannelExtensions.hybridGroups,
    schemes: SchannelExtensions.schemesWithPSS,
    extensionOrders: [SchannelExtensions.withTLS13, SchannelExtensions.renegotiationLast],
    asksForTicket: true)
}
