import Protocols

/// What systems can add to their policies for a common suite. Each entry alone is enough.
package struct SuiteAddition: Hashable, Sendable {
  /// The systems to which it applies, the oldest first.
  package var systems: [WindowsServer]
  package var likely: [WindowsServer]
  /// Names for "SSL Cipher Suite Order" and the `Functions` value, the endpoint's first choice first.
  package var cipherSuites: [String]
  package var curves: [String]
}

extension SuiteAddition {
  /// What each system can add, those that the hello looks like first; equal additions are merged.
  ///
  /// Windows Server 2008 R2, too old to synchronise today, counts only when the hello looks like its.
  static func all(
    likely: [WindowsServer], _ names: (SystemProfile) -> (cipherSuites: [String], curves: [String])
  ) -> [SuiteAddition] {
    var additions: [SuiteAddition] = []
    for profile in SystemProfileRegistry.profiles
    where profile.system != .v2008R2 || likely.contains(.v2008R2) {
      let (suites, curves) = names(profile)
      if suites.isEmpty, curves.isEmpty { continue }
      let place = additions.firstIndex { $0.cipherSuites == suites && $0.curves == curves }
      if let place {
        additions[place].systems.append(profile.system)
      } else {
        additions.append(
          SuiteAddition(systems: [profile.system], likely: [], cipherSuites: suites, curves: curves))
      }
    }
    for place in additions.indices {
      additions[place].likely = additions[place].systems.filter(likely.contains)
    }
    return additions.filter { !$0.likely.isEmpty } + additions.filter(\.likely.isEmpty)
  }
}

extension WindowsServer {
  /// Whether a policy names ECDHE suites with their curve, as `…_P256`: before Windows 10 ("TLS Cipher Suites
  /// in Windows 10 v1607", note).
  package var endsSuitesInCurves: Bool {
    switch self {
    case .v2008R2, .v2012, .v2012R2: true
    case .v2016, .v2019, .v2022, .v2025: false
    }
  }
}

extension SystemProfile {
  /// How a policy of the system writes a suite: once, or once for each curve it can be used with.
  /// - Parameter groups: the curves that the server accepts; nil when unknown.
  func spellings(of suite: CipherSuite, groups: [NamedGroup]?) -> [String] {
    guard implements(suite), let name = suite.name else { return [] }
    guard system.endsSuitesInCurves, suite.keyExchange == .ecdhe else { return [name] }
    return suite.curvesBefore2016.filter { groups?.contains($0.group) ?? true }.map { "\(name)_\($0.suffix)" }
  }

  /// The names of these groups for "ECC Curve Order", as far as the system knows them.
  func curveNames(_ groups: [NamedGroup]) -> [String] {
    groups.filter(self.groups.contains).compactMap { group in
      Self.curveNames.first { $0.group == group }?.name
    }
  }

  /// The curves that servers accept in practice.
  private static let curveNames: [(group: NamedGroup, name: String)] = [
    (.x25519, "curve25519"), (.secp256r1, "NistP256"), (.secp384r1, "NistP384"), (.secp521r1, "NistP521"),
  ]
}

extension CipherSuite {
  /// The curves in the suite's default names; with ECDSA and SHA-384 only P-384.
  fileprivate var curvesBefore2016: [(group: NamedGroup, suffix: String)] {
    let needsP384 = authentication == .ecdsa && name?.hasSuffix("SHA384") == true
    return (needsP384 ? [] : [(.secp256r1, "P256")]) + [(.secp384r1, "P384")]
  }
}
