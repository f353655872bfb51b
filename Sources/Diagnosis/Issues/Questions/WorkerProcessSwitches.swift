/// Does `w3wp.exe.config` already hold the cure of imports? It says what is left to do, not which issue it is.
enum WorkerProcessSwitches: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    guard let file = issue.facts.workerProcessSwitches.last else { return [] }
    if let fault = file.fault {
      return [DecisionStep(.switchFileIsBroken(fault), citations: [file.citation])]
    }
    guard file.value == false else { return [DecisionStep(.switchIsNotSet, citations: [file.citation])] }
    return [
      DecisionStep(.switchIsSet, against: issue.candidates.filter(\.isImport), citations: [file.citation])
    ]
  }
}

extension ArticleIssue {
  /// The worker process imports and cannot use TLS 1.2.
  var isImport: Bool {
    switch self {
    case .importFails, .importFailsAfterHardening, .synchronizationFailsWithConfigurationManager: true
    case .synchronizationFailsWithoutRollup, .limitedCiphers: false
    }
  }
}
