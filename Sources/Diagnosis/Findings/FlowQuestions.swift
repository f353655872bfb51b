import Protocols

extension Judgement {
  /// The proxy asked for credentials (RFC 9110, section 15.5.8) and accepted none on this flow.
  var isChallenged: Bool {
    if case .proxyAnswered(_, _, 407) = reason { return true }
    return false
  }
}

extension FlowEvidence {
  var serverChain: UInt32? {
    events.first { $0.kind == .certificate && $0.from == .server }?.chain
  }

  func usesModernVersion(_ store: EvidenceStore) -> Bool {
    let hello = events.first { $0.kind == .serverHello }
    guard let index = hello?.serverHelloIndex, Int(index) < store.serverHellos.count else { return false }
    return store.serverHellos[Int(index)].oldestVersion.map { $0 >= .tls12 } ?? false
  }

  func firstOffer(_ store: EvidenceStore) -> UInt32? {
    events.lazy.compactMap(\.helloReference).first.flatMap { store.offer(of: $0) }
  }
}
