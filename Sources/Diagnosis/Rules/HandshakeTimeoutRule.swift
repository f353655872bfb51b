/// The ClientHello, or the CONNECT request, was never answered.
///
/// Causes: a device that drops the hello, a path that loses large packets, a server that hangs.
///
/// Needs: the hello; both directions; ten seconds of silence after its last repetition, or the client's end.
///
/// Does not apply: when the server answered while the client was listening, ended it, or bytes of the server
/// are missing.
/// 1. A retransmitted hello was not even acknowledged (RFC 9293, section 3.8.1): certain.
/// 2. A client that leaves after a second or more waited longer than a retransmission timeout (RFC 6298,
///    section 2.1): probable; sooner: possible.
/// 3. Bytes of the answer that the client never acknowledged, although the server had time to repeat them, were lost
///    on the path and not by the capture: probable.
enum HandshakeTimeoutRule: VerdictRule {
  static let verdict = Verdict.handshakeTimeout

  static func judge(_ flow: FlowFacts) -> Ruling? {
    guard flow.serverEnd == nil, flow.packets.server > 0 else { return nil }
    if let reason = flow.answerThatWasLost { return Ruling(.probable, reason) }
    guard !flow.lacksBytes(of: .server) else { return nil }
    let isRequestOpen = flow.connectRequest != nil && flow.connectResponse == nil
    if !isRequestOpen, let hello = flow.unansweredHello { return judge(hello, flow) }
    guard let request = flow.connectRequest, flow.connectResponse == nil, flow.firstTLS.server == nil,
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
    let isRepeated = flow.helloRepeats > 0
    if flow.clientEnd != nil {
      if isRepeated { return Ruling(.certain, reason) }
      return Ruling(flow.waited(since: hello) ? .probable : .possible, reason)
    }
    guard let last = flow.lastHelloSent, flow.captureElapsed >= last.elapsed,
      flow.captureElapsed - last.elapsed >= silence
    else { return nil }
    return Ruling(isRepeated ? .certain : .probable, reason)
  }

  /// Milliseconds: servers answer a hello within a second or two.
  fileprivate static let silence: UInt32 = 10_000
}

extension FlowFacts {
  /// The first bytes of the server's answer never reached the client.
  fileprivate var answerThatWasLost: Reason? {
    guard let hello = firstHello, helloRetry == nil, firstTLS.server == nil, let hole = loss.server,
      hole.index > hello.index, !lossIsCut, loss.client == nil, !lacksReceived.server,
      end == nil || clientEnd?.isSilent == true
    else { return nil }
    let waited = (endPosition?.elapsed ?? captureElapsed).subtractingReportingOverflow(hello.elapsed)
    let limit = end == nil ? HandshakeTimeoutRule.silence : Self.repetitionTime
    guard !waited.overflow, waited.partialValue >= limit else { return nil }
    return .answerLost(hello: hello.frame, hole: hole.frame, end: clientEnd)
  }

  /// Milliseconds in which a server repeats what was lost, after one second and after two more (RFC 6298, section 2).
  private static let repetitionTime: UInt32 = 3000

  /// The first hello, or the second after a HelloRetryRequest.
  fileprivate var unansweredHello: Position? {
    guard let first = firstHello, let last = lastHello else { return nil }
    if let retry = helloRetry, !cameTooLate(retry) {
      return last.index > retry.index && cameTooLate(serverHello) ? last : nil
    }
    guard cameTooLate(firstTLS.server) else { return nil }
    // Without the start the server's words from before the hello cannot be told from an answer.
    if isStartMissing, otherData.server != nil, firstTLS.server == nil { return nil }
    return hasOtherAnswer && (!cameTooLate(clearAnswer ?? otherData.server) || isHalfClosed) ? nil : first
  }

  /// The client closed at once behind its hello, and still waits for the answer.
  private var isHalfClosed: Bool {
    guard clientEnd?.kind == .fin, let hello = lastHelloSent else { return false }
    return !waited(since: hello)
  }

  private func cameTooLate(_ answer: Position?) -> Bool {
    guard let answer else { return true }
    guard clientEnd != nil, let end = endPosition else { return false }
    // Bytes behind a hole are read late, although the client had them.
    return end.index < answer.index && end.frame < answer.frame
  }
}
