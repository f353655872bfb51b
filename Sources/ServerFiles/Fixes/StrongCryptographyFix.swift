import Diagnosis

/// Lets .NET Framework use TLS 1.2: both values, for both versions and for 64-bit and 32-bit programs ("Transport
/// Layer Security (TLS) best practices with .NET Framework", section "Configuring security via the Windows
/// Registry").
enum StrongCryptographyFix {
  static let file: FixFile = {
    var text = RegistryText()
    for root in ["SOFTWARE\\Microsoft", "SOFTWARE\\WOW6432Node\\Microsoft"] {
      for version in FrameworkSetting.Version.allCases {
        text.add(key: "\(root)\\.NETFramework\\\(version.rawValue)")
        text.add("SchUseStrongCrypto", number: 1)
        text.add("SystemDefaultTlsVersions", number: 1)
      }
    }
    return FixFile(name: "dotnet-tls12.reg", bytes: text.bytes, step: .enableStrongCryptography)
  }()
}
