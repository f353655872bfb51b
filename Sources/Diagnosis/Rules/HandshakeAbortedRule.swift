/// The handshake ended before it was finished, in a way that no other rule covers.
///
/// Version and suite were agreed, so the cause is later: a client certificate, an inspecting device, a
/// timeout.
///
/// Needs: TLS in the flow, and an end before the last Finished.
///
/// Does not apply: when missing bytes may be the rest of the handshake, unless a fatal alert shows that it
/// failed.
/// 1. A fatal alert says that it failed (RFC 8446, section 6.2): certain. RST and FIN only end it.
/// 2. An answer other than a ServerHello: possible.
enum HandshakeAbortedRule: VerdictRule {
  static let verdict = Verdict.handshakeAborted

  static func judge(_ flow: FlowFacts) -> Ruling? {
    guard let sign = flow.end, flow.hasBegun else { return nil }
    let frame = (flow.serverHello ?? flow.helloRetry)?.frame ?? 0
    let reason = flow.otherAnswer(sign) ?? .endedInHandshake(serverHello: frame, end: sign)
    if sign.fatalAlert != nil { return Ruling(frame == 0 ? .possible : .certain, reason) }
    guard !flow.hasLoss, flow.packets.client > 0, flow.packets.server > 0 else { return nil }
    if flow.isStartMissing, flow.firstHello == nil { return nil }
    return Ruling(frame == 0 ? .possible : .probable, reason)
  }
}

extension FlowFacts {
  fileprivate func otherAnswer(_ sign: EndSign) -> Reason? {
    guard let hello = firstHello, firstTLS.server == nil, let answer = clearAnswer, !hasLoss else {
      return nil
    }
    return .helloAnsweredOtherwise(hello: hello.frame, answer: answer.frame, end: sign)
  }

  fileprivate var hasBegun: Bool {
    guard firstHello != nil else { return firstTLS.client != nil || firstTLS.server != nil }
    if serverHello != nil || helloRetry != nil || firstTLS.server != nil { return true }
    return hasOtherAnswer
  }
}
