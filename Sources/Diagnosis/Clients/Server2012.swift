import Protocols

extension SystemProfile {
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
}
