import Protocols

extension WindowsServer {
  /// Whether a policy names suites of ECDHE together with their curve, as `…_P256`: so before Windows 10 ("TLS Cipher
  /// Suites in Windows 10 v1607", note). There the suites' order decides the order of curves too.
  package var endsSuitesInCurves: Bool {
    switch self {
    case .v2008R2, .v2012, .v2012R2: true
    case .v2016, .v2019, .v2022, .v2025: false
    }
  }
}

extension SystemProfile {
  /// How a policy of the system spells a suite: once, or once for each curve that it can be used with.
  ///
  /// - Parameter groups: The curves that the server takes; nil when that is not known.
  func spellings(of suite: CipherSuite, groups: [NamedGroup]?) -> [String] {
    guard implements(suite), let name = suite.name else { return [] }
    guard system.endsSuitesInCurves, suite.keyExchange == .ecdhe else { return [name] }
    return suite.curvesBefore2016.filter { groups?.contains($0.group) ?? true }.map { "\(name)_\($0.suffix)" }
  }

  /// The names of curves, in the spelling of "ECC Curve Order", that the system knows of these groups.
  func curveNames(_ groups: [NamedGroup]) -> [String] {
    groups.filter(self.groups.contains).compactMap { group in
      Self.curveNames.first { $0.group == group }?.name
    }
  }

  /// The curves that servers take in practice.
  private static let curveNames: [(group: NamedGroup, name: String)] = [
    (.x25519, "curve25519"), (.secp256r1, "NistP256"), (.secp384r1, "NistP384"), (.secp521r1, "NistP521"),
  ]
}

extension CipherSuite {
  /// The curves that the names of the suite end in by default; with ECDSA and SHA-384 that is P-384 alone.
  fileprivate var curvesBefore2016: [(group: NamedGroup, suffix: String)] {
    let needsP384 = authentication == .ecdsa && name?.hasSuffix("SHA384") == true
    return (needsP384 ? [] : [(.secp256r1, "P256")]) + [(.secp384r1, "P384")]
  }
}
