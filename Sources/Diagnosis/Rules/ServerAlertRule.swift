/// The server ended the handshake with an alert that no other rule knows.
///
/// Asserts: a fatal alert of the server came before the handshake was done.
///
/// Why it matters: the alert's name is the best lead there is: a client certificate that is missing, an
/// unknown server name, an internal error.
///
/// Needs: the alert in the clear.
///
/// Stays silent: on a warning, and on an alert after the client's own end.
///
/// 1. A fatal alert closes the connection at once (RFC 8446, section 6.2). Under the keys of the session it
///    would be encrypted, so one in the clear came before them.
/// 2. Without the hello, what the server objected to is not known: possible.
enum ServerAlertRule: VerdictRule {
  static let verdict = Verdict.serverAlert

  static func judge(_ flow: FlowFacts) -> Ruling? {
    guard let sign = flow.serverEnd, sign.fatalAlert != nil else { return nil }
    return Ruling(flow.firstHello == nil ? .possible : .certain, .serverSentAlert(end: sign))
  }
}
