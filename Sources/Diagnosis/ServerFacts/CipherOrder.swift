package import Protocols

package struct CipherOrder: Hashable, Sendable {
  package var source: Source
  /// As written, without white space around them, at most ``suiteLimit``.
  package var suites: [String]
  package var faults: [Fault]
  package var citation: Citation
  /// The policy is disabled, so that it sets no order and overrides other policies.
  package var isDisabled = false

  /// Orders that are kept of all files: each may have some tens of kilobytes.
  static let limit = 1024
  /// More names than any Windows knows.
  package static let suiteLimit = 1000

  package enum Source: Hashable, Sendable {
    /// A Group Policy report: the object that won, and what the report calls the setting, in its language.
    case groupPolicy(winningObject: String?, setting: String?)
    /// `Functions` below `SOFTWARE\Policies`: what a policy wrote.
    case policyRegistry
    /// `Functions` under `Control\Cryptography\Configuration\Local`: in effect where no policy is set.
    case localRegistry
    /// What Get-TlsCipherSuite printed: the order in effect, whatever set it.
    case effective
  }

  /// - Parameter text: the list as written, to check its length and spaces.
  package init(source: Source, suites: [String], text: String?, citation: Citation) {
    self.source = source
    self.suites = Array(suites.prefix(Self.suiteLimit))
    self.citation = citation
    faults = CipherSuiteNaming.faults(of: self.suites, text: text)
  }

  /// The suites of the names, each once, in order. A name from before Windows 10 has a curve suffix.
  package var cipherSuites: [CipherSuite] {
    var seen: Set<CipherSuite> = []
    return suites.compactMap { CipherSuiteName($0).suite }.filter { seen.insert($0).inserted }
  }
}

extension CipherOrder {
  package enum Fault: Hashable, Sendable {
    /// The text is longer than ``characterLimit``.
    case tooLong(characters: Int)
    /// White space in the text: names after it are not found.
    case whiteSpace
    /// Unknown suites.
    case unknownNames([String])
    /// These systems have no suite of that name and pass over it.
    case impossibleNames([String], on: [WindowsServer])
    /// The order is empty.
    case empty
    /// The policy's value is not a REG_SZ: Windows ignores it, and the local order holds.
    case wrongType
  }

  /// Characters of the policy ("Manage Transport Layer Security", section "Configuring TLS Cipher Suite
  /// Order").
  package static let characterLimit = 1023
}

extension CipherOrder.Fault {
  package var code: String {
    switch self {
    case .tooLong: "too_long"
    case .whiteSpace: "white_space"
    case .unknownNames: "unknown_names"
    case .impossibleNames: "impossible_names"
    case .empty: "empty"
    case .wrongType: "wrong_type"
    }
  }
}

/// A cipher suite as Windows writes it: IANA's name, before Windows 10 with a curve
/// (`TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384_P384`).
struct CipherSuiteName {
  let suite: CipherSuite?
  /// The suffix without its underscore, such as `P384`.
  let curve: Substring?
  /// A suite of SSL 2.0, which Windows writes `SSL_CK_…`.
  let isSSLv2: Bool

  init(_ text: String) {
    let (name, curve) = Self.parts(of: text)
    let exact = Self.numbers[text]
    suite = (exact ?? Self.numbers[String(name)]).map(CipherSuite.init(rawValue:))
    self.curve = exact == nil ? curve : nil
    isSSLv2 = SSLv2CipherKind.assignments.contains { $0.name == text }
  }

  /// Only ECDHE suites have a curve.
  var isKnown: Bool {
    guard let suite else { return isSSLv2 }
    return curve == nil || suite.keyExchange == .ecdhe
  }

  private static func parts(of text: String) -> (name: Substring, curve: Substring?) {
    guard let mark = text.utf8.lastIndex(of: UInt8(ascii: "_")) else { return (text[...], nil) }
    let suffix = text[text.utf8.index(after: mark)...]
    let isCurve = suffix.utf8.first == UInt8(ascii: "P") && ["P256", "P384", "P521"].contains(suffix)
    return isCurve ? (text[..<mark], suffix) : (text[...], nil)
  }

  private static let numbers = Dictionary(uniqueKeysWithValues: CipherSuite.assignments.map { ($1, $0) })
}

/// What is wrong with an order of names.
/// 1. A policy has at most 1023 characters, with commas and no spaces ("Manage Transport Layer Security",
///    2023).
/// 2. Before Windows 10 an ECDHE suite has its curve in the name, and none is ECDHE_RSA with GCM ("TLS Cipher
///    Suites in Windows 8" and "8.1").
/// 3. TLS 1.3 suites exist since Windows Server 2022.
enum CipherSuiteNaming {
  static func faults(of suites: [String], text: String?) -> [CipherOrder.Fault] {
    if suites.isEmpty { return [.empty] }
    var faults: [CipherOrder.Fault] = []
    if let text {
      let characters = text.unicodeScalars.count
      if characters > CipherOrder.characterLimit { faults.append(.tooLong(characters: characters)) }
      if text.unicodeScalars.contains(where: \.properties.isWhitespace) { faults.append(.whiteSpace) }
    }
    let names = suites.map { (text: $0, name: CipherSuiteName($0)) }
    let unknown = names.filter { !$0.name.isKnown }.map(\.text)
    if !unknown.isEmpty { faults.append(.unknownNames(unknown)) }
    for (systems, isImpossible) in rules {
      let found = names.filter { $0.name.isKnown && isImpossible($0.name) }.map(\.text)
      if !found.isEmpty { faults.append(.impossibleNames(found, on: systems)) }
    }
    return faults
  }

  private static let rules: [([WindowsServer], @Sendable (CipherSuiteName) -> Bool)] = [
    ([.v2012, .v2012R2], isAbsentBefore2016),
    ([.v2012, .v2012R2, .v2016, .v2019], { $0.suite.map(isOfTLS13) ?? false }),
  ]

  @Sendable
  private static func isAbsentBefore2016(_ name: CipherSuiteName) -> Bool {
    guard let suite = name.suite, suite.keyExchange == .ecdhe else { return false }
    return name.curve == nil || (suite.authentication == .rsa && suite.displayName.contains("_GCM_"))
  }

  private static func isOfTLS13(_ suite: CipherSuite) -> Bool { suite.rawValue >> 8 == 0x13 }
}
