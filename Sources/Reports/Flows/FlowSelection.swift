import Diagnosis

/// Which flows and findings of a capture a report is about (`--flow`, `--only-endpoints`).
struct FlowSelection {
  private let capture: ReportedCapture
  private let onlyEndpoints: Bool
  /// The ids that were asked for, in order; nil when all are meant.
  private let chosen: [Int]?
  /// The ids to look at; nil for all up to the number of flows.
  private let listed: [Int]?

  init(_ capture: ReportedCapture, options: ReportOptions) {
    self.capture = capture
    onlyEndpoints = options.onlyEndpoints
    chosen =
      options.flows.isEmpty
      ? nil : Set(options.flows).filter { capture.hasFlow($0) }.sorted()
    listed = chosen ?? capture.ids
  }

  /// The flows to look at, in order; ask ``includes(_:)-flow`` of each.
  var ids: IDs { IDs(listed: listed, end: listed?.count ?? capture.flowCount) }

  /// A sequence of its own: one that hides what it wraps costs a call through a box for each of a hundred
  /// thousand flows.
  struct IDs: Sequence, IteratorProtocol {
    fileprivate let listed: [Int]?
    fileprivate let end: Int
    private var index = 0

    fileprivate init(listed: [Int]?, end: Int) {
      self.listed = listed
      self.end = end
    }

    mutating func next() -> Int? {
      guard index < end else { return nil }
      defer { index += 1 }
      return listed.map { $0[index] } ?? index
    }
  }

  var isWhole: Bool { chosen == nil && !onlyEndpoints }

  func includes(_ flow: JudgedFlow) -> Bool {
    !onlyEndpoints || flow.isToEndpoint
  }

  func includes(_ finding: Finding) -> Bool {
    if onlyEndpoints, !finding.isAtEndpoint { return false }
    guard let chosen else { return true }
    return finding.flows.contains { chosen.contains($0) }
  }

  /// Passes the reported findings in order, by index: a sequence copies them through a box.
  func forEachFinding(_ body: (Finding) throws(OutputFault) -> Void) throws(OutputFault) {
    let findings = capture.findings
    for index in findings.indices {
      let finding = findings[index]
      if includes(finding) { try body(finding) }
    }
  }

  /// The number of reported findings, without building them where all are.
  var findingCount: Int {
    isWhole ? capture.findings.count : capture.findings.count { includes($0) }
  }

  /// How many of the flows have each verdict, in the order of `Verdict.allCases`.
  func verdictCounts() -> [Int] {
    var counts = [Int](repeating: 0, count: Verdict.allCases.count)
    for id in ids where !onlyEndpoints || capture.endpointRole(id) != nil {
      counts[capture.judgement(id).verdict.place] += 1
    }
    return counts
  }
}
