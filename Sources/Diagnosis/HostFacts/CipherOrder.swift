package import Protocols

/// An order of cipher suites that the server's Schannel was given.
package struct CipherOrder: Hashable, Sendable {
  package var source: Source
  /// The names as they are written, without white space around them, in order; at most ``suiteLimit``.
  package var suites: [String]
  package var faults: [Fault]
  package var citation: Citation

  /// More names than any Windows knows.
  package static let suiteLimit = 1000

  package enum Source: Hashable, Sendable {
    /// A Group Policy report: the object that won, and what the report calls the setting, in its language.
    case groupPolicy(winningObject: String?, setting: String?)
    /// `Functions` below `SOFTWARE\Policies`: what a policy wrote.
    case policyRegistry
    /// `Functions` below `Control\Cryptography\Configuration\Local`: holds where no policy is set.
    case localRegistry
  }

  /// - Parameter text: the list as it is written, where it is written as a text; its length and its spaces are
  ///   then looked at.
  package init(source: Source, suites: [String], text: String?, citation: Citation) {
    self.source = source
    self.suites = Array(suites.prefix(Self.suiteLimit))
    self.citation = citation
    faults = CipherSuiteNaming.faults(of: self.suites, text: text)
  }

  /// What the names mean, each once, in order. A name of before Windows 10 carries a curve, which is no part of
  /// the suite.
  package var cipherSuites: [CipherSuite] {
    var seen: Set<CipherSuite> = []
    return suites.compactMap { CipherSuiteName($0).suite }.filter { seen.insert($0).inserted }
  }
}

extension CipherOrder {
  /// Why Windows does not take the order as it is written.
  package enum Fault: Hashable, Sendable {
    /// The text is longer than ``characterLimit``.
    case tooLong(characters: Int)
    /// White space in the text: names behind it are not found.
    case whiteSpace
    /// There is no such suite.
    case unknownNames([String])
    /// These systems have no suite of that name and pass over it.
    case impossibleNames([String], on: [WindowsServer])
    /// The order is empty.
    case empty
  }

  /// Characters of the policy's text ("Manage Transport Layer Security", section "Configuring TLS Cipher Suite
  /// Order").
  package static let characterLimit = 1023
}

extension CipherOrder.Fault {
  /// A stable name in snake_case.
  package var code: String {
    switch self {
    case .tooLong: "too_long"
    case .whiteSpace: "white_space"
    case .unknownNames: "unknown_names"
    case .impossibleNames: "impossible_names"
    case .empty: "empty"
    }
  }
}
