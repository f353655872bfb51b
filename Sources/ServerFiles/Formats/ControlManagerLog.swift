import Diagnosis

extension ServerFileFormat {
  /// The log of Configuration Manager's WSUS Control Manager, which checks the health of WSUS.
  static let controlManagerLog = ServerFileFormat(
    kind: .controlManagerLog, recognises: SiteServerLog.control.recognises, read: SiteServerLog.control.read)
}
