/// The server's side closed without a visible cause: as ``ServerResetRule``, with FIN or close_notify;
/// proxies and load balancers close where servers reset.
///
/// close_notify before the ServerHello is TLS's FIN (RFC 8446, section 6.1): it names no cause.
enum ServerCloseRule: VerdictRule {
  static let verdict = Verdict.serverClose

  static func judge(_ flow: FlowFacts) -> Ruling? {
    guard let sign = flow.serverEnd, sign.isClose else { return nil }
    return flow.serverEndedHello(sign) ?? flow.serverLeftFirst(sign)
  }
}
