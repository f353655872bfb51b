/// The SYN was never answered.
///
/// Asserts: nobody at the server's address answers, and nobody on the way objects.
///
/// Why it matters: a firewall that drops, a wrong route or a dead host; nothing of TLS was tried.
///
/// Needs: a repeated SYN, or a capture that goes on for ``patience`` after the only one.
///
/// Stays silent: when the client went on as if it had been answered, which shows that the capture lacks the
/// other direction.
///
/// 1. A sender repeats a SYN when its timer of one second ends (RFC 6298, section 2.1).
/// 2. A single SYN is probable only: the capture may have lost the answer.
/// 3. A client that has given up answers a late SYN/ACK with RST, since it knows no such connection any more
///    (RFC 9293, section 3.5.1): probable.
enum ConnectTimeoutRule: VerdictRule {
  static let verdict = Verdict.connectTimeout

  /// Milliseconds: the first retransmission timeout (RFC 6298, section 2.1). Until then silence is ordinary.
  static let patience: UInt32 = 1000

  static func judge(_ flow: FlowFacts) -> Ruling? {
    if let late = judgeLateAnswer(flow) { return late }
    guard let syn = flow.syn, let last = flow.lastSyn, flow.synAck == nil, flow.serverEnd == nil,
      !flow.clientWentOn
    else { return nil }
    let reason = Reason.synUnanswered(syn: syn.frame, attempts: flow.synCount)
    if flow.synCount > 1 { return Ruling(.certain, reason) }
    guard flow.captureElapsed >= last.elapsed, flow.captureElapsed - last.elapsed >= patience else {
      return nil
    }
    return Ruling(.probable, reason)
  }

  private static func judgeLateAnswer(_ flow: FlowFacts) -> Ruling? {
    guard let syn = flow.syn, let answer = flow.synAck, flow.synCount > 1, flow.handshakeAck == nil,
      !flow.clientWentOn, let sign = flow.clientEnd, sign.kind == .rst, answer.frame < sign.frame
    else { return nil }
    let reason = Reason.synAnsweredLate(
      syn: syn.frame, attempts: flow.synCount, answer: answer.frame, end: sign)
    return Ruling(.probable, reason)
  }
}
