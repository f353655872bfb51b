/// The capture lacks what would decide.
///
/// Asserts: a direction, the start, or bytes before the end were not captured.
///
/// Why it matters: the cure is another capture, not a change on the server.
///
/// Needs: nothing but the absence, and that no rule before found its verdict in the rest.
///
/// Stays silent: on a connection of SYNs only, which is whole as it is.
///
/// 1. A success or a failure that the rest proves has been ruled already; a failure is never guessed.
/// 2. A cut hello proves what its readable part proves, and its missing suites prove nothing.
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
  /// The client sent what it only sends once the server has answered its SYN.
  var clientWentOn: Bool {
    packets.client > attemptPackets || handshakeAck != nil || firstTLS.client != nil
      || otherData.client != nil || connectRequest != nil
      || clientBytes > 0
  }

  fileprivate var firstLoss: Position? {
    guard let client = loss.client, let server = loss.server else { return loss.client ?? loss.server }
    return client.index < server.index ? client : server
  }
}
