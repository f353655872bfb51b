/// The findings of a capture in the order of a report: those of the update service first, then by severity,
/// then by time.
///
/// A large capture may have one for each of its flows, so they are kept as small as they were gathered and each
/// is made whole when it is asked for.
package struct Findings: RandomAccessCollection, Sendable {
  private var whole: [Finding] = []
  private var gatherer: FindingGatherer?
  /// The places of the gatherer's drafts in the order of the report.
  private var order: [UInt32] = []

  /// What the server's files say of findings, by place in the report's order.
  private var assessments: [Int: IssueAssessment] = [:]
  /// What is done to each finding when it is made whole.
  private var change: (@Sendable (Finding) -> Finding)?

  /// No findings.
  package init() {}

  /// Findings that are whole already, in the order given.
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
    if assessments.isEmpty, change == nil { return made(index) }
    var finding = made(index)
    if let assessment = assessments[index] { finding.issue = assessment }
    return change?(finding) ?? finding
  }

  private func made(_ index: Int) -> Finding {
    gatherer?.finding(at: Int(order[index])) ?? whole[index]
  }

  /// The flow that proves a finding best, without making the whole of it.
  package func decisiveFlow(_ index: Int) -> Int {
    gatherer?.decisiveFlow(at: Int(order[index])) ?? whole[index].decisiveFlow
  }

  /// Whether the article may have an issue for a finding, told without making the whole of it: only those at
  /// endpoints have one.
  package func mayHaveIssue(_ index: Int) -> Bool { gatherer?.isAtEndpoint(Int(order[index])) ?? true }

  /// Puts another assessment of its issue in the place of a finding's own.
  package mutating func assess(_ index: Int, as assessment: IssueAssessment) {
    assessments[index] = assessment
  }

  /// The same findings, each changed when it is asked for.
  package func replacing(_ change: @escaping @Sendable (Finding) -> Finding) -> Findings {
    var findings = self
    let earlier = self.change
    findings.change = { change(earlier?($0) ?? $0) }
    return findings
  }
}
