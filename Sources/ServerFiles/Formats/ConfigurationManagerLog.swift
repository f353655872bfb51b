import Diagnosis

extension ServerFileFormat {
  /// The log of Configuration Manager's WSUS Configuration Manager, which connects to the WSUS API.
  static let configurationManagerLog = ServerFileFormat(
    kind: .configurationManagerLog, recognises: SiteServerLog.configuration.recognises,
    read: SiteServerLog.configuration.read)
}
