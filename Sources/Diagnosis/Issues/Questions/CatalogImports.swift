/// Does Configuration Manager import from the catalogue, and fail?
///
/// 1. Its log tells of imports that failed: issue 4.
/// 2. Its log is there and tells of none: what failed was imported by hand. It decides nothing alone, because the
///    log may have been turned over since.
enum CatalogImports: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    guard issue.isCandidate(.synchronizationFailsWithConfigurationManager) else { return [] }
    let failures = issue.facts.importFailures
    if !failures.isEmpty {
      let updates = Set(failures.flatMap(\.updates)).count
      return [
        DecisionStep(
          .catalogImportsFailed(count: failures.map(\.count).reduce(0, +), updates: updates),
          for: [.synchronizationFailsWithConfigurationManager], against: [.importFailsAfterHardening],
          isDecisive: true,
          citations: [issue.facts.driverImports?.citation].compactMap { $0 } + failures.map(\.citation))
      ]
    }
    guard issue.hasFile(.wsyncmgrLog) else { return [] }
    return [
      DecisionStep(
        .noCatalogImportFailed, for: [.importFailsAfterHardening],
        against: [.synchronizationFailsWithConfigurationManager])
    ]
  }
}
