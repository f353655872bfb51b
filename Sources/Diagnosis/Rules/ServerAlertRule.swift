import Protocols

/// The server ended the handshake with an alert that no other rule knows.
///
/// Needs: the alert in the clear; or in TLS 1.3 an encrypted record of its size and then the end.
///
/// Does not apply: to a warning, and to an alert after the client's own end.
///
/// 1. A fatal alert closes the connection at once (RFC 8446, section 6.2). Under the keys of the session it
///    would be encrypted, so one in the clear came before them.
/// 2. Without the hello, what the server objected to is not known: possible.
enum ServerAlertRule: VerdictRule {
  static let verdict = Verdict.serverAlert

  static func judge(_ flow: FlowFacts) -> Ruling? {
    if let refusal = flow.refusalOfFlight { return Ruling(.probable, refusal) }
    guard let sign = flow.serverEnd, let alert = sign.fatalAlert else { return nil }
    if alert.refusesClient, let refusal = flow.refusalOfClient(sign) { return Ruling(.certain, refusal) }
    return Ruling(flow.firstHello == nil ? .possible : .certain, .serverSentAlert(end: sign))
  }
}

extension FlowFacts {
  /// TLS 1.2: the alert came after the client's answer to a CertificateRequest, and before its server's Finished.
  fileprivate func refusalOfClient(_ sign: EndSign) -> Reason? {
    guard let request = certificateRequest, let answer = clientCertificate, answer.index > request.index
    else {
      return nil
    }
    return .serverRefusedClient(
      request: request.frame, certificate: clientHasCertificate ? answer.frame : nil, end: sign)
  }

  /// TLS 1.3: all that the server sent after the client's last flight is a record as small as an alert, and then the
  /// connection ended. The server refuses the client's certificate in this way (RFC 8446, section 4.4.2.4).
  fileprivate var refusalOfFlight: Reason? {
    guard isTLS13, let flight = applicationData.client, let alert = alertAfterFinished,
      dataAfterFinished.server == nil, alert.index > flight.index, let sign = end, sign.isSilent,
      let endPosition,
      endPosition.index > alert.index
    else { return nil }
    return .serverRefusedFlight(
      flight: flight.frame, alert: alert.frame, end: sign, mayHoldCertificate: !flightIsFinished)
  }
}

extension AlertDescription {
  /// The alerts by which a server refuses a client without a certificate, or the certificate that it sent (RFC 5246,
  /// section 7.4.6; RFC 8446, section 6.2).
  fileprivate var refusesClient: Bool {
    refusesServerCertificate || self == .handshakeFailure || self == .certificateRequired
  }
}
