import Protocols

extension SystemProfile {
  /// DHE and 3DES are no longer offered; hybrid groups exist, and are off by default.
  static let server2025 = SystemProfile(
    .v2025, highestVersion: .tls13, defaults: [SchannelSuites.server2025], omissions: [],
    optionalSuites: SchannelSuites.finiteField + SchannelSuites.tripleDES + SchannelSuites.chaCha20
      + SchannelSuites.withdrawn + SchannelSuites.weak + SchannelSuites.preshared,
    groups: SchannelExtensions.curvesOnDemand + SchannelExtensions.hybridGroups,
    schemes: SchannelExtensions.schemesWithPSS,
    extensionOrders: [SchannelExtensions.withTLS13, SchannelExtensions.renegotiationLast],
    asksForTicket: true)
}
