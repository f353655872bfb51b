import Diagnosis

// Flows that are left out.

extension FlowObserver {
  /// Instead of the new place of a flow that is left out.
  static let leftOut = UInt32.max

  /// Leaves out all flows but some, which move together.
  /// - Parameter places: those of the flows that stay, in order.
  mutating func keepOnly(_ places: [UInt32]) {
    var moved = [UInt32](repeating: Self.leftOut, count: states.count)
    for (place, old) in places.enumerated() { moved[Int(old)] = UInt32(place) }
    for place in states.indices where moved[place] == Self.leftOut { decide(place) }
    keepEvidence(of: places)
    for (place, old) in places.enumerated() { states[place] = states[Int(old)] }
    states.removeLast(states.count - places.count)
    for place in states.indices where states[place].reading != FlowState.noReading {
      readings.flows[Int(states[place].reading)].connection = place
    }
    moveEnds(moved)
    numbers.keepOnly(places, of: moved.count)
    resetFlows.renumber(moved)
    closed?.renumber(moved)
    identities?.renumber(moved)
  }

  /// Hellos that come again are read again, because what is known of the earlier ones has other numbers.
  private mutating func keepEvidence(of places: [UInt32]) {
    var move = EvidenceMove(from: store)
    store = EvidenceStore()
    (hellos, certificates) = (HelloCache(), CertificateCache())
    events = events.keeping(places, &states) { move.move($0) }
    for place in places { states[Int(place)].dnsName = move.move(name: states[Int(place)].dnsName) }
    store = move.store
  }

  private mutating func moveEnds(_ places: [UInt32]) {
    let old = dnsEnds
    dnsEnds = [:]
    for (place, ends) in old where places[place] != Self.leftOut { dnsEnds[Int(places[place])] = ends }
  }
}
