extension FlowEvidence {
  /// The same evidence with its events as a reader follows them in the capture: by frame, and within a frame
  /// as they were learnt, but for a gap, which lies before it, and for what the snap length cut off and the FIN,
  /// which lie at its end.
  package var inFrameOrder: FlowEvidence {
    if events.indices.dropFirst().allSatisfy({ !events[$0].precedes(events[$0 - 1]) }) { return self }
    var ordered = self
    let places = events.indices.sorted { one, other in
      if events[one].precedes(events[other]) { return true }
      return !events[other].precedes(events[one]) && one < other
    }
    ordered.events = places.map { events[$0] }
    return ordered
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
