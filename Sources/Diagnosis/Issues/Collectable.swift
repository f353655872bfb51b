/// A file of the WSUS server that would decide what the capture leaves open. The raw value is its name in the
/// report.
package enum Collectable: String, CaseIterable, Hashable, Sendable {
  /// `%ProgramFiles%\Update Services\LogFiles\SoftwareDistribution.log`: the SCHANNEL lines after a service
  /// start, and the component that failed (w3wp imports, WsusService synchronises).
  case softwareDistributionLog = "SoftwareDistribution.log"
  /// The log of Configuration Manager's site server: failures of ImportUpdateFromCatalogSite.
  case wsyncmgrLog = "Wsyncmgr.log"
  /// The report of `gpresult /scope computer /h GPReport.html`: SSL Cipher Suite Order.
  case groupPolicyReport = "GPReport.html"
  /// An export of the Schannel, cipher suite and .NET Framework keys.
  case registryExport = "registry.reg"
  /// `%SystemRoot%\system32\inetsrv\w3wp.exe.config`, if there is one.
  case workerProcessConfiguration = "w3wp.exe.config"
  /// A capture of the whole session, from before the first SYN, with whole packets.
  case fullCapture = "capture"

  /// What makes the file or shows where it is; each an exact line for an elevated prompt.
  package var commands: [String] {
    switch self {
    case .softwareDistributionLog:
      ["net stop WsusService", "net start WsusService", "iisreset"]
    case .wsyncmgrLog: []
    case .groupPolicyReport: ["gpresult /scope computer /h GPReport.html"]
    case .registryExport: Self.exports
    case .workerProcessConfiguration: [#"type "%SystemRoot%\system32\inetsrv\w3wp.exe.config""#]
    case .fullCapture: ResolutionStep.captureAgain.commands
    }
  }

  private static let exports = [
    #"reg export "HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols" schannel.reg"#,
    #"reg export "HKLM\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002" suites.reg"#,
    #"reg export "HKLM\SOFTWARE\Microsoft\.NETFramework" dotnet64.reg"#,
    #"reg export "HKLM\SOFTWARE\WOW6432Node\Microsoft\.NETFramework" dotnet32.reg"#,
  ]
}

/// What to collect so that a finding can be decided, or be surer; the most telling first.
package func toBeSurer(for finding: Finding) -> [Collectable] {
  guard case .verdict(let verdict) = finding.code else { return [] }
  let byConfidence: [Collectable] = finding.confidence == .possible ? [.fullCapture] : []
  guard let issue = finding.issue else { return byConfidence }
  switch verdict {
  case .versionReject:
    return
      (issue.best == nil ? [.softwareDistributionLog, .workerProcessConfiguration, .registryExport] : [])
      + byConfidence
  case .clientFin, .clientReset:
    return [.wsyncmgrLog, .softwareDistributionLog, .registryExport] + byConfidence
  case .noCommonCipher: return [.groupPolicyReport, .registryExport] + byConfidence
  default: return byConfidence
  }
}
