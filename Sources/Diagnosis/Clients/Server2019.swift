import Protocols

extension SystemProfile {
  /// Schannel of Windows 10, version 1809: DSS, RC4 and DHE_RSA with CBC are no longer offered.
  static let server2019 = SystemProfile(
    .v2019, highestVersion: .tls12, defaults: [SchannelSuites.server2019],
    omissions: [SchannelSuites.finiteField],
    optionalSuites: SchannelSuites.withdrawn + SchannelSuites.weak + SchannelSuites.preshared,
    groups: SchannelExtensions.curvesOnDemand, schemes: SchannelExtensions.schemesWithPSS,
    extensionOrders: [SchannelExtensions.renegotiationLast], asksForTicket: true)
}
