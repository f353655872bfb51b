import Diagnosis
import Streams

/// Chooses the flows that are left out where there are more than the budget allows: first those that matter least, of
/// these the oldest. The newest, which have only begun, always stay.
struct LeavingOut {
  /// How much a flow matters: least what nobody answered, then what ended without a failure, what is open, what is to an
  /// endpoint, and most what failed.
  private enum Weight: UInt8, CaseIterable {
    case unanswered
    case ended
    case open
    case toEndpoint
    case failed
    case failedAtEndpoint
  }

  /// One flow of so many is left out, so that few are looked at again and again. As many of the newest stay.
  private static let share = 4

  private let states: FlowStates
  private let store: EvidenceStore
  private let judge: Judge
  private var weights: [Weight?]
  private var verdicts: [UInt8]
  private var events: [FlowEvent] = []
  private var isLeftOut: [Bool]
  /// The places of all but the newest flows.
  private let older: Range<Int>
  /// How many flows, or bytes of evidence, are still to be left out.
  private var excess: Int
  /// Bytes of evidence of each flow; nil when flows are counted.
  private let shares: [Int]?
  /// A flow that frees less is not left out for it.
  private let smallestShare: Int

  /// Of too many flows.
  init(_ capture: OpenCapture) {
    let count = capture.states.count
    self.init(
      capture, excess: (count + Self.share - 1) / Self.share, older: 0..<(count - count / Self.share),
      shares: nil)
  }

  /// Of flows with too much evidence, unless it is of flows that are gone.
  init(_ capture: OpenCapture, _ evidence: EvidenceShares, limit: Int) {
    let excess = max(evidence.total - limit / Self.share * (Self.share - 1), 0)
    self.init(
      capture, excess: excess, older: evidence.older(than: evidence.total / Self.share),
      shares: evidence.bytes)
  }

  private init(_ capture: OpenCapture, excess: Int, older: Range<Int>, shares: [Int]?) {
    (states, store, judge) = (capture.states, capture.store, capture.judge)
    (self.excess, self.older, self.shares) = (excess, older, shares)
    weights = Array(repeating: nil, count: states.count)
    verdicts = Array(repeating: 0, count: states.count)
    isLeftOut = Array(repeating: false, count: states.count)
    smallestShare = max((shares ?? []).reduce(0, +) / max(states.count, 1) / 2, 1)
  }

  /// - Returns: the places of the flows that stay, and how many of the others have each verdict.
  mutating func choose() -> (kept: [UInt32], leftOut: [Int]) {
    // A flood has mostly these, and then nothing else need be judged.
    if excess > 0 { leaveOutUnanswered() }
    if excess > 0 { leaveOutByWeight() }
    var counts = [Int](repeating: 0, count: Verdict.allCases.count)
    for place in isLeftOut.indices where isLeftOut[place] { counts[Int(verdicts[place])] += 1 }
    return (isLeftOut.indices.filter { !isLeftOut[$0] }.map { UInt32($0) }, counts)
  }

  private mutating func leaveOutUnanswered() {
    for place in older where states.isUnanswered(place) && gain(place) > 0 {
      if excess <= 0 { return }
      if weight(place) == .unanswered { leaveOut(place) }
    }
  }

  private mutating func leaveOutByWeight() {
    for weight in Weight.allCases.dropFirst() {
      for place in older where !isLeftOut[place] && gain(place) > 0 && self.weight(place) == weight {
        if excess <= 0 { return }
        leaveOut(place)
      }
    }
  }

  private mutating func leaveOut(_ place: Int) {
    isLeftOut[place] = true
    excess -= gain(place)
  }

  /// What leaving it out adds; 0 when it is not worth it.
  private func gain(_ place: Int) -> Int {
    guard let shares else { return 1 }
    return shares[place] < smallestShare ? 0 : shares[place]
  }

  private mutating func weight(_ place: Int) -> Weight {
    if let known = weights[place] { return known }
    let evidence = states.evidence(at: place, &events)
    let conclusion = states.conclusion(of: evidence, at: place, store: store, judge: judge)
    let weight = weight(place, conclusion)
    weights[place] = weight
    verdicts[place] = UInt8(conclusion.judgement.verdict.place)
    events = evidence.events
    return weight
  }

  private func weight(_ place: Int, _ conclusion: FlowConclusion) -> Weight {
    let isToEndpoint = conclusion.endpoint != nil
    if conclusion.judgement.verdict.isFailure { return isToEndpoint ? .failedAtEndpoint : .failed }
    if isToEndpoint { return .toEndpoint }
    if states.isUnanswered(place) { return .unanswered }
    return states.isOver(place) ? .ended : .open
  }
}

extension FlowStates {
  /// Whether nothing but SYNs of one side was seen.
  fileprivate func isUnanswered(_ place: Int) -> Bool { table.isUnanswered(place) }

  /// Whether it was closed, or nothing more is read of it.
  fileprivate func isOver(_ place: Int) -> Bool { states[place].isDecided || isClosed(place) }
}
