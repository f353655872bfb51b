import Protocols

/// The server does not take so old a version.
///
/// Asserts: the highest version that the client offers is under what the server takes, and the server ended
/// it for that.
///
/// Why it matters: it is what issues 1 and 3 of the article look like.
///
/// Needs: the version of the hello, and the server's RST, FIN or alert instead of a ServerHello.
///
/// Stays silent: when bytes of the server before a silent end are missing, since they may have been a
/// ServerHello.
///
/// 1. An alert protocol_version says so itself (RFC 8446, section 6.2), whatever the policy holds.
/// 2. RST and FIN say it when the offer is under the server's minimum: Schannel resets without an alert, and
///    proxies close.
/// 3. So do handshake_failure and insufficient_security: RFC 5246, appendix E.1 asks for protocol_version,
///    yet servers answer an old hello with any of the three.
/// 4. The version is asked before the suites: an old hello cannot hold a suite that only TLS 1.2 has.
enum VersionRejectRule: VerdictRule {
  static let verdict = Verdict.versionReject

  static func judge(_ flow: FlowFacts) -> Ruling? {
    guard let sign = flow.endOfHello, let offer = flow.offer else { return nil }
    if sign.fatalAlert == .protocolVersion {
      return Ruling(.certain, reason(offer, sign, minimum: offer.isTooOld ? offer.minimum.rawValue : 0))
    }
    guard offer.isTooOld, sign.saysNothingElse else { return nil }
    let confidence = offer.isComplete ? flow.confidenceOfSilentEnd : .possible
    return Ruling(confidence, reason(offer, sign, minimum: offer.minimum.rawValue))
  }

  private static func reason(_ offer: OfferAssessment, _ sign: EndSign, minimum: UInt16) -> Reason {
    let offered = offer.isVersionProven ? offer.version.rawValue : 0
    return .versionTooLow(hello: offer.frame, offered: offered, minimum: minimum, end: sign)
  }
}

extension EndSign {
  /// The end is silent, or an alert that only says that the two sides do not come together.
  var saysNothingElse: Bool {
    isSilent || fatalAlert == .handshakeFailure || fatalAlert == .insufficientSecurity
  }
}
