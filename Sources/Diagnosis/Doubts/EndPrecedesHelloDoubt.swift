/// The server's RST or FIN acknowledges less than the whole hello, or came sooner after it than half the shortest
/// round trip of the connection: its sender had not read the hello.
///
/// An RST without an acknowledgement number must have come after 0.8 of the round trip at least. Of 410 ends of a hello
/// in public captures all acknowledge the whole hello, and 408 come at least 0.8 of a round trip after it.
enum EndPrecedesHelloDoubt: DoubtRule {
  static let code = Doubt.Code.endPrecedesHello

  static func doubt(_ flow: FlowFacts, _ verdict: Verdict) -> Doubt? {
    guard verdict.restsOnServerEnd else { return nil }
    return flow.endBeforeHello.map { .endPrecedesHello($0) }
  }
}

extension FlowFacts {
  /// The server's silent end, when it cannot answer the hello.
  var endBeforeHello: Doubt.EndOfHello? {
    guard let sign = serverEnd, sign.isSilent, sign.fatalAlert == nil, serverHello == nil,
      let hello = lastHello,
      let sent = times.hello
    else { return nil }
    let after = endTime &- sent
    let roundTrip = times.shortestRoundTrip ?? 0
    let isLess = endDetails.answer == .less
    guard isLess || isTooSoon(after, roundTrip) else { return nil }
    return Doubt.EndOfHello(
      hello: hello.frame, frame: sign.frame, acknowledgesLess: isLess, after: after, roundTrip: roundTrip)
  }

  private func isTooSoon(_ after: Int64, _ roundTrip: Int64) -> Bool {
    // An end that precedes the hello in the file was captured out of order: its time says nothing.
    guard after >= 0 else { return false }
    if roundTrip == 0 {
      return isPublicEndpoint && !isServerPrivate && !isThroughProxy && after < Self.shortestOfInternet
    }
    let isBare = end?.kind == .rst && !endDetails.hasAcknowledgement
    return isBare ? after < roundTrip / 5 * 4 : after < roundTrip / 2
  }

  /// In nanoseconds: no endpoint of Microsoft answers sooner. It decides only where no round trip was captured.
  private static let shortestOfInternet: Int64 = 500_000
}
