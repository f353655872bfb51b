/// The server's side closed the connection without a cause that shows.
///
/// Asserts: as ``ServerResetRule``, but with FIN or close_notify; or the server closed before the client sent
/// anything.
///
/// Why it matters: proxies and load balancers close where servers reset.
///
/// Needs: as ``ServerResetRule``.
///
/// Stays silent: as ``ServerResetRule``.
///
/// 1. close_notify is how TLS says FIN (RFC 8446, section 6.1): before the ServerHello it is no success and
///    names no cause.
enum ServerCloseRule: VerdictRule {
  static let verdict = Verdict.serverClose

  static func judge(_ flow: FlowFacts) -> Ruling? {
    guard let sign = flow.serverEnd, sign.isClose else { return nil }
    return flow.serverEndedHello(sign) ?? flow.serverLeftFirst(sign)
  }
}
