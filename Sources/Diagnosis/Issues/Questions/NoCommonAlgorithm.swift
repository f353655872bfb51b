/// Did programs find no version that they could offer?
///
/// The error 0x80090331 alone fits issues 2 and 4 alike. With the SCHANNEL lines that show TLS 1.0 and 1.1
/// disabled it is what the article calls issue 2, unless Configuration Manager's own log says who imported.
enum NoCommonAlgorithm: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    guard issue.isCandidate(.importFailsAfterHardening),
      let failure = issue.logged.first(where: { $0.failure.kind == .noCommonAlgorithm })?.failure
    else { return [] }
    let disabled = hardening(issue.facts)
    guard !disabled.isEmpty else {
      return [DecisionStep(.noCommonAlgorithm, for: issue.candidates, citations: [failure.citation])]
    }
    return [
      DecisionStep(
        .noCommonAlgorithmAfterHardening,
        for: issue.facts.importFailures.isEmpty ? [.importFailsAfterHardening] : issue.candidates,
        isDecisive: issue.facts.importFailures.isEmpty, citations: disabled + [failure.citation])
    ]
  }

  /// The lines of the newest start that disable TLS 1.0 and 1.1; empty unless both are.
  private static func hardening(_ facts: ServerFacts) -> [Citation] {
    guard let start = facts.serviceStarts.last(where: { !$0.protocols.isEmpty }) else { return [] }
    let lines = ["TLS 1.0", "TLS 1.1"].compactMap { name in
      start.protocols.last { $0.protocolName == name && $0.state == .disabled }
    }
    return lines.count == 2 ? lines.map(\.citation) : []
  }
}
