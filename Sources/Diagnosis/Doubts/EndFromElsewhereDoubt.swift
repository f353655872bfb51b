import Packets

/// The server's RST or FIN comes from another place than its other packets.
///
/// 1. Its distance in hops differs by more than three, while the server's own packets agree with each other. Raw values
///    are not compared: a system may send RST with another initial value. Where only the SYN/ACK is known, a device
///    that answers SYNs may have sent that.
/// 2. The server went on after it: an injector cannot stop what the server had sent, or goes on to send.
/// 3. The client was told by an RST in the name of the server and the server by one in the name of the client.
/// 4. Several RSTs guess sequence numbers.
///
/// (Weaver, Sommer, Paxson, "Detecting Forged TCP Reset Packets", NDSS 2009.) In public captures 462 of 469 RSTs come
/// from the distance of the server's packets, and three from two hops apart.
enum EndFromElsewhereDoubt: DoubtRule {
  static let code = Doubt.Code.endFromElsewhere

  static func doubt(_ flow: FlowFacts, _ verdict: Verdict) -> Doubt? {
    guard verdict.restsOnServerEnd, let sign = flow.serverEnd, sign.fatalAlert == nil else { return nil }
    return flow.signOfOtherOrigin.map { .endFromElsewhere(frame: sign.frame, sign: $0) }
  }
}

extension FlowFacts {
  /// More than this many hops apart.
  private static let hopTolerance = 3

  fileprivate var signOfOtherOrigin: Doubt.OriginSign? {
    guard let sign = serverEnd else { return nil }
    if sign.kind == .rst, wentOnAfterReset.server { return .serverWentOn }
    if let distance = signOfDistance { return distance }
    guard sign.kind == .rst else { return nil }
    if let other = clientResetAfterEnd { return .bothEnds(other: other) }
    return ignoredResets >= 2 ? .guesses(Int(ignoredResets)) : nil
  }

  private var signOfDistance: Doubt.OriginSign? {
    let (limit, server) = (endDetails.hopLimit, hopLimits.server)
    guard limit > 0 else { return nil }
    if server.most > 0 {
      guard !isApart(server.least, server.most), isApart(limit, server.most), isApart(limit, server.least),
        server.syn == 0 || !isApart(server.syn, server.most)
      else { return nil }
      return .distance(hopLimit: limit, usual: server.most)
    }
    guard server.syn > 0, isApart(limit, server.syn) else { return nil }
    return .distanceOfSynAck(hopLimit: limit, usual: server.syn)
  }

  private func isApart(_ one: UInt8, _ other: UInt8) -> Bool {
    abs(HopLimits.distance(one) - HopLimits.distance(other)) > Self.hopTolerance
  }
}
