import Protocols

extension SystemProfile {
  /// Schannel of Windows 8.1. Without the update of 2016 its list is that of Windows Server 2012: only the suites
  /// of DHE_RSA with CBC tell the two apart.
  static let server2012R2 = SystemProfile(
    .v2012R2, highestVersion: .tls12,
    defaults: [SchannelSuites.extended, SchannelSuites.renewed, SchannelSuites.original],
    omissions: [SchannelSuites.rc4], optionalSuites: SchannelSuites.weak, groups: SchannelExtensions.curves,
    schemes: SchannelExtensions.schemes,
    extensionOrders: SchannelExtensions.ordersOfOldSystems(lacking: [
      .tokenBinding, SchannelExtensions.tokenBindingDraft,
    ]),
    asksForTicket: true)
}
