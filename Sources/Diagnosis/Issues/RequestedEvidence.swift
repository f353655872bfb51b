/// A file of the WSUS server that would decide. The raw value is its name in the report.
package enum RequestedEvidence: String, CaseIterable, Hashable, Sendable {
  /// SCHANNEL lines after a service start, and the component that failed (w3wp imports, WsusService
  /// synchronises).
  case softwareDistributionLog = "SoftwareDistribution.log"
  /// The site server's log: failures of ImportUpdateFromCatalogSite.
  case wsyncmgrLog = "Wsyncmgr.log"
  /// The report of `gpresult /scope computer /h GPReport.html`: SSL Cipher Suite Order.
  case groupPolicyReport = "GPReport.html"
  /// An export of the Schannel, cipher suite and .NET Framework keys.
  case registryExport = "registry.reg"
  /// `%SystemRoot%\system32\inetsrv\w3wp.exe.config`, if there is one.
  case workerProcessConfiguration = "w3wp.exe.config"
  /// A capture of the whole session, from before the first SYN, with whole packets.
  case fullCapture = "capture"

  /// Lines for an elevated prompt that produce or locate the file.
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

/// The files to collect to decide or confirm a finding, the most useful first. Files that were given are not
/// requested again, except a log without a start of the service.
package func requestedEvidence(for finding: Finding) -> [RequestedEvidence] {
  guard case .verdict(let verdict) = finding.code else { return [] }
  let byConfidence: [RequestedEvidence] = finding.confidence == .possible ? [.fullCapture] : []
  guard let issue = finding.issue else { return byConfidence }
  let given = issue.files.flatMap(\.equivalents)
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
    // Configuration Manager's log overrides everything else, so it is requested even after a decision.
    issue.best == ArticleIssue.synchronizationFailsWithConfigurationManager.rawValue
      ? [] : [.wsyncmgrLog, .softwareDistributionLog, .registryExport]
  case .noCommonCipher: [.groupPolicyReport, .registryExport]
  case nil: []
  }
}

extension ServerFileKind {
  /// The files that one of this kind stands for.
  fileprivate var equivalents: [RequestedEvidence] {
    switch self {
    case .groupPolicyText, .groupPolicyXML: [.groupPolicyReport]
    case .registryQuery: [.registryExport]
    case .softwareDistributionLog, .wsyncmgrLog, .groupPolicyReport, .registryExport,
      .workerProcessConfiguration:
      requestedEvidence.map { [$0] } ?? []
    case .configurationManagerLog, .controlManagerLog, .eventLog, .consoleError, .commandOutput,
      .updateSource:
      []
    }
  }
}
