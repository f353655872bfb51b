/// Which protocols does the registry disable for clients ("TLS registry settings")?
enum DisabledProtocols: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    let disabled = issue.facts.protocolSettings.filter { $0.role == .client && $0.enabled == 0 }
    var steps: [DecisionStep] = []
    if let modern = disabled.first(where: { $0.protocolName == "TLS 1.2" }) {
      steps.append(
        DecisionStep(.modernProtocolDisabled, against: issue.candidates, citations: modern.citations))
    }
    let old = disabled.filter { $0.protocolName != "TLS 1.2" }
    if !old.isEmpty {
      let silent: [ArticleIssue] = [
        .importFailsAfterHardening, .synchronizationFailsWithConfigurationManager,
      ]
      steps.append(
        DecisionStep(
          .protocolsDisabled(old.map(\.protocolName)), for: issue.candidates.filter(silent.contains),
          citations: old.flatMap(\.citations)))
    }
    return steps
  }
}
