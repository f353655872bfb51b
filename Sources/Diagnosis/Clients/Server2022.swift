import Protocols

extension SystemProfile {
  /// The first with TLS 1.3. Programs that set SCH_USE_STRONG_CRYPTO offer no 3DES; those of WinINet no DHE either,
  /// which leaves the default list of Windows Server 2025.
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
}
