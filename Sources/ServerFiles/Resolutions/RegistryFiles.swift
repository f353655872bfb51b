import Diagnosis

/// A registry file of version 5 as regedit writes it: UTF-16 with a byte order mark, lines that end in CR LF.
///
///     Windows Registry Editor Version 5.00
///
///     [HKEY_LOCAL_MACHINE\SOFTWARE\…]
///     "Name"=dword:00000001
struct RegistryText {
  private var lines = ["Windows Registry Editor Version 5.00"]

  mutating func add(key: String) { lines += ["", "[HKEY_LOCAL_MACHINE\\\(key)]"] }

  mutating func add(_ name: String, number: UInt32) {
    let digits = String(number, radix: 16)
    lines.append("\"\(name)\"=dword:" + String(repeating: "0", count: 8 - digits.count) + digits)
  }

  /// Backslashes and quotation marks are escaped.
  mutating func add(_ name: String, text: String) {
    let escaped = text.map { $0 == "\\" || $0 == "\"" ? "\\\($0)" : String($0) }.joined()
    lines.append("\"\(name)\"=\"\(escaped)\"")
  }

  var bytes: [UInt8] {
    let text = "\u{feff}" + lines.joined(separator: "\r\n") + "\r\n"
    return text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
  }
}

/// The registry files that are the same for every server.
enum RegistryFiles {
  /// Enables TLS 1.2 for clients in Schannel ("Transport Layer Security (TLS) registry settings").
  static let modernProtocol: ResolutionFile = {
    var text = RegistryText()
    text.add(
      key: #"SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Client"#)
    text.add("Enabled", number: 1)
    text.add("DisabledByDefault", number: 0)
    return ResolutionFile(name: "enable-tls12.reg", bytes: text.bytes, step: .enableModernProtocol)
  }()

  /// Lets .NET Framework use TLS 1.2: both values, both versions, 64-bit and 32-bit ("Transport Layer
  /// Security (TLS) best practices with .NET Framework", section "Configuring security via the Windows
  /// Registry").
  static let strongCryptography: ResolutionFile = {
    var text = RegistryText()
    for root in ["SOFTWARE\\Microsoft", "SOFTWARE\\WOW6432Node\\Microsoft"] {
      for version in FrameworkSetting.Version.allCases {
        text.add(key: "\(root)\\.NETFramework\\\(version.rawValue)")
        text.add("SchUseStrongCrypto", number: 1)
        text.add("SystemDefaultTlsVersions", number: 1)
      }
    }
    return ResolutionFile(name: "dotnet-tls12.reg", bytes: text.bytes, step: .enableStrongCryptography)
  }()
}
