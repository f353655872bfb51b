import Protocols

/// The policy does not state the fact by which the verdict names the cause: the minimum is the default, the suites or
/// signature algorithms are unknown, or there may be more groups than it names. An alert that names the cause needs no
/// policy.
enum TermsUnknownDoubt: DoubtRule {
  static let code = Doubt.Code.termsUnknown

  static func doubt(_ flow: FlowFacts, _ verdict: Verdict) -> Doubt? {
    guard flow.standing == .endpoint, let offer = flow.offer else { return nil }
    switch verdict {
    case .versionReject where flow.serverEnd?.fatalAlert != .protocolVersion && !flow.terms.statesMinimum:
      return .termsUnknown(.minimumVersion)
    case .noCommonCipher where offer.suites == .noSignatureAlgorithm && !flow.terms.statesSignatureAlgorithms:
      return .termsUnknown(.signatureAlgorithms)
    case .noCommonCipher where offer.suites == .noGroup && offer.offersCurve && !flow.terms.areGroupsComplete:
      return .termsUnknown(.groups)
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

/// The list by which the verdict names the cause is more than two years older than the capture, or changed in its month.
enum TermsDatedDoubt: DoubtRule {
  static let code = Doubt.Code.termsDated

  static func doubt(_ flow: FlowFacts, _ verdict: Verdict) -> Doubt? {
    guard verdict == .noCommonCipher, let offer = flow.offer, offer.suites != .unknown else { return nil }
    if flow.terms.dated.contains(.cipherSuites) { return .termsDated(.cipherSuites) }
    if offer.suites == .noGroup, offer.offersCurve, flow.terms.dated.contains(.groups) {
      return .termsDated(.groups)
    }
    let isAboutSignatures = offer.suites == .noSignatureAlgorithm && flow.terms.statesSignatureAlgorithms
    return isAboutSignatures && flow.terms.dated.contains(.signatureAlgorithms)
      ? .termsDated(.signatureAlgorithms) : nil
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
