/// The capture ended while the flow was open. The last rule: it always applies.
enum UnfinishedRule: VerdictRule {
  static let verdict = Verdict.unfinished

  static func judge(_ flow: FlowFacts) -> Ruling? {
    if let sign = flow.clientEnd, flow.syn != nil, flow.handshakeAck == nil, flow.firstTLS.client == nil {
      return Ruling(.certain, .endedBeforeEstablished(end: sign))
    }
    return Ruling(.certain, .captureEnded(lastFrame: flow.lastFrame))
  }
}
