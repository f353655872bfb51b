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
  /// A key below `SCHANNEL\Ciphers`, `Hashes` or `KeyExchangeAlgorithms`.
  case algorithm(AlgorithmSetting.Group, name: String)
  /// `SYSTEM\Select`, which tells the control set in use.
  case controlSetSelection

  /// Reads `[HKEY_LOCAL_MACHINE\…]`; nil for any other key, and for `[-…]`, which deletes one.
  init?(line: String) {
    guard let open = line.firstIndex(of: "["), let close = line.lastIndex(of: "]"), open < close else {
      return nil
    }
    self.init(path: String(line[line.index(after: open)..<close]))
  }

  /// Reads `HKEY_LOCAL_MACHINE\…`.
  init?(path: String) {
    let parts = path.split(separator: "\\", omittingEmptySubsequences: false)
    guard let root = parts.first, ["hkey_local_machine", "hklm", "hklm:"].contains(root.lowercased()) else {
      return nil
    }
    var names = parts.dropFirst().map(String.init)
    if Self.controlSet(names) != nil { names[1] = "CurrentControlSet" }
    self.init(path: names.map { $0.lowercased() }, names: names)
  }

  private init?(path: [String], names: [String]) {
    if let key = Self.fixed[path] {
      self = key
      return
    }
    if path.count == Self.channelPath.count + 2, path.starts(with: Self.channelPath),
      let group = AlgorithmSetting.Group.allCases.first(where: {
        $0.rawValue.lowercased() == path[path.count - 2]
      })
    {
      self = .algorithm(group, name: names[names.count - 1])
      return
    }
    let protocols = Self.protocolsPath
    guard path.count == protocols.count + 2, path.starts(with: protocols) else { return nil }
    let side = path[path.count - 1]
    guard side == "client" || side == "server" else { return nil }
    self = .protocolSide(name: names[names.count - 2], role: side == "client" ? .client : .server)
  }

  /// The number of a key below `SYSTEM\ControlSet001` or another set, which may not be the one in use; nil below
  /// `CurrentControlSet` and outside of `SYSTEM`.
  static func controlSet(path: String) -> Int? {
    controlSet(path.split(separator: "\\", omittingEmptySubsequences: false).dropFirst().map(String.init))
  }

  private static func controlSet(_ names: [String]) -> Int? {
    guard names.count > 2, names[0].lowercased() == "system" else { return nil }
    let set = names[1].lowercased()
    guard set.hasPrefix("controlset"), set.utf8.count == 13 else { return nil }
    return Int(set.dropFirst(10))
  }

  /// Whether it is below `SYSTEM\CurrentControlSet`.
  var isOfControlSet: Bool {
    switch self {
    case .localCiphers, .protocols, .protocolSide, .computerName, .algorithm: true
    case .cipherPolicy, .framework, .windowsVersion, .controlSetSelection: false
    }
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
    case .algorithm: ["enabled"]
    case .controlSetSelection: ["current"]
    }
  }

  private static let channelPath = [
    "system", "currentcontrolset", "control", "securityproviders", "schannel",
  ]
  private static let protocolsPath = channelPath + ["protocols"]

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
      ["system", "select"]: .controlSetSelection,
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
