/// The SYN was never answered: a firewall that drops, a wrong route or a host that is down.
///
/// Needs: silence for longer than the next retransmission would take, and ``minimumWait`` in all.
///
/// Does not apply: when the client continued as if answered, because then the other direction is missing.
/// 1. A sender repeats a SYN after one second and doubles the time (RFC 6298, sections 2.1 and 5.5); older systems
///    begin with three.
/// 2. A single SYN is probable only: the capture may have lost the answer.
/// 3. A client that gave up answers a late SYN/ACK with RST (RFC 9293, section 3.5.1): probable.
enum ConnectTimeoutRule: VerdictRule {
  static let verdict = Verdict.connectTimeout

  /// Milliseconds.
  static let minimumWait: UInt32 = 3000
  private static let firstTimeout: UInt32 = 1000

  static func judge(_ flow: FlowFacts) -> Ruling? {
    if let late = judgeLateAnswer(flow) { return late }
    guard let syn = flow.syn, let last = flow.lastSyn, flow.synAck == nil, flow.serverEnd == nil,
      !flow.clientWentOn
    else { return nil }
    let reason = Reason.synUnanswered(syn: syn.frame, attempts: flow.synCount)
    let hasGivenUp = flow.clientEnd != nil && flow.synCount > 1
    if hasGivenUp || flow.waitedLongEnough(from: syn, last: last, attempts: flow.synCount) {
      return Ruling(flow.synCount > 1 ? .certain : .probable, reason)
    }
    // The last SYN may still be answered; those before it were not.
    guard flow.synCount > 2, last.elapsed >= syn.elapsed, last.elapsed - syn.elapsed >= minimumWait else {
      return nil
    }
    return Ruling(.probable, reason)
  }

  private static func judgeLateAnswer(_ flow: FlowFacts) -> Ruling? {
    guard let syn = flow.syn, let answer = flow.synAck, flow.synCount > 1, flow.handshakeAck == nil,
      !flow.clientWentOn, let sign = flow.clientEnd, sign.kind == .rst, let end = flow.endPosition,
      answer.index < end.index
    else { return nil }
    let reason = Reason.synAnsweredLate(
      syn: syn.frame, attempts: flow.synCount, answer: answer.frame, end: sign)
    return Ruling(.probable, reason)
  }
}

extension FlowFacts {
  /// Whether the capture goes on after the last SYN for longer than until the next one.
  fileprivate func waitedLongEnough(from first: Position, last: Position, attempts: UInt32) -> Bool {
    guard captureElapsed >= last.elapsed, last.elapsed >= first.elapsed else { return false }
    let timeout = ConnectTimeoutRule.timeout(after: attempts)
    // The interval before it, doubled: systems differ in the first.
    let observed =
      attempts == 2 ? 2 * min(last.elapsed - first.elapsed, ConnectTimeoutRule.longestTimeout) : 0
    let next = max(timeout, observed)
    // Timers have some slack.
    return captureElapsed - last.elapsed > next + next / 4
      && captureElapsed - first.elapsed >= ConnectTimeoutRule.minimumWait
  }
}

extension ConnectTimeoutRule {
  static let longestTimeout: UInt32 = 60_000

  fileprivate static func timeout(after attempts: UInt32) -> UInt32 {
    min(firstTimeout << min(max(attempts, 1) - 1, 10), longestTimeout)
  }
}
