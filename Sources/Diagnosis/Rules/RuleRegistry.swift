/// One row of the table of verdicts.
///
/// A rule reads only the facts of a flow. It need not exclude what a rule before it in the ``RuleRegistry``
/// asserts.
protocol VerdictRule: SendableMetatype {
  static var verdict: Verdict { get }

  static func judge(_ flow: FlowFacts) -> Ruling?
}

struct Ruling: Sendable {
  var confidence: Confidence
  var reason: Reason

  init(_ confidence: Confidence, _ reason: Reason) {
    self.confidence = confidence
    self.reason = reason
  }
}

/// Every rule, in the order in which they are asked: the proven before the inferred, and the inferred before
/// the missing.
enum RuleRegistry {
  static let rules: [any VerdictRule.Type] = [
    SuccessRule.self,
    ConnectionRefusedRule.self,
    ConnectTimeoutRule.self,
    ProxyDeniedRule.self,
    NotTLSRule.self,
    VersionRejectRule.self,
    NoCommonCipherRule.self,
    CertificateRejectedRule.self,
    ServerAlertRule.self,
    ClientFinRule.self,
    ClientResetRule.self,
    ClientAlertRule.self,
    ServerResetRule.self,
    ServerCloseRule.self,
    HandshakeTimeoutRule.self,
    HandshakeAbortedRule.self,
    IncompleteCaptureRule.self,
    UnfinishedRule.self,
  ]

  static func judge(_ flow: FlowFacts) -> Judgement {
    var judgement = firstAnswer(flow)
    let doubts = DoubtRegistry.doubts(flow, judgement.verdict)
    judgement.set(doubts, endedBy: flow.endedBy(judgement.verdict, doubts))
    return judgement
  }

  private static func firstAnswer(_ flow: FlowFacts) -> Judgement {
    for rule in rules {
      guard let ruling = rule.judge(flow) else { continue }
      return Judgement(
        verdict: rule.verdict, confidence: ruling.confidence, reason: ruling.reason,
        isThroughProxy: flow.involvesProxy)
    }
    return Judgement(
      verdict: .unfinished, confidence: .certain, reason: .captureEnded(lastFrame: flow.lastFrame),
      isThroughProxy: flow.involvesProxy)
  }
}
