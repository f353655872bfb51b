import Protocols

extension SystemProfile {
  /// Schannel of Windows 7. TLS 1.2 is off until a registry value turns it on. WSUS is version 3.0 there.
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
}
