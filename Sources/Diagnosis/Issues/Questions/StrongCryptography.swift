/// Do the values that let .NET Framework use TLS 1.2 stand in the registry?
enum StrongCryptography: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    // WSUS is a program of .NET Framework 4; its worker process has 64 bits.
    let settings = issue.facts.frameworkSettings.filter { $0.version == .v4 }
    guard !settings.isEmpty else { return [] }
    let missing = settings.flatMap { [$0.strongCrypto, $0.systemDefaultTLS] }.filter { $0 != 1 }.count
    let citations = settings.flatMap(\.citations)
    if missing > 0 {
      return [DecisionStep(.strongCryptographyIsNotSet(missing: missing), citations: citations)]
    }
    return [
      DecisionStep(
        .strongCryptographyIsSet, against: issue.candidates.filter(\.isImport), citations: citations)
    ]
  }
}
