/// The server's end came more than ten seconds after the hello: a timeout of a device or a restart explains that as
/// well. None of 410 ends of a hello in public captures came later.
enum LateEndDoubt: DoubtRule {
  static let code = Doubt.Code.lateEnd

  static func doubt(_ flow: FlowFacts, _ verdict: Verdict) -> Doubt? {
    guard verdict.namesTerms || verdict == .serverReset || verdict == .serverClose,
      let sign = flow.serverEnd, sign.fatalAlert == nil, flow.serverHello == nil,
      let sent = flow.times.lastHello
    else { return nil }
    let seconds = (flow.endTime &- sent) / 1_000_000_000
    return seconds >= limit ? .lateEnd(frame: sign.frame, seconds: UInt32(clamping: seconds)) : nil
  }

  private static let limit: Int64 = 10
}
