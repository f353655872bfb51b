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
  /// How many are still to be left out.
  private var excess: Int

  init(_ capture: OpenCapture) {
    (states, store, judge) = (capture.states, capture.store, capture.judge)
    weights = Array(repeating: nil, count: states.count)
    verdicts = Array(repeating: 0, count: states.count)
    isLeftOut = Array(repeating: false, count: states.count)
    excess = (states.count + Self.share - 1) / Self.share
    older = 0..<(states.count - states.count / Self.share)
  }

  /// - Returns: the places of the flows that stay, and how many of the others have each verdict.
  mutating func choose() -> (kept: [UInt32], leftOut: [Int]) {
    // A flood has mostly these, and then nothing else need be judged.
    leaveOutUnanswered()
    if excess > 0 { leaveOutByWeight() }
    var counts = [Int](repeating: 0, count: Verdict.allCases.count)
    for place in isLeftOut.indices where isLeftOut[place] { counts[Int(verdicts[place])] += 1 }
    return (isLeftOut.indices.filter { !isLeftOut[$0] }.map { UInt32($0) }, counts)
  }

  private mutating func leaveOutUnanswered() {
    for place in older where states.isUnanswered(place) {
      if excess == 0 { return }
      if weight(place) == .unanswered { leaveOut(place) }
    }
  }

  private mutating func leaveOutByWeight() {
    for weight in Weight.allCases.dropFirst() {
      for place in older where !isLeftOut[place] && self.weight(place) == weight {
        if excess == 0 { return }
        leaveOut(place)
      }
    }
  }

  private mutating func leaveOut(_ place: Int) {
    isLeftOut[place] = true
    excess -= 1
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
