package import Protocols

extension Endpoint {
  /// Whether the server's chain, by its index in the store, is one that the entry expects: on the way from the
  /// server's own certificate upwards somebody issued who is expected.
  ///
  /// 1. Authorities are replaced every few years, and a new one hangs below the same roots: so any issuer of the chain
  ///    may be the expected one, not only the first.
  /// 2. Only a chain that holds together counts, each issuer being the subject of the certificate behind it: what
  ///    inspects a connection may put the true certificates behind its own.
  /// 3. A server's certificate that cannot be read says nothing and passes, and so does an entry without issuers.
  ///
  /// Names are compared, not signatures. A device that gives its own authority a name of Microsoft's passes.
  func expects(_ chain: UInt32, in store: EvidenceStore) -> Bool {
    let chain = store.knownCertificates(ofChain: chain)
    guard !expectedIssuers.isEmpty, let leaf = chain.first, !leaf.issuer.isEmpty else { return true }
    for (place, certificate) in chain.enumerated() {
      if isExpected(certificate.issuer) { return true }
      guard place + 1 < chain.count, chain[place + 1].subject == certificate.issuer else { return false }
    }
    return false
  }

  private func isExpected(_ issuer: String) -> Bool {
    let issuer = issuer.lowercased()
    return !issuer.isEmpty && expectedIssuers.contains { issuer.contains($0.lowercased()) }
  }
}

extension EvidenceStore {
  /// The certificates of a chain, the sender's own first; empty for an index that is none.
  package func knownCertificates(ofChain chain: UInt32) -> [CertificateSummary] {
    guard Int(chain) < chains.count else { return [] }
    return chains[Int(chain)].filter { Int($0) < certificates.count }.map { certificates[Int($0)] }
  }
}
