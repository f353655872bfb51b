import Protocols

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
    events.first { $0.kind == .certificate && $0.from == .server }?.chain
  }

  /// TLS 1.2 or later was negotiated.
  func usesModernVersion(_ store: EvidenceStore) -> Bool {
    let hello = events.first { $0.kind == .serverHello }
    guard let index = hello?.serverHelloIndex, Int(index) < store.serverHellos.count else { return false }
    return store.serverHellos[Int(index)].oldestVersion.map { $0 >= .tls12 } ?? false
  }

  /// The index of the first hello's offer in the store.
  func firstOffer(_ store: EvidenceStore) -> UInt32? {
    events.lazy.compactMap(\.helloReference).first.flatMap { store.offer(of: $0) }
  }
}
