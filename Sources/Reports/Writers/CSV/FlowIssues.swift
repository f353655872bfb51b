import Diagnosis

/// The issue that each flow's finding has: two bytes a flow.
struct FlowIssues {
  private var names: [String] = []
  private var places: [UInt16]

  init(_ capture: ReportedCapture) {
    places = Array(repeating: 0, count: capture.flowCount)
    for index in capture.findings.indices where capture.findings.mayHaveIssue(index) {
      let finding = capture.findings[index]
      guard let name = finding.issue.map(Self.name) else { continue }
      // As many names as there are ways to choose of five issues, at the most.
      if !names.contains(name) { names.append(name) }
      guard let place = names.firstIndex(of: name).flatMap({ UInt16(exactly: $0 + 1) }) else { continue }
      for id in finding.flows where places.indices.contains(id) { places[id] = place }
    }
  }

  private static func name(_ issue: IssueAssessment) -> String {
    issue.best.map(String.init) ?? issue.candidates.map(String.init).joined(separator: " or ")
  }

  subscript(id: Int) -> String? { places[id] == 0 ? nil : names[Int(places[id]) - 1] }
}
