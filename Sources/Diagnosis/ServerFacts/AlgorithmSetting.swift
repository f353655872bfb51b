/// An algorithm that the registry enables or disables for all of Schannel: a key below `SCHANNEL\Ciphers`, `Hashes`
/// or `KeyExchangeAlgorithms` ("TLS registry settings").
package struct AlgorithmSetting: Hashable, Sendable {
  package var group: Group
  /// The key's name, such as `ECDH` or `AES 128/128`.
  package var name: String
  /// 0 disables; nil when the value is not there.
  package var enabled: UInt32?
  package var citations: [Citation]

  /// The raw value is the key's name.
  package enum Group: String, CaseIterable, Hashable, Sendable {
    case ciphers = "Ciphers"
    case hashes = "Hashes"
    case keyExchange = "KeyExchangeAlgorithms"
  }

  package init(group: Group, name: String, enabled: UInt32?, citations: [Citation]) {
    self.group = group
    self.name = name
    self.enabled = enabled
    self.citations = citations
  }

  package var isDisabled: Bool { enabled == 0 }

  /// Whether it is needed for every suite that sws accepts: ECDHE with AES.
  package var isNeededByEndpoint: Bool {
    switch group {
    case .keyExchange: name.uppercased() == "ECDH"
    case .ciphers: name.uppercased().hasPrefix("AES")
    case .hashes: ["SHA256", "SHA384"].contains(name.uppercased())
    }
  }
}
