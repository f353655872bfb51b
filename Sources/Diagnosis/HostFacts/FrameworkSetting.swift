/// What the registry says of the TLS versions of one .NET Framework ("Transport Layer Security (TLS) best
/// practices with .NET Framework").
///
/// The key was exported: a value that is nil is not set.
package struct FrameworkSetting: Hashable, Sendable {
  package var version: Version
  /// The key below `WOW6432Node`, which 32-bit programs read.
  package var is32Bit: Bool
  /// `SchUseStrongCrypto`: 1 lets a program that names no version use TLS 1.2.
  package var strongCrypto: UInt32?
  /// `SystemDefaultTlsVersions`: 1 leaves the choice of the version to the system.
  package var systemDefaultTLS: UInt32?
  /// The key's line, and those of the values that are there.
  package var citations: [Citation]

  /// The raw value is the key's name.
  package enum Version: String, CaseIterable, Hashable, Sendable {
    /// .NET Framework 2.0 to 3.5.
    case v2 = "v2.0.50727"
    /// .NET Framework 4 and later.
    case v4 = "v4.0.30319"
  }

  package init(
    version: Version, is32Bit: Bool, strongCrypto: UInt32?, systemDefaultTLS: UInt32?, citations: [Citation]
  ) {
    self.version = version
    self.is32Bit = is32Bit
    self.strongCrypto = strongCrypto
    self.systemDefaultTLS = systemDefaultTLS
    self.citations = citations
  }
}
