/// Moves the evidence of some flows to a store of its own, so that that of all others is freed.
package struct EvidenceMove {
  private let old: EvidenceStore
  package private(set) var store: EvidenceStore
  /// By kind, of each part that was moved its new index.
  private var moved: [[UInt32: UInt32]]

  package init(from old: EvidenceStore) {
    self.old = old
    store = EvidenceStore(replacing: old)
    moved = EvidenceReference.Kind.allCases.map { _ in [:] }
  }

  /// - Returns: the payload, which points to the new store.
  package mutating func move(_ payload: FlowEvent.Payload) -> FlowEvent.Payload {
    payload.replacingIndex { index in
      switch index {
      case .name(let name): move(name: name)
      case .sighting(let reference): move(hello: reference)
      case .serverHello(let index): move(serverHello: index)
      case .chain(let chain): move(chain: chain)
      }
    }
  }

  /// - Returns: the new index of a name; ``EvidenceStore/noName`` stays.
  package mutating func move(name index: UInt32) -> UInt32 {
    if index == EvidenceStore.noName { return index }
    return move(.name, index) { $1.add(name: $0.names[Int(index)]) }
  }

  private mutating func move(hello reference: UInt32) -> UInt32 {
    let sighting = old.sightings[Int(reference)]
    let hello = move(.clientHello, sighting.hello) { $1.add(offer: $0.clientHellos[Int(sighting.hello)]) }
    return store.add(
      EvidenceStore.HelloReference(hello: hello, serverName: move(name: sighting.serverName)))
  }

  private mutating func move(serverHello index: UInt32) -> UInt32 {
    move(.serverHello, index) { $1.add($0.serverHellos[Int(index)]) }
  }

  private mutating func move(chain index: UInt32) -> UInt32 {
    if let known = moved[EvidenceReference.Kind.chain.rawValue][index] { return known }
    var chain = old.chains[Int(index)]
    for place in chain.certificates.indices {
      chain.certificates[place] = move(certificate: chain.certificates[place])
    }
    return move(.chain, index) { $1.add(chain: chain) }
  }

  private mutating func move(certificate index: UInt32) -> UInt32 {
    move(.certificate, index) { $1.add($0.certificates[Int(index)]) }
  }

  private mutating func move(
    _ kind: EvidenceReference.Kind, _ index: UInt32, by add: (EvidenceStore, inout EvidenceStore) -> UInt32
  ) -> UInt32 {
    if let known = moved[kind.rawValue][index] { return known }
    let new = add(old, &store)
    moved[kind.rawValue][index] = new
    return new
  }
}
