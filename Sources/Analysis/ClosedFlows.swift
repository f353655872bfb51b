import Diagnosis

/// Flows that have ended, until nothing more is expected of them.
struct ClosedFlows: Sendable {
  private struct Candidate {
    var flow: Int
    var due: Int64
  }

  private var candidates: [Candidate] = []
  /// The flows before it were handed over.
  private var first = 0

  /// When flows are due, in nanoseconds of the capture's clock: ``gatheringTime`` after the first of them.
  private(set) var due = Int64.max

  /// How long a flow must be silent: the last ACK comes within a round trip, a retransmitted FIN within a
  /// second.
  static let quietTime: Int64 = 2_000_000_000

  /// How long due flows are gathered, up to ``batchLimit``: switching between reading and writing for each
  /// flow cost a tenth of a report on 150,000 short flows.
  private static let gatheringTime: Int64 = 50_000_000

  mutating func add(_ flow: Int, endedAt time: Int64) {
    candidates.append(Candidate(flow: flow, due: time &+ Self.quietTime))
    if candidates.count == first + 1 { due = candidates[first].due &+ Self.gatheringTime }
  }

  func isDue(by time: Int64) -> Bool { first < candidates.count && candidates[first].due <= time }

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

  /// Gives the flows their new places, by the old ones; ``FlowObserver/leftOut`` removes one.
  mutating func renumber(_ places: [UInt32]) {
    candidates = candidates[first...].compactMap { candidate in
      let place = places[candidate.flow]
      return place == FlowObserver.leftOut ? nil : Candidate(flow: Int(place), due: candidate.due)
    }
    first = 0
    due = candidates.isEmpty ? .max : candidates[0].due &+ Self.gatheringTime
  }

  /// Flows per batch, in case a clock leaps ahead.
  private static let batchLimit = 1024
}

struct FlowExtent: Hashable, Sendable {
  var lastFrame: UInt32
  var lastEvent: UInt32
}

/// The conclusions on flows that were handed over while reading; 64 bytes each. They are judged again only if
/// more arrived.
///
/// A class: it is shared with those who build the flows.
final class SettledFlows {
  private struct Conclusion {
    var extent: FlowExtent
    var judgement: Judgement
    var server: ServerReference
  }

  private var conclusions: [Conclusion?] = []

  func keep(_ conclusion: FlowConclusion, at place: Int, extent: FlowExtent) {
    guard let server = ServerReference(conclusion) else { return }
    while conclusions.count <= place { conclusions.append(nil) }
    conclusions[place] = Conclusion(extent: extent, judgement: conclusion.judgement, server: server)
  }

  /// When flows are left out, the others get new places and their names new numbers.
  func removeAll() { conclusions = [] }

  /// The conclusion on a flow at that extent.
  func conclusion(at place: Int, extent: FlowExtent) -> FlowConclusion? {
    guard place < conclusions.count, let conclusion = conclusions[place], conclusion.extent == extent else {
      return nil
    }
    return conclusion.server.conclusion(conclusion.judgement)
  }
}
