/// Names of keys of the registry that are read, and of those around them.
enum RegistryNames {
  static func contains(_ part: Substring) -> Bool { names.contains(part.lowercased()) }

  /// Whether a path without a root key is one of the registry, which has more parts than the name of an
  /// account.
  static func contains(path: [Substring]) -> Bool {
    if path == ["Microsoft.PowerShell.Core", "Registry"] { return true }
    return path.count > 2 && roots.contains(path[0].lowercased())
      && path.allSatisfy { contains($0) || KnownText.contains(String($0)) }
  }

  private static let roots: Set<String> = ["software", "system"]

  private static let names: Set<String> = Set(
    """
    hkey_local_machine hkey_users hkey_current_user hkey_classes_root hklm hkcu hku hkcr system software
    currentcontrolset controlset001 controlset002 controlset003 control securityproviders schannel protocols
    ciphers hashes keyexchangealgorithms ciphersuites microsoft .netframework v2.0.50727 v4.0.30319
    wow6432node policies windows currentversion windowsupdate wsus setup nt cryptography configuration ssl
    local 00010002 00010003 default functions internet winhttp update services server lsa fips
    fipsalgorithmpolicy http parameters 56/56 128/128 168/168 40/128 56/128 64/128 256/256 unihello
    multi-protocol s-1-5-18 s-1-5-19 s-1-5-20 .default au
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
