/// The SYN was refused: the service is not running, or a firewall rejects.
///
/// Needs: the SYN, and an RST from the server's side or an ICMP unreachable that quotes it.
///
/// Does not apply: when a SYN/ACK followed.
/// 1. A closed port answers a SYN with RST (RFC 9293, section 3.5.2).
/// 2. An RST with a sequence number is no certain refusal: a closed port sends 0. It comes from a device on the path, or
///    after a SYN/ACK that was not captured.
/// 3. An ICMP unreachable may be temporary (RFC 1122, section 4.2.3.9), so it decides only without another
///    answer.
enum ConnectionRefusedRule: VerdictRule {
  static let verdict = Verdict.connectionRefused

  static func judge(_ flow: FlowFacts) -> Ruling? {
    guard let syn = flow.syn, flow.synAck == nil, !flow.clientWentOn else { return nil }
    if let sign = flow.serverEnd, sign.kind == .rst {
      // More than the SYN: the start of the connection was not captured.
      if flow.endDetails.answer == .more { return nil }
      return flow.endDetails.isNumbered
        ? Ruling(.probable, .synRefused(syn: syn.frame, answer: sign.frame, by: .numberedRST))
        : Ruling(.certain, .synRefused(syn: syn.frame, answer: sign.frame, by: .rst))
    }
    guard let answer = flow.unreachable else { return nil }
    return Ruling(.certain, .synRefused(syn: syn.frame, answer: answer.frame, by: .icmp))
  }
}
