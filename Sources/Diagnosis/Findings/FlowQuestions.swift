import ProtocolParsing

extension Judgement {
  /// A proxy asked for credentials (RFC 9110, section 15.5.8), and the flow gave none that it took.
  var isChallenged: Bool {
    if case .proxyAnswered(_, _, 407) = reason { return true }
    return false
  }
}

/// What findings ask of a flow, whose events are in frame order.
extension FlowEvidence {
  /// The index of the server's chain of certificates in the store, when it was sent in the clear.
  var serverChain: UInt32? {
    events.first { $0.kind == .certificate && $0.from == .server }?.detail
  }

  /// TLS 1.2 or later was negotiated.
  func usesModernVersion(_ store: EvidenceStore) -> Bool {
    guard let hello = events.first(where: { $0.kind == .serverHello }),
      Int(hello.detail) < store.serverHellos.count
    else { return false }
    return store.serverHellos[Int(hello.detail)].oldestVersion.map { $0 >= .tls12 } ?? false
  }

  /// The first hello shows what no Schannel before Windows Server 2016 sends.
  func comesFromNewerSystem(_ store: EvidenceStore) -> Bool {
    guard let event = events.first(where: { $0.kind == .clientHello }),
      Int(event.detail) < store.sightings.count
    else { return false }
    let number = Int(store.sightings[Int(event.detail)].hello)
    return number < store.clientHellos.count && store.clientHellos[number].comesFromNewerSystem
  }
}

extension ClientHello {
  /// Windows Server 2012 and 2012 R2 know no x25519 and no hybrid group, and of the suites with ECDHE_RSA
  /// only those with CBC ("Cipher Suites in TLS/SSL (Schannel SSP)", "TLS Elliptic Curves in Windows").
  ///
  /// A hello of TLS 1.0 holds no suite of TLS 1.2, so there the groups alone can tell.
  var comesFromNewerSystem: Bool {
    supportedGroups.contains { Self.newerGroups.contains($0) }
      || cipherSuites.contains { Self.newerSuites.contains($0) }
  }

  private static let newerGroups: [NamedGroup] = [
    .x25519, .secP256r1MLKEM768, .x25519MLKEM768, .secP384r1MLKEM1024,
  ]

  private static let newerSuites: [CipherSuite] = [
    .ecdheRSAWithAES128GCMSHA256, .ecdheRSAWithAES256GCMSHA384, .aes128GCMSHA256, .aes256GCMSHA384,
  ]
}
