import Protocols

extension SystemProfile {
  /// Schannel of Windows 10, version 1607: the first with ECDHE_RSA and GCM, and with x25519.
  static let server2016 = SystemProfile(
    .v2016, highestVersion: .tls12, defaults: [SchannelSuites.server2016],
    omissions: [SchannelSuites.rc4], optionalSuites: SchannelSuites.weak + SchannelSuites.preshared,
    groups: SchannelExtensions.curvesOnDemand, schemes: SchannelExtensions.schemesWithPSS,
    extensionOrders: [SchannelExtensions.renegotiationLast], asksForTicket: true)
}
