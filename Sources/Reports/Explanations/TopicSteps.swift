import Diagnosis
import Packets

extension Topic {
  /// How it is resolved: what the report would say of a finding of this kind.
  var steps: [ResolutionStep] {
    switch self {
    case .verdict(let verdict):
      verdict.isFailure || verdict.leavesOpen ? resolution(for: Self.example(.verdict(verdict))) : []
    case .endpointRetired: resolution(for: Self.example(.endpointRetired))
    case .endpointDeprecated: resolution(for: Self.example(.endpointDeprecated))
    case .tlsInspection: resolution(for: Self.example(.tlsInspection))
    case .issue(let issue):
      issue.verdicts.first.map { verdict in
        let issue = IssueAssessment(
          candidates: [issue.rawValue], best: issue.rawValue, basis: .onlyCandidate)
        return resolution(for: Self.example(.verdict(verdict), issue: issue))
      } ?? []
    }
  }

  private static func example(_ code: FindingCode, issue: IssueAssessment? = nil) -> Finding {
    Finding(
      code: code, severity: .error, client: IPAddress(v4: 0), serverName: nil, endpoint: nil,
      serverAddresses: [], serverPorts: [], route: .direct, confidence: .certain, flows: [], first: 0,
      last: 0, issue: issue, decisiveFlow: 0)
  }
}

extension Verdict {
  fileprivate var leavesOpen: Bool { self == .incompleteCapture || self == .unfinished }
}
