import Protocols

/// The policy does not state the fact by which the verdict names the cause: the minimum is the default, or the suites or
/// signature algorithms are unknown. An alert that names the cause needs no policy.
enum TermsUnknownDoubt: DoubtRule {
  static let code = Doubt.Code.termsUnknown

  static func doubt(_ flow: FlowFacts, _ verdict: Verdict) -> Doubt? {
    guard flow.standing == .endpoint, let offer = flow.offer else { return nil }
    switch verdict {
    case .versionReject where flow.serverEnd?.fatalAlert != .protocolVersion && !flow.terms.statesMinimum:
      return .termsUnknown(.minimumVersion)
    case .noCommonCipher where offer.suites == .noSignatureAlgorithm:
      return .termsUnknown(.signatureAlgorithms)
    case .noCommonCipher
    where !flow.terms.statesSuites && flow.serverEnd?.fatalAlert != .insufficientSecurity:
      return .termsUnknown(.cipherSuites)
    case .serverReset where flow.endDetails.answer != .less && offer.suites == .unknown,
      .serverClose where offer.suites == .unknown:
      return .termsUnknown(.cipherSuites)
    case .success, .versionReject, .noCommonCipher, .clientFin, .clientReset, .clientAlert,
      .certificateRejected,
      .serverAlert, .serverReset, .serverClose, .handshakeTimeout, .handshakeAborted, .connectionRefused,
      .connectTimeout, .proxyDenied, .notTLS, .incompleteCapture, .unfinished:
      return nil
    }
  }
}

/// The list of suites is more than two years older than the capture, or changed in its month.
enum TermsDatedDoubt: DoubtRule {
  static let code = Doubt.Code.termsDated

  static func doubt(_ flow: FlowFacts, _ verdict: Verdict) -> Doubt? {
    verdict == .noCommonCipher && flow.terms.areSuitesDated && flow.offer?.suites != .unknown
      ? .termsDated : nil
  }
}

/// No entry of the policy names the server, so its terms are assumed.
enum NotInPolicyDoubt: DoubtRule {
  static let code = Doubt.Code.notInPolicy

  static func doubt(_ flow: FlowFacts, _ verdict: Verdict) -> Doubt? {
    guard verdict.restsOnName, flow.standing != .endpoint, flow.serverEnd?.fatalAlert == nil,
      flow.clearAnswer == nil
    else { return nil }
    return .notInPolicy
  }
}
