/// The client closed without a word of TLS.
///
/// Asserts: TCP stood, and the tunnel if one was asked for, and then the client itself closed.
///
/// Why it matters: it is what issues 2 and 4 of the article look like: the client has no version left that
/// it may use, so it never writes a hello.
///
/// Needs: the handshake of TCP (and the 2xx answer), and the client's FIN before anything else.
///
/// Stays silent: when the start or any byte of the client is missing; when the server ended it first; on
/// connections that nothing ties to TLS.
///
/// 1. Who closes first wants it closed (RFC 9293, section 3.6): an answering FIN says nothing.
/// 2. There is no server_name to go by. Without a name from DNS or the proxy it is possible only.
enum ClientFinRule: VerdictRule {
  static let verdict = Verdict.clientFin

  static func judge(_ flow: FlowFacts) -> Ruling? {
    flow.clientLeftSilently(with: .fin)
  }
}

extension FlowFacts {
  /// The ruling on a client that left without a TLS byte, by FIN or by RST.
  func clientLeftSilently(with kind: EndSign.Kind) -> Ruling? {
    guard let sign = clientEnd, sign.kind == kind, let start = established, isTiedToTLS,
      packets.server > 0, !lacksBytes(of: .client), !lacksReceived.server, clientWasSilent
    else { return nil }
    if isThroughProxy {
      let reason = Reason.clientLeftSilently(established: start.frame, end: sign, tunnel: true)
      return Ruling(confidenceOfSilentEnd, reason)
    }
    guard !isStartMissing else { return nil }
    let reason = Reason.clientLeftSilently(established: start.frame, end: sign, tunnel: false)
    return Ruling(handshakeAck == nil ? .possible : confidenceOfSilentEnd, reason)
  }

  /// Neither side said anything that could be read, and no byte of the client is unaccounted for.
  var clientWasSilent: Bool {
    firstTLS.client == nil && firstTLS.server == nil && otherData.client == nil
      && (isThroughProxy || clientBytes == 0)
  }
}
