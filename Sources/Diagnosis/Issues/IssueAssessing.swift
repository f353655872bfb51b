extension IssueAssessment {
  /// What the capture alone says about a failed finding; nil when the article has no issue for it.
  ///
  /// Issues 1 and 3 look alike on the wire, and so do 2 and 4:
  ///
  /// 1. A client that also finished TLS 1.2 with the endpoint has the update that issue 3 lacks.
  /// 2. So has a system newer than Windows Server 2012 R2, which never lacked it.
  /// 3. No success decides nothing: the capture may simply not hold a synchronisation.
  /// 4. Nothing on the wire tells an import by hand from one that Configuration Manager asks for.
  ///
  /// - Parameters:
  ///   - successOfSameClient: A flow of the client that finished TLS 1.2 or later with the same endpoint.
  ///   - newerSystem: A flow of the finding whose hello no system before Windows Server 2016 sends.
  init?(verdict: Verdict, role: EndpointRole, successOfSameClient: Int?, newerSystem: Int?) {
    let issues = ArticleIssue.allCases.filter { $0.verdicts.contains(verdict) && $0.roles.contains(role) }
    guard let first = issues.first else { return nil }
    let candidates = issues.map(\.rawValue)
    guard issues.count > 1 else {
      self.init(candidates: candidates, best: first.rawValue, basis: .onlyCandidate)
      return
    }
    guard verdict == .versionReject else {
      self.init(candidates: candidates, best: nil, basis: .undecided)
      return
    }
    if let flow = successOfSameClient {
      self.init(candidates: candidates, best: first.rawValue, basis: .sameClientSucceeds(flow: flow))
    } else if let flow = newerSystem {
      self.init(candidates: candidates, best: first.rawValue, basis: .helloOfNewerSystem(flow: flow))
    } else {
      self.init(candidates: candidates, best: nil, basis: .undecided)
    }
  }
}
