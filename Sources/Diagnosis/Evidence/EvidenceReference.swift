/// A part of an ``EvidenceStore`` that events point to.
package struct EvidenceReference: Hashable, Sendable {
  package enum Kind: Int, CaseIterable, Sendable {
    case clientHello
    case serverHello
    case chain
    case certificate
    case name
  }

  package let kind: Kind
  package let index: UInt32
}

extension EvidenceStore {
  /// Hands out each part that an event points to; a certificate for itself, and besides its chain.
  package func forEachReference(of payload: FlowEvent.Payload, _ body: (EvidenceReference) -> Void) {
    _ = payload.replacingIndex { index in
      switch index {
      case .name(let name): reference(toName: name, body)
      case .sighting(let reference):
        let sighting = sightings[Int(reference)]
        body(EvidenceReference(kind: .clientHello, index: sighting.hello))
        self.reference(toName: sighting.serverName, body)
      case .serverHello(let index): body(EvidenceReference(kind: .serverHello, index: index))
      case .chain(let chain):
        body(EvidenceReference(kind: .chain, index: chain))
        for certificate in chains[Int(chain)].certificates {
          body(EvidenceReference(kind: .certificate, index: certificate))
        }
      }
      return index.number
    }
  }

  private func reference(toName index: UInt32, _ body: (EvidenceReference) -> Void) {
    if index != Self.noName { body(EvidenceReference(kind: .name, index: index)) }
  }

  package func count(of kind: EvidenceReference.Kind) -> Int {
    switch kind {
    case .clientHello: clientHellos.count
    case .serverHello: serverHellos.count
    case .chain: chains.count
    case .certificate: certificates.count
    case .name: names.count
    }
  }

  /// Bytes of memory that a part takes.
  package func size(of reference: EvidenceReference) -> Int {
    let index = Int(reference.index)
    return switch reference.kind {
    case .clientHello: clientHellos[index].keptBytes
    case .serverHello: serverHellos[index].keptBytes
    case .chain: chains[index].keptBytes
    case .certificate: certificates[index].keptBytes
    case .name: names.size(of: index)
    }
  }
}
