import Diagnosis

/// Which flows of a capture were written while it was being read, and how far they had come: four bytes a flow.
struct PassedFlows: Sendable {
  /// The last frame of each flow when it was written; 0 for one that was not, as frames count from 1.
  private var lastFrames: [UInt32] = []
  /// The day whose terms the flows were judged by; nil while there is none.
  private(set) var asOf: CalendarDate?

  var isEmpty: Bool { lastFrames.isEmpty }

  /// The last frame that a flow had when it was written; nil when it was not.
  func lastFrame(_ id: Int) -> UInt32? {
    id < lastFrames.count && lastFrames[id] != 0 ? lastFrames[id] : nil
  }

  mutating func note(_ flow: JudgedFlow, asOf date: CalendarDate) {
    asOf = date
    while lastFrames.count <= flow.evidence.id { lastFrames.append(0) }
    lastFrames[flow.evidence.id] = flow.evidence.lastFrame
  }
}
