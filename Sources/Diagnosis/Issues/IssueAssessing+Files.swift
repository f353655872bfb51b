extension IssueAssessment {
  /// The assessment of a finding with what the server's files say; as it was for a finding without an issue.
  ///
  /// 1. Every question of the book is asked.
  /// 2. The decisive steps decide when all of them speak for one issue.
  /// 3. When they speak for different ones nothing is decided, and both are shown.
  ///
  /// - Parameter attempts: when each flow of the finding ended, in nanoseconds of the capture's clock.
  package init?(_ finding: Finding, facts: ServerFacts, attempts: [Int64]) {
    guard let captured = finding.issue, let issue = IssueCase(finding, facts, attempts: attempts) else {
      return nil
    }
    self = captured
    steps = QuestionRegistry.questions.flatMap { $0.ask(issue) }
    steps = steps.filter(\.isDecisive) + steps.filter { !$0.isDecisive }
    clock = issue.clock
    files = ServerFileKind.allCases.filter(issue.hasFile)
    if issue.candidates.count > 1 { decide() }
  }

  private mutating func decide() {
    let decisive = steps.filter(\.isDecisive)
    let issues = Set(decisive.flatMap(\.supports))
    guard let step = decisive.first else {
      (best, basis) = (nil, .undecided)
      return
    }
    if let only = issues.first, issues.count == 1 {
      (best, basis) = (only.rawValue, .decided(step))
    } else {
      (best, basis) = (nil, .contradictory)
    }
  }
}
