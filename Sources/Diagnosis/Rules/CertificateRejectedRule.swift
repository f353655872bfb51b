import Protocols

/// The client refused the server's certificate.
///
/// Asserts: the client ended the handshake because it does not trust what the server showed.
///
/// Why it matters: a missing root certificate, a wrong clock, or a device on the way that opens TLS.
///
/// Needs: an alert of the client that names a certificate; or an alert-sized encrypted record instead of
/// its Finished and then the end; or its FIN or RST after the server's certificate, without a key exchange.
///
/// Stays silent: when bytes are missing that may have been the key exchange or the Finished, when the client
/// waited for the rest of the server's flight, and in a resumed session, which has no certificate.
///
/// 1. The alerts are those of RFC 8446, section 6.2, and RFC 5246, section 7.2.2. In the clear they prove it,
///    also at level warning when the client then leaves.
/// 2. In TLS 1.3 the client's alert is usually encrypted and looks like application data of some 19 bytes
///    (sections 5.2 and 6): its size shows what it is, not what it says.
/// 3. After ServerHelloDone it is the client's turn (RFC 5246, section 7.4.5). A client that leaves then has
///    seen the certificate and nothing else that it could dislike. Before ServerHelloDone, or in TLS 1.3,
///    where the certificate is encrypted, it is possible only.
enum CertificateRejectedRule: VerdictRule {
  static let verdict = Verdict.certificateRejected

  static func judge(_ flow: FlowFacts) -> Ruling? {
    guard let sign = flow.end else { return nil }
    let certificate = flow.certificate?.frame ?? 0
    if sign.by == .client, let alert = sign.fatalAlert {
      guard alert.refusesServerCertificate else { return nil }
      return Ruling(.certain, .clientRefusedCertificate(certificate: certificate, end: sign))
    }
    if let warning = flow.certificateWarning, sign.isSilent {
      return Ruling(.certain, .clientRefusedCertificate(certificate: certificate, end: warning))
    }
    if let alert = flow.alertInPlaceOfFinished, sign.isSilent, !flow.resumes {
      let said = EndSign(kind: .encryptedAlert, by: .client, frame: alert.frame)
      return Ruling(.probable, .clientRefusedCertificate(certificate: certificate, end: said))
    }
    return judgeSilentLeave(flow)
  }

  private static func judgeSilentLeave(_ flow: FlowFacts) -> Ruling? {
    guard let sign = flow.clientEnd, let end = flow.endPosition, sign.isSilent, !flow.hasLoss, !flow.resumes,
      flow.serverHello != nil, !flow.clientAnsweredServer
    else { return nil }
    // What the client has not received it cannot refuse.
    if flow.endDetails.answer == .less { return nil }
    guard let flight = flow.certificate ?? (flow.isTLS13 ? flow.applicationData.server : nil),
      flight.index < end.index
    else { return nil }
    let isWhole = flow.serverHelloDone.map { $0.index < end.index } ?? false
    // A client that waits for the rest of a flight has not made up its mind about the certificate.
    if !isWhole, !flow.isTLS13, flow.waited(since: flight) { return nil }
    return Ruling(
      isWhole ? .probable : .possible,
      .clientRefusedCertificate(certificate: flow.certificate?.frame ?? 0, end: sign))
  }
}

extension FlowFacts {
  /// The client's encrypted record of an alert's size in the position of its Finished.
  fileprivate var alertInPlaceOfFinished: Position? {
    guard let hello = serverHello, loss.client == nil else { return nil }
    if let alert = encryptedAlert.client, finished.client == nil { return alert }
    guard isTLS13, let record = applicationData.client, record.index > hello.index,
      record.isAlertSized
    else { return nil }
    return record
  }

  /// TLS 1.3's ChangeCipherSpec is for middleboxes and does not count (RFC 8446, appendix D.4).
  fileprivate var clientAnsweredServer: Bool {
    if isTLS13 {
      guard let hello = serverHello, let record = applicationData.client else { return false }
      return record.index > hello.index || dataAfterFinished.client != nil
    }
    return keyExchange != nil || changeCipherSpec.client != nil || finished.client != nil
  }
}
