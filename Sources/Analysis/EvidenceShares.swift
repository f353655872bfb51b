import Diagnosis

/// How many bytes of evidence each flow has: of what several have alike, its part.
struct EvidenceShares {
  /// By the places of the flows.
  private(set) var bytes: [Int]
  private let store: EvidenceStore
  /// By kind, how many events point to each part.
  private var counts: [[UInt32]]

  init(_ states: FlowStates, _ store: EvidenceStore) {
    self.store = store
    bytes = Array(repeating: 0, count: states.count)
    counts = EvidenceReference.Kind.allCases.map { Array(repeating: 0, count: store.count(of: $0)) }
    var events: [FlowEvent] = []
    for place in bytes.indices { count(states, place, &events) }
    for place in bytes.indices { add(states, place, &events) }
  }

  var total: Int { bytes.reduce(0, +) }

  /// All flows but the newest ones that together have so many bytes.
  func older(than newest: Int) -> Range<Int> {
    var (end, rest) = (bytes.count, newest)
    while end > 0, rest > 0 {
      end -= 1
      rest -= bytes[end]
    }
    return 0..<end
  }

  private mutating func count(_ states: FlowStates, _ place: Int, _ events: inout [FlowEvent]) {
    states.read(place, into: &events)
    for event in events {
      store.forEachReference(of: event.payload) { counts[$0.kind.rawValue][Int($0.index)] &+= 1 }
    }
  }

  private mutating func add(_ states: FlowStates, _ place: Int, _ events: inout [FlowEvent]) {
    states.read(place, into: &events)
    for event in events {
      store.forEachReference(of: event.payload) {
        let flows = Int(counts[$0.kind.rawValue][Int($0.index)])
        bytes[place] += store.size(of: $0) / max(flows, 1)
      }
    }
  }
}
