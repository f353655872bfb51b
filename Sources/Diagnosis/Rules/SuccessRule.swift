import Protocols

/// The handshake was finished. A later FIN, RST or close_notify does not change that.
///
/// Needs: until TLS 1.2, ChangeCipherSpec and an encrypted handshake record from both sides; in TLS 1.3, the
/// ServerHello, the client's last flight, and a record of the server that acknowledges it and is no alert.
///
/// Does not apply: when an end came before these, or the client's only encrypted record of TLS 1.3 is too
/// small for a Finished.
/// 1. Until TLS 1.2 the Finished is the first record under the new keys (RFC 5246, section 7.3, figures 1 and
///    2).
/// 2. Application data follows the other's Finished, except in a false start (RFC 7918): data from both
///    proves what a gap hides.
/// 3. In a full handshake the server finishes last (RFC 5246, section 7.3, figure 1): its data shows that it
///    accepted the client's Finished: probable with a gap.
/// 4. In TLS 1.3 the server may still refuse the client's certificate (RFC 8446, section 4.4.2.4), and what the client
///    sends with its Finished proves nothing. A client that goes on more than a round trip later, or closes itself,
///    without an end of the server: probable.
/// 5. A Finished of TLS 1.3 is never as small as an alert: 4 + 32 bytes, content type and tag (RFC 8446,
///    sections 4.4.4 and 5.2).
enum SuccessRule: VerdictRule {
  static let verdict = Verdict.success

  static func judge(_ flow: FlowFacts) -> Ruling? {
    if flow.isTLS13 { return judgeTLS13(flow) }
    if let client = flow.finished.client, let server = flow.finished.server {
      let last = client.index > server.index ? client : server
      guard flow.hasBothChanges || flow.lacksBytes(before: last) || flow.isStartMissing else { return nil }
      let resumed = flow.resumes || flow.isAbbreviated(client, server)
      return Ruling(.certain, .handshakeFinished(frame: last.frame, resumed: resumed))
    }
    return judgeByData(flow)
  }

  private static func judgeByData(_ flow: FlowFacts) -> Ruling? {
    guard let hello = flow.serverHello, flow.hasLoss || flow.negotiated == .ssl20 else { return nil }
    if let client = flow.applicationData.client, let server = flow.applicationData.server {
      let frame = max(client.frame, server.frame)
      return Ruling(.probable, .handshakeFinished(frame: frame, resumed: flow.resumes))
    }
    if flow.keyExchange != nil, let last = flow.finished.server, let data = flow.applicationData.server,
      data.index > last.index
    {
      return Ruling(.probable, .handshakeFinished(frame: last.frame, resumed: false))
    }
    // The records of SSL 2.0 have no types: all that shows is that the client went on after the hello.
    guard flow.negotiated == .ssl20, let data = flow.otherData.client, data.index > hello.index else {
      return nil
    }
    return Ruling(.possible, .handshakeFinished(frame: data.frame, resumed: false))
  }

  private static func judgeTLS13(_ flow: FlowFacts) -> Ruling? {
    guard let hello = flow.serverHello, flow.applicationData.server != nil || flow.lacksBytes(of: .server),
      let flight = flow.applicationData.client, flight.index > hello.index, !flight.isAlertSized
    else { return nil }
    if let next = flow.dataAfterFinished.server, next.index > flight.index {
      return Ruling(.certain, .handshakeFinished(frame: next.frame, resumed: flow.resumes))
    }
    if flow.serverEnd != nil || (flow.alertAfterFinished != nil && flow.end != nil) { return nil }
    if let next = flow.dataAfterFinished.client, flow.clientWentOnAfterRoundTrip {
      return Ruling(.probable, .handshakeFinished(frame: next.frame, resumed: flow.resumes))
    }
    guard let sign = flow.clientEnd, sign.isSilent, !flow.hasLoss || flow.dataAfterFinished.client != nil
    else {
      return nil
    }
    return Ruling(.probable, .handshakeFinished(frame: flight.frame, resumed: flow.resumes))
  }
}

extension FlowFacts {
  /// The client sent data more than a round trip after its Finished: an alert of the server would have come.
  fileprivate var clientWentOnAfterRoundTrip: Bool {
    guard let flight = times.flight, let last = times.lastClientData else { return false }
    return last &- flight > times.wholeRoundTrip ?? Self.longRoundTrip
  }

  /// In nanoseconds, where the connection does not show one.
  private static let longRoundTrip: Int64 = 1_000_000_000
}

extension FlowFacts {
  fileprivate var hasBothChanges: Bool { changeCipherSpec.client != nil && changeCipherSpec.server != nil }

  /// In an abbreviated handshake the server finishes first, without certificate or key exchange (RFC 5246,
  /// section 7.3, figure 2).
  fileprivate func isAbbreviated(_ client: Position, _ server: Position) -> Bool {
    server.index < client.index && certificate == nil && keyExchange == nil && !lacksBytes(before: client)
      && !isStartMissing
  }
}
