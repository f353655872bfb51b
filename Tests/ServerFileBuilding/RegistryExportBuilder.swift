/// Builds an export of the registry as regedit writes it.
package struct RegistryExportBuilder: Sendable {
  package enum Version: String, CaseIterable, Sendable {
    /// `Windows Registry Editor Version 5.00`.
    case five
    /// `REGEDIT4`, in the ANSI code page.
    case four
  }

  package let version: Version
  package private(set) var lines: [String]

  package init(_ version: Version = .five) {
    self.version = version
    lines = [version == .five ? "Windows Registry Editor Version 5.00" : "REGEDIT4"]
  }

  package var text: String { lines.map { $0 + "\n" }.joined() + "\n" }
  package var nextLine: Int { lines.count + 1 }

  /// - Parameter path: below HKEY_LOCAL_MACHINE.
  package mutating func addKey(_ path: String) {
    lines += ["", #"[HKEY_LOCAL_MACHINE\\#(path)]"#]
  }

  package mutating func addNumber(_ name: String, _ value: UInt32) {
    let digits = String(value, radix: 16)
    lines.append(#""\#(name)"=dword:"# + String(repeating: "0", count: 8 - digits.count) + digits)
  }

  package mutating func addText(_ name: String, _ value: String) {
    let escaped = value.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\")
      .split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
    lines += #""\#(name)"="\#(escaped)""#.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
  }

  /// REG_MULTI_SZ, over as many lines as it takes.
  package mutating func addTexts(_ name: String, _ values: [String]) {
    addHexadecimal(name, kind: 7, (values + [""]).map { $0 + "\0" }.joined())
  }

  /// Characters as bytes: UTF-16 in version 5, the code page (here ASCII) in version 4.
  package mutating func addHexadecimal(_ name: String, kind: Int, _ text: String) {
    let bytes =
      version == .five
      ? text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] } : Array(text.utf8)
    var line = #""\#(name)"=hex(\#(kind)):"#
    for (index, byte) in bytes.enumerated() {
      let digits = (byte < 16 ? "0" : "") + String(byte, radix: 16)
      line += digits + (index + 1 < bytes.count ? "," : "")
      // regedit breaks a line before its 80th column.
      if line.count > 76, index + 1 < bytes.count {
        lines.append(line + "\\")
        line = "  "
      }
    }
    lines.append(line)
  }

  /// The key of a protocol for one side.
  package mutating func addProtocol(
    _ name: String, _ side: String, enabled: UInt32?, disabledByDefault: UInt32?
  ) {
    addKey(#"SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\\#(name)\\#(side)"#)
    if let enabled { addNumber("Enabled", enabled) }
    if let disabledByDefault { addNumber("DisabledByDefault", disabledByDefault) }
  }

  package mutating func addFramework(
    _ version: String, is32Bit: Bool, strongCrypto: UInt32?, systemDefault: UInt32?
  ) {
    addKey(#"SOFTWARE\\#(is32Bit ? #"WOW6432Node\"# : "")Microsoft\.NETFramework\\#(version)"#)
    addKeyFiller()
    if let strongCrypto { addNumber("SchUseStrongCrypto", strongCrypto) }
    if let systemDefault { addNumber("SystemDefaultTlsVersions", systemDefault) }
  }

  private mutating func addKeyFiller() {
    addNumber("AspNetEnforceViewStateMac", 1)
  }
}
