import Protocols

/// How the suites of a hello follow from a default list.
package enum SuiteOrder: String, CaseIterable, Hashable, Sendable {
  /// All of them in their order, except what a program's flags leave out.
  case defaultList = "default"
  /// Some of them in their order: a policy or the registry leaves the others out.
  case shortened
  /// Another order, or suites that are not in the list: a policy set them.
  case reordered
}

/// A system's default list of cipher suites, prepared for comparison with hellos of each version.
struct DefaultSuites: Sendable {
  private struct Variants: Sendable {
    let full: [CipherSuite]
    let whole: [[CipherSuite]]

    init(_ suites: [CipherSuite], _ omissions: [[CipherSuite]]) {
      full = suites
      whole = [suites] + omissions.map { omission in suites.filter { !omission.contains($0) } }
    }
  }

  let suites: [CipherSuite]
  private let upToTLS11: Variants
  private let upToTLS12: Variants
  private let upToTLS13: Variants

  init(_ suites: [CipherSuite], omissions: [[CipherSuite]]) {
    self.suites = suites
    upToTLS11 = Variants(suites.filter { $0.lowestVersion < .tls12 }, omissions)
    upToTLS12 = Variants(suites.filter { $0.lowestVersion < .tls13 }, omissions)
    upToTLS13 = Variants(suites, omissions)
  }

  func order(of offered: [CipherSuite], version: ProtocolVersion) -> SuiteOrder {
    let variants = variants(version)
    if variants.whole.contains(offered) { return .defaultList }
    var rest = variants.full[...]
    for suite in offered {
      guard let place = rest.firstIndex(of: suite) else { return .reordered }
      rest = rest[(place + 1)...]
    }
    return .shortened
  }

  private func variants(_ version: ProtocolVersion) -> Variants {
    if version < .tls12 { return upToTLS11 }
    return version < .tls13 ? upToTLS12 : upToTLS13
  }
}

extension CipherSuite {
  /// The lowest version whose hellos offer the suite: GCM and SHA-2 came with TLS 1.2 (RFC 5246, section 1.2;
  /// RFC 5288, section 4; RFC 5289, section 5).
  var lowestVersion: ProtocolVersion {
    if rawValue >> 8 == 0x13 { return .tls13 }
    let isOld = name.map { $0.hasSuffix("_SHA") || $0.hasSuffix("_MD5") } ?? true
    return isOld ? .tls10 : .tls12
  }
}
