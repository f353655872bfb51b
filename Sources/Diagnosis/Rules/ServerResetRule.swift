import Protocols

/// The server's side reset the connection without a visible cause, most often a firewall, filter or
/// inspecting device.
///
/// Needs: the hello, complete enough to compare with the policy, and the RST before any ServerHello; or an
/// RST before the client sent data.
///
/// Does not apply: when the deciding part of the hello is truncated, or bytes of the server are missing.
/// 1. What the policy explains is ``VersionRejectRule``'s or ``NoCommonCipherRule``'s.
/// 2. With an endpoint whose version and suites the hello meets: certain.
enum ServerResetRule: VerdictRule {
  static let verdict = Verdict.serverReset

  static func judge(_ flow: FlowFacts) -> Ruling? {
    guard let sign = flow.serverEnd, sign.kind == .rst else { return nil }
    return flow.serverEndedHello(sign) ?? flow.serverLeftFirst(sign)
  }
}

extension FlowFacts {
  func serverEndedHello(_ sign: EndSign) -> Ruling? {
    guard let hello = firstHello, serverHello == nil, !lacksBytes(of: .server), let offer,
      !isThroughProxy || tunnel != nil, endDetails.answer != .more
    else { return nil }
    if let retry = helloRetry {
      guard let second = lastHello, second.index > retry.index else { return nil }
      let reason = Reason.serverEndedHello(hello: second.frame, end: sign, acceptable: true)
      return Ruling(confidenceOfSilentEnd, reason)
    }
    guard let confidence = confidence(ofEnding: offer) else { return nil }
    if let answer = clearAnswer {
      let reason = Reason.helloAnsweredOtherwise(hello: hello.frame, answer: answer.frame, end: sign)
      return Ruling(confidence, reason)
    }
    let reason = Reason.serverEndedHello(
      hello: hello.frame, end: sign, acceptable: offer.isAcceptable && endBeforeHello == nil)
    return Ruling(confidence, reason)
  }

  /// Nil when the capture does not tell.
  private func confidence(ofEnding offer: OfferAssessment) -> Confidence? {
    guard offer.version >= .ssl20, offer.suites != .cut else { return nil }
    if !offer.isComplete { return standing == .unnamed ? nil : .possible }
    if offer.suites == .shared { return .certain }
    return standing == .unnamed ? .possible : .probable
  }

  func serverLeftFirst(_ sign: EndSign) -> Ruling? {
    guard let start = established ?? connectRequest, clientWasSilent || onlyAskedProxy, !hasLoss,
      packets.client > 0, !isStartMissing || isThroughProxy
    else { return nil }
    let reason: Reason =
      isThroughProxy && tunnel == nil
      ? .connectUnanswered(request: start.frame, retransmissions: connectRepeats, end: sign)
      : .serverLeftFirst(established: start.frame, end: sign, tunnel: isThroughProxy)
    return Ruling(standing == .unnamed ? .possible : .probable, reason)
  }

  /// The proxy has answered nothing: what the client sent behind its request was not read.
  private var onlyAskedProxy: Bool {
    isThroughProxy && connectResponse == nil && serverSentNoTLS && otherData.server == nil
  }
}
