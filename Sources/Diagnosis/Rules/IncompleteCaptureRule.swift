/// The deciding packets are missing: a direction, the start, or bytes before the end.
///
/// Needs: only the absence, and that no earlier rule applied. A failure is never guessed.
///
/// Does not apply: to a connection of SYNs only, which is complete.
///
/// What the readable part of a truncated hello proves counts; its missing suites prove nothing.
enum IncompleteCaptureRule: VerdictRule {
  static let verdict = Verdict.incompleteCapture

  static func judge(_ flow: FlowFacts) -> Ruling? {
    if flow.packets.client == 0 { return Ruling(.certain, .oneDirectionOnly(present: .server)) }
    if flow.packets.server == 0, flow.clientWentOn || flow.isStartMissing {
      return Ruling(.certain, .oneDirectionOnly(present: .client))
    }
    if flow.isStartMissing, flow.firstHello == nil {
      return Ruling(.certain, .missingStart(frame: flow.firstFrame))
    }
    if flow.hasGivenUp {
      return Ruling(.certain, .bytesGivenUp(frame: flow.end?.frame ?? flow.lastFrame))
    }
    if let loss = flow.firstLoss {
      return Ruling(.certain, .missingBytes(frame: loss.frame, isCut: flow.lossIsCut))
    }
    if flow.hasLoss {
      return Ruling(.certain, .missingBytes(frame: flow.end?.frame ?? flow.lastFrame, isCut: false))
    }
    if flow.isStartMissing, flow.end != nil {
      return Ruling(.certain, .missingStart(frame: flow.firstFrame))
    }
    guard let sign = flow.endOfHello, let offer = flow.offer, !offer.isComplete else { return nil }
    return Ruling(.certain, .helloCut(hello: offer.frame, end: sign))
  }
}

extension FlowFacts {
  var clientWentOn: Bool {
    clientSentMore || handshakeAck != nil || firstTLS.client != nil
      || otherData.client != nil || connectRequest != nil
      || clientBytes > 0
  }

  fileprivate var firstLoss: Position? {
    guard let client = loss.client, let server = loss.server else { return loss.client ?? loss.server }
    return client.index < server.index ? client : server
  }
}
