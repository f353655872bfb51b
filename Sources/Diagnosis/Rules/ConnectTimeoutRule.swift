/// The SYN was never answered: a firewall that drops, a wrong route or a host that is down.
///
/// Needs: a repeated SYN, or a capture that continues for ``patience`` after the only one.
///
/// Does not apply: when the client continued as if answered, because then the other direction is missing.
/// 1. A sender repeats a SYN after one second (RFC 6298, section 2.1).
/// 2. A single SYN is probable only: the capture may have lost the answer.
/// 3. A client that gave up answers a late SYN/ACK with RST (RFC 9293, section 3.5.1): probable.
enum ConnectTimeoutRule: VerdictRule {
  static let verdict = Verdict.connectTimeout

  /// Milliseconds: the first retransmission timeout (RFC 6298, section 2.1).
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
