/// The proxy refused the CONNECT request.
///
/// The resolution is at the proxy: credentials (407), its rules (403), its own connection to the endpoint
/// (502, 503, 504).
///
/// Needs: the last CONNECT and its answer.
///
/// Does not apply: when a later CONNECT worked or was pending at the end, or the endpoint answered in TLS. A hello that
/// the client sent before the answer changes nothing.
/// 1. Only a 2xx answer opens the tunnel (RFC 9110, section 9.3.6).
/// 2. Clients retry a 407 on the same connection (RFC 9110, section 15.5.8): the last answer counts.
enum ProxyDeniedRule: VerdictRule {
  static let verdict = Verdict.proxyDenied

  static func judge(_ flow: FlowFacts) -> Ruling? {
    guard let request = flow.connectRequest, let response = flow.connectResponse, flow.tunnel == nil,
      flow.firstTLS.server == nil
    else { return nil }
    let reason = Reason.proxyAnswered(
      request: request.frame, response: response.frame, status: flow.proxyStatus)
    // The answer to a later request may be among bytes that were not captured.
    if request.index > response.index, flow.lacksBytes(of: .server) { return nil }
    if flow.end != nil { return Ruling(.certain, reason) }
    // An open connection: the client may still repeat its request, with credentials after a 407.
    guard request.index < response.index, flow.captureElapsed >= response.elapsed,
      flow.captureElapsed - response.elapsed >= silence
    else { return nil }
    return Ruling(.probable, reason)
  }

  /// Milliseconds within which clients repeat a request.
  private static let silence: UInt32 = 10_000
}
