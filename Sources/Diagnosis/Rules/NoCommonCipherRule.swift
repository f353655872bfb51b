import Protocols

/// The two sides share no cipher suite, as in issue 5, and the server ended the connection.
///
/// Needs: the whole list of suites and a policy with the server's; or an alert that says so.
///
/// Does not apply: to a truncated list, to a hello of newer versions only, and when bytes of the server before a silent end
/// are missing.
/// 1. A server without a common suite answers handshake_failure or insufficient_security (RFC 5246, section
///    7.2.2; RFC 8446, section 6.2); Schannel resets.
/// 2. A suite with ECDHE needs a common curve (RFC 8422, sections 5.1 and 5.1.1) and a certificate of its
///    kind.
/// 3. Without a policy, insufficient_security names the cause; handshake_failure has others, so probable.
enum NoCommonCipherRule: VerdictRule {
  static let verdict = Verdict.noCommonCipher

  static func judge(_ flow: FlowFacts) -> Ruling? {
    guard let offer = flow.offer, let sign = flow.endOfHello, !offer.isTooOld, !offer.isTooNew,
      sign.saysNothingElse
    else { return nil }
    switch offer.suites {
    case .shared: return nil
    case .noSuite:
      return Ruling(confidence(flow, offer), .noSuiteInCommon(hello: offer.frame, end: sign))
    case .noGroup:
      return Ruling(confidence(flow, offer), .noGroupInCommon(hello: offer.frame, end: sign))
    case .noSignatureAlgorithm:
      return Ruling(confidence(flow, offer), .noSignatureAlgorithmInCommon(hello: offer.frame, end: sign))
    case .unknown, .cut: return judgeAlert(sign, offer)
    }
  }

  private static func judgeAlert(_ sign: EndSign, _ offer: OfferAssessment) -> Ruling? {
    guard let alert = sign.fatalAlert else { return nil }
    let reason = Reason.alertSaysNoSuite(hello: offer.frame, end: sign)
    if alert == .insufficientSecurity { return Ruling(.certain, reason) }
    return Ruling(offer.isComplete ? .probable : .possible, reason)
  }

  private static func confidence(_ flow: FlowFacts, _ offer: OfferAssessment) -> Confidence {
    offer.isComplete ? flow.confidenceOfSilentEnd : .possible
  }
}
