/// The client reset the connection without a word of TLS.
///
/// Asserts: as ``ClientFinRule``, but the client aborted.
///
/// Why it matters: the same causes; some programs abort where others close.
///
/// Needs: the handshake of TCP (and the 2xx answer), and the client's RST before anything else.
///
/// Stays silent: as ``ClientFinRule``.
///
/// 1. An abort sends RST instead of FIN (RFC 9293, section 3.10.5).
/// 2. An RST in the place of the handshake's last ACK is possible only: the connection hardly stood.
enum ClientResetRule: VerdictRule {
  static let verdict = Verdict.clientReset

  static func judge(_ flow: FlowFacts) -> Ruling? {
    flow.clientLeftSilently(with: .rst)
  }
}
