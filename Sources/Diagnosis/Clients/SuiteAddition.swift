import Protocols

/// What systems can add to their policies so that a handshake finds something in common. Each entry alone is enough.
package struct SuiteAddition: Hashable, Sendable {
  /// The systems for which it holds, the oldest first.
  package var systems: [WindowsServer]
  /// Those of them that the hello looks like.
  package var likely: [WindowsServer]
  /// Names for "SSL Cipher Suite Order" and the Functions value, the endpoint's first choice first.
  package var cipherSuites: [String]
  /// Names for "ECC Curve Order".
  package var curves: [String]
}

extension SuiteAddition {
  /// What each system can add, those that the hello looks like first; systems that can add the same stand together.
  ///
  /// Windows Server 2008 R2, on which WSUS does not synchronise with today's endpoints, has a place only when the
  /// hello looks like its.
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
