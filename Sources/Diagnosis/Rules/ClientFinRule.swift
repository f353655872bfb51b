/// The client closed without sending any TLS data, as in issues 2 and 4.
///
/// Needs: the TCP handshake (and the 2xx answer), and the client's FIN before anything else.
///
/// Does not apply: when the start or a byte of the client is missing, the server ended it first, or nothing
/// ties the flow to TLS.
/// 1. Who closes first wants it closed (RFC 9293, section 3.6): an answering FIN says nothing.
/// 2. There is no server_name. Without a name from DNS or the proxy it is possible only.
enum ClientFinRule: VerdictRule {
  static let verdict = Verdict.clientFin

  static func judge(_ flow: FlowFacts) -> Ruling? {
    flow.clientLeftSilently(with: .fin)
  }
}

extension FlowFacts {
  func clientLeftSilently(with kind: EndSign.Kind) -> Ruling? {
    guard let sign = clientEnd, sign.kind == kind, let start = established, isTiedToTLS,
      packets.server > 0, !lacksBytes(of: .client), !lacksReceived.server, clientWasSilent
    else { return nil }
    if isThroughProxy {
      let reason = Reason.clientLeftSilently(established: start.frame, end: sign, tunnel: true)
      return Ruling(confidenceOfSilentEnd, reason)
    }
    guard !isStartMissing, handshakeAck != nil else { return nil }
    let reason = Reason.clientLeftSilently(established: start.frame, end: sign, tunnel: false)
    return Ruling(confidenceOfSilentEnd, reason)
  }

  var clientWasSilent: Bool {
    firstTLS.client == nil && serverSentNoTLS && otherClientData == nil
      && (isThroughProxy || clientBytes == 0 || clientSentOnlyHeader || clientSentAfterEnd)
  }

  /// Nothing but the alert by which it closes.
  var serverSentNoTLS: Bool {
    firstTLS.server.map { $0.index == endPosition?.index } ?? true
  }
}
