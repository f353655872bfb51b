/// The proxy refused the CONNECT request.
///
/// The resolution is at the proxy: credentials (407), its rules (403), its own connection to the endpoint
/// (502, 503, 504).
///
/// Needs: the last CONNECT and its answer.
///
/// Does not apply: when a later CONNECT worked or was pending at the end, or TLS followed.
/// 1. Only a 2xx answer opens the tunnel (RFC 9110, section 9.3.6).
/// 2. Clients retry a 407 on the same connection (RFC 9110, section 15.5.8): the last answer counts.
enum ProxyDeniedRule: VerdictRule {
  static let verdict = Verdict.proxyDenied

  static func judge(_ flow: FlowFacts) -> Ruling? {
    guard let request = flow.connectRequest, let response = flow.connectResponse, flow.tunnel == nil,
      flow.firstTLS.client == nil
    else { return nil }
    if flow.end == nil, request.index > response.index { return nil }
    return Ruling(
      .certain,
      .proxyAnswered(request: request.frame, response: response.frame, status: flow.proxyStatus))
  }
}
