/// A SOAP operation of a WSUS server, one of those that [MS-WSUSSS] (sections 3.1.4 and 6) and [MS-WUSP] (section 2.2.2)
/// name. A name that neither knows is not kept: it is text of the network.
package struct WSUSOperation: Hashable, Sendable {
  /// From 1; 0 is no operation, or one that is not known.
  package let rawValue: UInt8

  package static let unknown = WSUSOperation(rawValue: 0)

  package init(rawValue: UInt8) {
    self.rawValue = Int(rawValue) < Self.names.count ? rawValue : 0
  }

  /// Unknown for a name that is not in the specifications.
  init(name: ArraySlice<UInt8>) {
    let index = Self.names.firstIndex { $0.utf8.elementsEqual(name) }
    rawValue = UInt8(index ?? 0)
  }

  /// The last part of a SOAPAction, which is a URI in quotation marks (SOAP 1.1, section 6.1.1).
  init(action: ArraySlice<UInt8>) {
    let uri = action.filter { $0 != UInt8(ascii: "\"") }[...]
    let slash = uri.lastIndex { $0 == UInt8(ascii: "/") }
    self.init(name: slash.map { uri[($0 + 1)...] } ?? uri)
  }

  /// Nil for an unknown operation.
  package var name: String? { rawValue == 0 ? nil : Self.names[Int(rawValue)] }

  /// Whether only a downstream server calls it, of a service that clients call too ([MS-WSUSSS], section 3.2.4.5).
  package var isRollup: Bool { Self.rollups.contains(rawValue) }

  private static let names = [
    "", "GetAuthConfig", "GetAuthorizationCookie", "GetCookie", "GetConfigData", "GetRevisionIdList",
    "GetUpdateData", "GetDriverIdList", "GetDriverSetData", "GetRelatedRevisionsForUpdates", "GetDeployments",
    "DownloadFiles", "GetUpdateDecryptionData", "Ping", "GetRollupConfiguration", "RollupDownstreamServers",
    "RollupComputers", "GetOutOfSyncComputers", "RollupComputerStatus", "GetConfig", "RegisterComputer",
    "StartCategoryScan", "SyncUpdates", "SyncPrinterCatalog", "RefreshCache", "GetExtendedUpdateInfo",
    "GetExtendedUpdateInfo2", "GetFileLocations", "ReportEventBatch", "ReportEventBatch2",
    "GetRequiredInventoryType", "ReportInventory",
  ]

  /// The places of GetRollupConfiguration to RollupComputerStatus.
  private static let rollups: ClosedRange<UInt8> = 14...18
}
