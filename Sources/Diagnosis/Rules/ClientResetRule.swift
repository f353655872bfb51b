/// The client reset the connection without sending any TLS data: as ``ClientFinRule``, with RST.
/// 1. An abort sends RST instead of FIN (RFC 9293, section 3.10.5).
/// 2. An RST instead of the handshake's last ACK is none: the connection was never established.
enum ClientResetRule: VerdictRule {
  static let verdict = Verdict.clientReset

  static func judge(_ flow: FlowFacts) -> Ruling? {
    flow.clientLeftSilently(with: .rst)
  }
}
