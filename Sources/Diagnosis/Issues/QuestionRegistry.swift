/// All questions that bear on which issue it is, in the order in which a report lists their answers: what decides
/// stands before what only adds.
enum QuestionRegistry {
  static let questions: [any IssueQuestion.Type] = [
    CapturedSuccess.self,
    CatalogImports.self,
    SchannelLines.self,
    LoggedSynchronizations.self,
    NoCommonAlgorithm.self,
    WindowsRelease.self,
    CipherOrders.self,
    LoggedAttempts.self,
    DisabledProtocols.self,
    WorkerProcessSwitches.self,
    StrongCryptography.self,
  ]
}
