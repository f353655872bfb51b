/// One row of the table of verdicts.
///
/// A rule only reads the facts of a flow, and says nothing unless they carry its verdict alone: what another
/// rule asserts it need not exclude when that rule stands before it in the ``RuleRegistry``.
protocol VerdictRule: SendableMetatype {
  static var verdict: Verdict { get }

  /// The ruling, or nil when the facts do not carry the verdict.
  static func judge(_ flow: FlowFacts) -> Ruling?
}

/// What a rule says when it applies.
struct Ruling: Sendable {
  var confidence: Confidence
  var reason: Reason

  init(_ confidence: Confidence, _ reason: Reason) {
    self.confidence = confidence
    self.reason = reason
  }
}

/// Every rule, in the order in which they are asked.
///
/// What is proven stands before what is inferred, and what is inferred before what is missing: success; what
/// TCP and the proxy say; another protocol; the server's refusals, version before cipher; the client's; ends
/// without a stated cause; and last what the capture leaves open.
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
    ServerResetRule.self,
    ServerCloseRule.self,
    HandshakeTimeoutRule.self,
    HandshakeAbortedRule.self,
    IncompleteCaptureRule.self,
    UnfinishedRule.self,
  ]

  static func judge(_ flow: FlowFacts) -> Judgement {
    for rule in rules {
      guard let ruling = rule.judge(flow) else { continue }
      return Judgement(
        verdict: rule.verdict, confidence: ruling.confidence, reason: ruling.reason,
        isThroughProxy: flow.isThroughProxy)
    }
    return Judgement(
      verdict: .unfinished, confidence: .certain, reason: .captureEnded(lastFrame: flow.lastFrame),
      isThroughProxy: flow.isThroughProxy)
  }
}
