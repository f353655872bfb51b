/// Flows that seem to be over, in the order in which they ended, until nothing more is expected of them.
struct ClosedFlows: Sendable {
  private struct Candidate {
    var flow: Int
    var due: Int64
  }

  private var candidates: [Candidate] = []
  /// Those before it have been taken.
  private var first = 0

  /// When flows are to be taken, in nanoseconds since 1970 of the capture's clock: ``gatheringTime`` after the first of
  /// them is due.
  private(set) var due = Int64.max

  /// How long a flow lies still before it counts as over: the last ACK, and what overtook it, come within a round
  /// trip; a FIN that was lost comes again within a second.
  static let quietTime: Int64 = 2_000_000_000

  /// How long flows that are due are gathered, up to ``batchLimit``: handed on one by one, each time what reading has
  /// at hand gives way to what writing needs, which took a tenth of a report on 150,000 short flows.
  private static let gatheringTime: Int64 = 50_000_000

  /// An end of a flow was seen at a time.
  mutating func add(_ flow: Int, endedAt time: Int64) {
    candidates.append(Candidate(flow: flow, due: time &+ Self.quietTime))
    if candidates.count == first + 1 { due = candidates[first].due &+ Self.gatheringTime }
  }

  /// Whether a flow is due by then, though others could still be gathered.
  func isDue(by time: Int64) -> Bool { first < candidates.count && candidates[first].due <= time }

  /// Takes out the flows that are due by then, at most ``batchLimit`` of them.
  mutating func take(by time: Int64) -> [Int] {
    var flows: [Int] = []
    while first < candidates.count, candidates[first].due <= time, flows.count < Self.batchLimit {
      flows.append(candidates[first].flow)
      first += 1
    }
    // Not for each batch: those that wait are moved, and with 37,000 flows a second there are twice as many.
    if first > candidates.count / 2 {
      candidates.removeFirst(first)
      first = 0
    }
    due = first < candidates.count ? candidates[first].due &+ Self.gatheringTime : .max
    return flows
  }

  /// Flows that are handed on at once, lest a clock that leaps ahead makes a batch of a whole capture.
  private static let batchLimit = 1024
}
