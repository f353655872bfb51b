import Protocols

/// The server's side reset the connection without a cause that shows.
///
/// Asserts: RST from the server's side after a hello that it should take, or of whose server nothing is
/// known; or before the client said anything.
///
/// Why it matters: most often a firewall, a filter or an inspection device on the way.
///
/// Needs: the hello, whole enough to be held against the policy, and the RST before any ServerHello.
///
/// Stays silent: when the part of the hello that would decide was cut, or bytes of the server are missing.
///
/// 1. What the policy explains, ``VersionRejectRule`` and ``NoCommonCipherRule`` have taken.
/// 2. With an endpoint whose version and suites the hello meets, no other row is left: certain.
enum ServerResetRule: VerdictRule {
  static let verdict = Verdict.serverReset

  static func judge(_ flow: FlowFacts) -> Ruling? {
    guard let sign = flow.serverEnd, sign.kind == .rst else { return nil }
    return flow.serverEndedHello(sign) ?? flow.serverLeftFirst(sign)
  }
}

extension FlowFacts {
  /// The ruling on a hello that the server's FIN or RST answered.
  func serverEndedHello(_ sign: EndSign) -> Ruling? {
    guard let hello = firstHello, serverHello == nil, !lacksBytes(of: .server), let offer else { return nil }
    if let retry = helloRetry {
      guard let second = lastHello, second.index > retry.index else { return nil }
      let reason = Reason.serverEndedHello(hello: second.frame, end: sign, acceptable: true)
      return Ruling(confidenceOfSilentEnd, reason)
    }
    guard let confidence = confidence(ofEnding: offer) else { return nil }
    if let answer = otherData.server, answer.index > hello.index {
      let reason = Reason.helloAnsweredOtherwise(hello: hello.frame, answer: answer.frame, end: sign)
      return Ruling(confidence, reason)
    }
    let reason = Reason.serverEndedHello(hello: hello.frame, end: sign, acceptable: offer.suites == .shared)
    return Ruling(confidence, reason)
  }

  /// How sure it is that the hello's content was not the cause; nil when the capture does not tell.
  private func confidence(ofEnding offer: OfferAssessment) -> Confidence? {
    guard offer.version >= .ssl20, offer.suites != .cut else { return nil }
    if !offer.isComplete { return standing == .unnamed ? nil : .possible }
    if offer.suites == .shared { return .certain }
    return standing == .unnamed ? .possible : .probable
  }

  /// The ruling on a server, or a proxy, that closed before the client said anything of TLS.
  func serverLeftFirst(_ sign: EndSign) -> Ruling? {
    guard let start = established ?? connectRequest, clientWasSilent, !hasLoss,
      packets.client > 0, !isStartMissing || isThroughProxy
    else { return nil }
    let reason: Reason =
      isThroughProxy && tunnel == nil
      ? .connectUnanswered(request: start.frame, retransmissions: connectRepeats, end: sign)
      : .serverLeftFirst(established: start.frame, end: sign, tunnel: isThroughProxy)
    return Ruling(standing == .unnamed ? .possible : .probable, reason)
  }
}
