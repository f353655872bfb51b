import Protocols

/// The server refuses the version, as in issues 1 and 3.
///
/// Needs: the version of the hello, and the server's RST, FIN or alert instead of a ServerHello.
///
/// Does not apply: when bytes of the server before a silent end are missing: they may be a ServerHello.
/// 1. protocol_version says so itself (RFC 8446, section 6.2).
/// 2. RST and FIN say it when the offer is below the server's minimum: Schannel resets, proxies close.
/// 3. So do handshake_failure and insufficient_security: RFC 5246, appendix E.1 asks for protocol_version,
///    yet servers send all three.
/// 4. The version comes before the suites: an old hello cannot contain a suite of TLS 1.2.
enum VersionRejectRule: VerdictRule {
  static let verdict = Verdict.versionReject

  static func judge(_ flow: FlowFacts) -> Ruling? {
    guard let offer = flow.offer, let sign = flow.endOfHello else { return nil }
    if sign.fatalAlert == .protocolVersion, !offer.isTooNew {
      return Ruling(.certain, reason(offer, sign, flow.terms))
    }
    guard offer.isTooOld, sign.saysNothingElse else { return nil }
    let confidence = offer.isComplete ? flow.confidenceOfSilentEnd : .possible
    return Ruling(confidence, reason(offer, sign, flow.terms))
  }

  /// A minimum that the policy does not state is not told as a fact.
  private static func reason(_ offer: OfferAssessment, _ sign: EndSign, _ terms: KnownTerms) -> Reason {
    let minimum = offer.isTooOld && terms.statesMinimum ? offer.minimum.rawValue : 0
    let offered = offer.isVersionProven ? offer.version.rawValue : 0
    return .versionTooLow(hello: offer.frame, offered: offered, minimum: minimum, end: sign)
  }
}

extension EndSign {
  /// The end is silent, or an alert that only reports a mismatch.
  var saysNothingElse: Bool {
    isSilent || fatalAlert == .handshakeFailure || fatalAlert == .insufficientSecurity
  }
}
