extension FlowEvidence {
  /// The same evidence with its events as a reader follows them in the capture: see ``putInFrameOrder()``.
  package var inFrameOrder: FlowEvidence {
    var ordered = self
    ordered.events.putInFrameOrder()
    return ordered
  }
}

extension [FlowEvent] {
  /// Puts a flow's events as a reader follows them in the capture: by frame, and within a frame as they were learnt,
  /// but for a gap, which lies before it, and for what the snap length cut off and the FIN, which lie at its end.
  package mutating func putInFrameOrder() {
    if indices.dropFirst().allSatisfy({ !self[$0].precedes(self[$0 - 1]) }) { return }
    let places = indices.sorted { one, other in
      if self[one].precedes(self[other]) { return true }
      return !self[other].precedes(self[one]) && one < other
    }
    self = places.map { self[$0] }
  }
}

extension FlowEvent {
  fileprivate func precedes(_ other: FlowEvent) -> Bool {
    frame == other.frame ? placeInFrame < other.placeInFrame : frame < other.frame
  }

  private var placeInFrame: Int {
    switch kind {
    case .gap: -1
    case .cut: 1
    case .fin: 2
    default: 0
    }
  }
}
