/// The handshake began and ended before it was finished.
///
/// Asserts: the server answered the hello, and then one side ended it in a way that no other rule covers.
///
/// Why it matters: the two came together on version and suite, so the cause lies later: a client certificate,
/// a device that dislikes the server's, a timeout.
///
/// Needs: TLS in the flow, and an end before the last Finished.
///
/// Stays silent: when missing bytes may have been the rest of the handshake, unless a fatal alert in the
/// clear shows that it never came to that.
///
/// 1. A fatal alert says that it failed (RFC 8446, section 6.2): certain. RST and FIN only say that it ended.
/// 2. An answer that is no ServerHello leaves open what the server thought it was doing: possible.
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
  /// The reason when nothing of TLS but something else answered the hello.
  fileprivate func otherAnswer(_ sign: EndSign) -> Reason? {
    guard let hello = firstHello, firstTLS.server == nil, let answer = otherData.server, !hasLoss,
      answer.index > hello.index
    else { return nil }
    return .helloAnsweredOtherwise(hello: hello.frame, answer: answer.frame, end: sign)
  }

  /// The server answered the hello, or the client spoke TLS without one.
  fileprivate var hasBegun: Bool {
    guard let hello = firstHello else { return firstTLS.client != nil || firstTLS.server != nil }
    if serverHello != nil || helloRetry != nil || firstTLS.server != nil { return true }
    return hasOtherAnswer(to: hello)
  }
}
