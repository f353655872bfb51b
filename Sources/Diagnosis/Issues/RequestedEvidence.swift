/// A file of the WSUS server that would decide what the capture leaves open. The raw value is its name in the
/// report.
package enum RequestedEvidence: String, CaseIterable, Hashable, Sendable {
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

/// What to collect so that a finding can be decided, or be surer; the most telling first. Files that were given
/// are not asked for again, but for a log that does not reach back to a start of the service.
package func toBeSurer(for finding: Finding) -> [RequestedEvidence] {
  guard case .verdict(let verdict) = finding.code else { return [] }
  let byConfidence: [RequestedEvidence] = finding.confidence == .possible ? [.fullCapture] : []
  guard let issue = finding.issue else { return byConfidence }
  let given = issue.files.compactMap(\.requestedEvidence)
  let isLogShort = issue.best == nil && verdict == .versionReject
  let wanted = files(for: verdict, issue).filter {
    !given.contains($0) || $0 == .softwareDistributionLog && isLogShort
  }
  return wanted + byConfidence
}

private func files(for verdict: Verdict, _ issue: IssueAssessment) -> [RequestedEvidence] {
  switch verdict.properties.symptom {
  case .versionTooLow:
    issue.best == nil ? [.softwareDistributionLog, .workerProcessConfiguration, .registryExport] : []
  case .clientEndsSilently:
    // Configuration Manager's log decides against everything else, so it is asked for also behind a decision.
    issue.best == ArticleIssue.synchronizationFailsWithConfigurationManager.rawValue
      ? [] : [.wsyncmgrLog, .softwareDistributionLog, .registryExport]
  case .noCommonCipher: [.groupPolicyReport, .registryExport]
  case nil: []
  }
}
