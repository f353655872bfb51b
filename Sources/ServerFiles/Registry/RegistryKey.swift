import Diagnosis

/// A key whose values are evidence.
enum RegistryKey: Hashable {
  /// `SOFTWARE\Policies\…\SSL\00010002`: the suites that a policy wrote.
  case cipherPolicy
  /// `SYSTEM\…\Cryptography\Configuration\Local\SSL\00010002`: the suites of this server.
  case localCiphers
  /// `SYSTEM\…\SCHANNEL\Protocols`, and the keys of a protocol for one side below it.
  case protocols
  case protocolSide(name: String, role: Role)
  case framework(FrameworkSetting.Version, is32Bit: Bool)
  case windowsVersion
  case computerName

  /// Reads `[HKEY_LOCAL_MACHINE\…]`; nil for any other key, and for `[-…]`, which deletes one.
  init?(line: String) {
    guard let open = line.firstIndex(of: "["), let close = line.lastIndex(of: "]"), open < close else {
      return nil
    }
    let path = line[line.index(after: open)..<close].split(separator: "\\", omittingEmptySubsequences: false)
    guard let root = path.first, ["hkey_local_machine", "hklm"].contains(root.lowercased()) else {
      return nil
    }
    self.init(path: path.dropFirst().map { $0.lowercased() }, names: path.dropFirst().map(String.init))
  }

  private init?(path: [String], names: [String]) {
    if let key = Self.fixed[path] {
      self = key
      return
    }
    // In addition to CurrentControlSet an export may contain ControlSet001, which may not be the current one.
    let protocols = Self.protocolsPath
    guard path.count == protocols.count + 2, path.starts(with: protocols) else { return nil }
    let side = path[path.count - 1]
    guard side == "client" || side == "server" else { return nil }
    self = .protocolSide(name: names[names.count - 2], role: side == "client" ? .client : .server)
  }

  /// The values that are evidence, in lower case.
  var values: Set<String> {
    switch self {
    case .cipherPolicy, .localCiphers: ["functions"]
    case .protocols: []
    case .protocolSide: ["enabled", "disabledbydefault"]
    case .framework: ["schusestrongcrypto", "systemdefaulttlsversions"]
    case .windowsVersion: ["productname", "currentbuild", "currentbuildnumber"]
    case .computerName: ["computername"]
    }
  }

  private static let protocolsPath =
    ["system", "currentcontrolset", "control", "securityproviders", "schannel", "protocols"]

  /// Paths below HKEY_LOCAL_MACHINE in lower case: the registry does not tell case apart.
  private static let fixed: [[String]: RegistryKey] = {
    var fixed: [[String]: RegistryKey] = [
      ["software", "policies", "microsoft", "cryptography", "configuration", "ssl", "00010002"]:
        .cipherPolicy,
      [
        "system", "currentcontrolset", "control", "cryptography", "configuration", "local", "ssl", "00010002",
      ]: .localCiphers,
      protocolsPath: .protocols,
      ["software", "microsoft", "windows nt", "currentversion"]: .windowsVersion,
      ["system", "currentcontrolset", "control", "computername", "computername"]: .computerName,
    ]
    for version in FrameworkSetting.Version.allCases {
      fixed[["software", "microsoft", ".netframework", version.rawValue]] = .framework(
        version, is32Bit: false)
      fixed[["software", "wow6432node", "microsoft", ".netframework", version.rawValue]] =
        .framework(version, is32Bit: true)
    }
    return fixed
  }()
}
