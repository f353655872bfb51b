import Protocols

/// What one system's Schannel offers by default, and what a policy or a program can make it offer.
struct SystemProfile: Sendable {
  let system: WindowsServer
  /// The highest version that is on by default, or by a supported setting.
  let highestVersion: ProtocolVersion
  /// The default lists, the latest first: updates changed them.
  let defaultLists: [DefaultSuites]
  let groups: [NamedGroup]
  let schemes: [SignatureScheme]
  /// Each order in which it has sent its extensions. It never sends all of them at once.
  let extensionOrders: [[ExtensionType]]
  /// It requests a session ticket in every hello without resumption: RFC 5077 came with Windows 8 ("Overview
  /// of TLS - SSL (Schannel SSP)").
  let asksForTicket: Bool
  private let suites: Set<UInt16>

  /// - Parameters:
  /// - omissions: what a program's flags leave out of the default lists.
  /// - optionalSuites: what is implemented in addition to them.
  init(
    _ system: WindowsServer, highestVersion: ProtocolVersion, defaults: [[CipherSuite]],
    omissions: [[CipherSuite]], optionalSuites: [CipherSuite], groups: [NamedGroup],
    schemes: [SignatureScheme], extensionOrders: [[ExtensionType]], asksForTicket: Bool
  ) {
    self.system = system
    self.highestVersion = highestVersion
    defaultLists = defaults.map { DefaultSuites($0, omissions: omissions) }
    self.groups = groups
    self.schemes = schemes
    self.extensionOrders = extensionOrders
    self.asksForTicket = asksForTicket
    suites = Set((defaults.joined() + optionalSuites).map(\.rawValue))
  }

  func implements(_ suite: CipherSuite) -> Bool { suites.contains(suite.rawValue) }

  /// Whether the system can send a hello, under any policy, as far as the hello was captured.
  /// - Parameter isOfSchannel: the hello is known to be Schannel's, so what it lacks counts too.
  func canSend(_ hello: ClientHello, isOfSchannel: Bool) -> Bool {
    if let version = hello.highestVersion, version > highestVersion { return false }
    if isOfSchannel, asksForTicket, hello.sessionIDLength == 0, !hello.has(.sessionTicket),
      !hello.has(.preSharedKey)
    {
      return false
    }
    return hello.cipherSuites.allSatisfy { $0.isSignaling || implements($0) }
      && hello.supportedGroups.allSatisfy(groups.contains)
      && hello.signatureAlgorithms.allSatisfy(schemes.contains)
      && extensionOrders.contains { hello.sendsExtensions(inOrder: $0) }
  }
}

extension ClientHello {
  func has(_ type: ExtensionType) -> Bool { extensions.contains { $0.type == type } }

  /// Whether the extensions are in the order of the list, none twice.
  ///
  /// A cookie may be anywhere: it repeats what the server sent (RFC 8446, section 4.2.2).
  func sendsExtensions(inOrder order: [ExtensionType]) -> Bool {
    var rest = order[...]
    for sent in extensions where sent.type != .cookie {
      guard let place = rest.firstIndex(of: sent.type) else { return false }
      rest = rest[(place + 1)...]
    }
    return true
  }
}
