/// Another protocol.
///
/// Asserts: the two sides did not speak TLS here.
///
/// Why it matters: it is no failure; it keeps plain HTTP, LDAP or Remote Desktop out of the way.
///
/// Needs: first bytes of the client that are no TLS, or such bytes right behind its hello; or a connection on which the client said nothing, to a
/// port and a server that nothing ties to TLS.
///
/// Stays silent: on a greeting of the server alone where TLS was to be expected: there the client's silence
/// tells more; once anything of a handshake was seen (a mail client says STARTTLS first), and, where TLS
/// was to be expected, when bytes before those first ones are missing.
///
/// 1. A record of TLS begins with its content type and a version (RFC 8446, section 5.1); what begins
///    otherwise is something else.
/// 2. An alert is no handshake: servers answer plain HTTP on their TLS port with one.
/// 3. A client waits for the ServerHello before it says more, early data aside, which comes in records (RFC
///    8446, section 4.2.10). One that goes on with something else only dressed up as TLS: probable.
/// 4. A later byte proves nothing about the first. Where nothing ties the flow to TLS it is still taken for
///    another protocol, as possible.
enum NotTLSRule: VerdictRule {
  static let verdict = Verdict.notTLS

  static func judge(_ flow: FlowFacts) -> Ruling? {
    guard !flow.hasHandshake else { return judgeImitation(flow) }
    if let data = flow.otherData.client ?? (flow.isTiedToTLS ? nil : flow.otherData.server) {
      let isProven = !flow.isStartMissing && !flow.lacksBytes(before: data)
      if isProven { return Ruling(.certain, .otherProtocol(frame: data.frame)) }
      return flow.isTiedToTLS ? nil : Ruling(.possible, .otherProtocol(frame: data.frame))
    }
    guard flow.firstTLS.client == nil, flow.firstTLS.server == nil, !flow.isTiedToTLS, !flow.hasLoss else {
      return nil
    }
    return judgeSilence(flow)
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
  /// A message of a handshake, or data under its keys, was seen.
  fileprivate var hasHandshake: Bool {
    firstHello != nil || serverHello != nil || helloRetry != nil || certificate != nil
      || changeCipherSpec.client != nil || changeCipherSpec.server != nil || finished.client != nil
      || finished.server != nil || applicationData.client != nil || applicationData.server != nil
  }
}
