/// The client refuses what the server chose, with a fatal alert that is not about the certificate.
///
/// Needs: the alert in the clear, after a ServerHello.
///
/// protocol_version and handshake_failure of a client mean that it did not offer the chosen version or suite, or does not
/// accept it (RFC 8446, sections 4.1.3 and 6.2).
enum ClientAlertRule: VerdictRule {
  static let verdict = Verdict.clientAlert

  static func judge(_ flow: FlowFacts) -> Ruling? {
    guard let sign = flow.clientEnd, sign.fatalAlert != nil, flow.serverHello != nil || flow.helloRetry != nil
    else { return nil }
    return Ruling(.certain, .clientSentAlert(end: sign))
  }
}
