/// A kind of file that the WSUS server's administrator can hand over. The raw value is its name in reports, the
/// same as in ``RequestedEvidence`` where it stands there.
package enum ServerFileKind: String, CaseIterable, Hashable, Sendable {
  case softwareDistributionLog = "SoftwareDistribution.log"
  case wsyncmgrLog = "Wsyncmgr.log"
  case groupPolicyReport = "GPReport.html"
  case registryExport = "registry.reg"
  case workerProcessConfiguration = "w3wp.exe.config"
  /// What PowerShell prints of the WSUS configuration: the address of the update service.
  case updateSource = "MUUrl"

  /// What the report asks for by that name; nil for what it has no name for.
  package var requestedEvidence: RequestedEvidence? { RequestedEvidence(rawValue: rawValue) }
}
