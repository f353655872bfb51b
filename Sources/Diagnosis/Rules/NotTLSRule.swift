/// The two sides did not speak TLS: plain HTTP, LDAP, Remote Desktop. Not a failure.
///
/// Needs: first bytes of the client, or bytes right after its hello, that are not TLS; or a client without
/// data on a port and server that nothing ties to TLS.
///
/// Does not apply: after any handshake message (STARTTLS), to a server's greeting where TLS is expected, and
/// there when bytes before the first ones are missing.
/// 1. A TLS record begins with its content type and version (RFC 8446, section 5.1).
/// 2. An alert is not a handshake: servers answer plain HTTP on a TLS port with one.
/// 3. A client waits for the ServerHello, except with early data, which is in records (RFC 8446, section
///    4.2.10): other data after the hello is probable.
/// 4. A request for a path of WSUS is HTTP wherever it stands: probable, where bytes before it are missing.
/// 5. A later byte proves nothing about the first: possible, where nothing ties the flow to TLS.
enum NotTLSRule: VerdictRule {
  static let verdict = Verdict.notTLS

  static func judge(_ flow: FlowFacts) -> Ruling? {
    guard !flow.hasHandshake else { return judgeImitation(flow) }
    if let request = flow.wsusRequest { return judgeService(flow, request) }
    if let data = flow.otherClientData ?? (flow.isTiedToTLS ? nil : flow.otherData.server) {
      let isProven = !flow.isStartMissing && !flow.lacksBytes(before: data)
      if isProven { return Ruling(.certain, .otherProtocol(frame: data.frame)) }
      return flow.isTiedToTLS ? nil : Ruling(.possible, .otherProtocol(frame: data.frame))
    }
    guard flow.firstTLS.client == nil, flow.firstTLS.server == nil, !flow.isTiedToTLS, !flow.hasLoss else {
      return nil
    }
    return judgeSilence(flow)
  }

  private static func judgeService(_ flow: FlowFacts, _ request: FlowFacts.Position) -> Ruling {
    let isProven = !flow.isStartMissing && !flow.lacksBytes(before: request)
    return Ruling(
      isProven ? .certain : .probable,
      .wsusTraffic(
        request: request.frame, service: flow.wsus.service, purpose: flow.wsus.purpose,
        failure: flow.wsus.failure))
  }

  private static func judgeImitation(_ flow: FlowFacts) -> Ruling? {
    guard let hello = flow.lastHello, let data = flow.otherData.client, data.index > hello.index,
      !flow.lacksBytes(before: data), flow.serverHello.map({ $0.index > data.index }) ?? true
    else { return nil }
    return Ruling(.probable, .noTLSBehindHello(hello: hello.frame, data: data.frame))
  }

  private static func judgeSilence(_ flow: FlowFacts) -> Ruling? {
    guard flow.packets.client > 0, flow.packets.server > 0 else { return nil }
    if flow.clientBytes > 0 { return Ruling(.possible, .otherProtocol(frame: 0)) }
    guard flow.isStartMissing || (flow.established != nil && flow.end != nil) else { return nil }
    return Ruling(.probable, .nothingSent)
  }
}

extension FlowFacts {
  fileprivate var hasHandshake: Bool {
    firstHello != nil || serverHello != nil || helloRetry != nil || certificate != nil
      || changeCipherSpec.client != nil || changeCipherSpec.server != nil || finished.client != nil
      || finished.server != nil || applicationData.client != nil || applicationData.server != nil
  }
}
