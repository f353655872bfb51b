/// What the registry says of one protocol of Schannel, for one side: the values of
/// `SCHANNEL\Protocols\<protocol>\Client` or `Server` ("TLS registry settings").
package struct ProtocolSetting: Hashable, Sendable {
  /// The key's name, such as `TLS 1.2`.
  package var protocolName: String
  /// The server of WSUS is a client of the update service.
  package var role: Role
  /// 0 disables; 1 and 0xffffffff enable. Nil when the value is not there.
  package var enabled: UInt32?
  /// 1: only programs that ask for the protocol by name get it. Nil when the value is not there.
  package var disabledByDefault: UInt32?
  /// The key's line, and those of the values that are there.
  package var citations: [Citation]

  package init(
    protocolName: String, role: Role, enabled: UInt32?, disabledByDefault: UInt32?, citations: [Citation]
  ) {
    self.protocolName = protocolName
    self.role = role
    self.enabled = enabled
    self.disabledByDefault = disabledByDefault
    self.citations = citations
  }
}
