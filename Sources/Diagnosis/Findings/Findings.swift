/// The findings of a capture in report order: update service first, then by severity, then by time.
///
/// A large capture may have one for each flow, so each is built when it is requested.
package struct Findings: RandomAccessCollection, Sendable {
  private var whole: [Finding] = []
  private var gatherer: FindingGatherer?
  private var order: [UInt32] = []

  private var assessments: [Int: IssueAssessment] = [:]
  private var serverSteps: [Int: [DecisionStep]] = [:]
  private var change: (@Sendable (Finding) -> Finding)?

  package init() {}

  package init(_ findings: [Finding]) {
    whole = findings
  }

  init(_ gatherer: FindingGatherer, order: [UInt32]) {
    self.gatherer = gatherer
    self.order = order
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { gatherer == nil ? whole.count : order.count }

  package subscript(index: Int) -> Finding {
    if assessments.isEmpty, serverSteps.isEmpty, change == nil { return made(index) }
    var finding = made(index)
    if let assessment = assessments[index] { finding.issue = assessment }
    if let steps = serverSteps[index] { finding.serverSteps = steps }
    return change?(finding) ?? finding
  }

  private func made(_ index: Int) -> Finding {
    gatherer?.finding(at: Int(order[index])) ?? whole[index]
  }

  /// Without building the finding.
  package func decisiveFlow(_ index: Int) -> Int? {
    gatherer.map { $0.decisiveFlow(at: Int(order[index])) } ?? whole[index].decisiveFlow
  }

  /// Without building the finding: only those at endpoints have an issue.
  package func mayHaveIssue(_ index: Int) -> Bool { gatherer?.mayHaveIssue(Int(order[index])) ?? true }

  package mutating func assess(_ index: Int, as assessment: IssueAssessment) {
    assessments[index] = assessment
  }

  package mutating func explain(_ index: Int, by steps: [DecisionStep]) { serverSteps[index] = steps }

  /// The same findings, each changed when it is requested.
  package func replacing(_ change: @escaping @Sendable (Finding) -> Finding) -> Findings {
    var findings = self
    let earlier = self.change
    findings.change = { change(earlier?($0) ?? $0) }
    return findings
  }
}
