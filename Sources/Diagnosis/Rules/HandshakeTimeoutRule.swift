/// The hello was never answered.
///
/// Asserts: the client opened TLS, or asked the proxy for a tunnel, and got nothing back.
///
/// Why it matters: a device that swallows the hello, a path that loses large packets, a server that hangs.
///
/// Needs: the hello; both directions in the capture; its retransmission, or the client's end.
///
/// Stays silent: when the server answered anything while the client still listened, or ended it, and when
/// bytes of the server are missing.
///
/// 1. A hello that is sent again was not even acknowledged (RFC 9293, section 3.8.1): certain.
/// 2. A client that leaves after a second or more waited for longer than a retransmission takes (RFC 6298,
///    section 2.1): probable. One that leaves sooner may have had reasons of its own: possible.
enum HandshakeTimeoutRule: VerdictRule {
  static let verdict = Verdict.handshakeTimeout

  static func judge(_ flow: FlowFacts) -> Ruling? {
    guard flow.serverEnd == nil, !flow.lacksBytes(of: .server), flow.packets.server > 0 else { return nil }
    if let hello = flow.unansweredHello { return judge(hello, flow) }
    guard let request = flow.connectRequest, flow.connectResponse == nil, flow.firstTLS.client == nil,
      let sign = flow.clientEnd
    else { return nil }
    let hasWaited = flow.connectRepeats > 0 || flow.waited(since: request)
    let reason = Reason.connectUnanswered(
      request: request.frame, retransmissions: flow.connectRepeats, end: sign)
    return Ruling(hasWaited ? .probable : .possible, reason)
  }

  private static func judge(_ hello: FlowFacts.Position, _ flow: FlowFacts) -> Ruling? {
    let reason = Reason.helloUnanswered(
      hello: hello.frame, retransmissions: flow.helloRepeats, end: flow.clientEnd)
    if flow.helloRepeats > 0 { return Ruling(.certain, reason) }
    guard flow.clientEnd != nil else { return nil }
    return Ruling(flow.waited(since: hello) ? .probable : .possible, reason)
  }
}

extension FlowFacts {
  /// The hello that still waits for an answer: the first, or after a HelloRetryRequest the second.
  fileprivate var unansweredHello: Position? {
    guard let first = firstHello, let last = lastHello else { return nil }
    if let retry = helloRetry, !cameTooLate(retry) {
      return last.index > retry.index && cameTooLate(serverHello) ? last : nil
    }
    guard cameTooLate(firstTLS.server) else { return nil }
    // Without the start the server's words from before the hello cannot be told from an answer.
    if isStartMissing, otherData.server != nil, firstTLS.server == nil { return nil }
    return hasOtherAnswer(to: first) && !cameTooLate(otherData.server) ? nil : first
  }

  /// Nothing came, or only when the client had already left.
  private func cameTooLate(_ answer: Position?) -> Bool {
    guard let answer else { return true }
    return clientEnd.map { $0.frame < answer.frame } ?? false
  }
}
