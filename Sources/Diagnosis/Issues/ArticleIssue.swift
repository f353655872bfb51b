/// The issues of the article "Troubleshoot WSUS synchronization and import issues", by their numbers.
package enum ArticleIssue: Int, CaseIterable, Hashable, Sendable {
  /// Import by hand fails, synchronisation works: the import cannot use TLS 1.2.
  case importFails = 1
  /// Import by hand fails once TLS 1.0 and 1.1 are disabled: no version is left for it.
  case importFailsAfterHardening = 2
  /// Synchronisation fails on Windows Server 2012 and 2012 R2 without a Monthly Rollup.
  case synchronizationFailsWithoutRollup = 3
  /// Synchronisation fails with Configuration Manager, which imports Surface drivers.
  case synchronizationFailsWithConfigurationManager = 4
  /// Synchronisation fails because the cipher suites are limited.
  case limitedCiphers = 5

  /// The systems that the article names for the issue.
  package var systems: [WindowsServer] {
    self == .synchronizationFailsWithoutRollup
      ? [.v2012, .v2012R2] : [.v2012, .v2012R2, .v2016, .v2019]
  }

  /// How it shows on the wire.
  package var symptom: Verdict.Symptom {
    switch self {
    case .importFails, .synchronizationFailsWithoutRollup: .versionTooLow
    case .importFailsAfterHardening, .synchronizationFailsWithConfigurationManager: .clientEndsSilently
    case .limitedCiphers: .noCommonCipher
    }
  }

  package var verdicts: [Verdict] { Verdict.allCases.filter { $0.properties.symptom == symptom } }

  /// Only synchronisation fails for want of a rollup, and it does not use the catalogue's site.
  package var roles: [EndpointRole] {
    self == .synchronizationFailsWithoutRollup
      ? [.sync, .legacySync] : [.sync, .legacySync, .catalog]
  }
}

package enum WindowsServer: String, CaseIterable, Hashable, Sendable {
  case v2008R2 = "Windows Server 2008 R2"
  case v2012 = "Windows Server 2012"
  case v2012R2 = "Windows Server 2012 R2"
  case v2016 = "Windows Server 2016"
  case v2019 = "Windows Server 2019"
  case v2022 = "Windows Server 2022"
  case v2025 = "Windows Server 2025"
}
