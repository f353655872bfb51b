import Diagnosis

/// Which flows and findings of a capture a report is about (`--flow`, `--only-endpoints`).
struct FlowSelection {
  private let capture: ReportedCapture
  private let onlyEndpoints: Bool
  /// The ids that were asked for, in order; nil when all are meant.
  private let chosen: [Int]?

  init(_ capture: ReportedCapture, options: ReportOptions) {
    self.capture = capture
    onlyEndpoints = options.onlyEndpoints
    chosen =
      options.flows.isEmpty
      ? nil : Set(options.flows).filter { (0..<capture.flowCount).contains($0) }.sorted()
  }

  /// The flows to look at, in order; ask ``includes(_:)-flow`` of each.
  var ids: AnySequence<Int> {
    if let chosen { return AnySequence(chosen) }
    return AnySequence(0..<capture.flowCount)
  }

  var isWhole: Bool { chosen == nil && !onlyEndpoints }

  func includes(_ flow: JudgedFlow) -> Bool {
    !onlyEndpoints || flow.endpoint != nil
  }

  func includes(_ finding: Finding) -> Bool {
    if onlyEndpoints, finding.endpoint == nil { return false }
    guard let chosen else { return true }
    return finding.flows.contains { chosen.contains($0) }
  }

  /// How many of the flows have each verdict, in the order of `Verdict.allCases`.
  func verdictCounts() -> [Int] {
    var counts = [Int](repeating: 0, count: Verdict.allCases.count)
    let places = Dictionary(uniqueKeysWithValues: zip(Verdict.allCases, 0...))
    for id in ids {
      if onlyEndpoints, !includes(capture.flow(id)) { continue }
      if let place = places[capture.judgement(id).verdict] { counts[place] += 1 }
    }
    return counts
  }
}
