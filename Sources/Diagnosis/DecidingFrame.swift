extension JudgedFlow {
  /// The frame that decides the verdict, or with which a silence begins; else the last of the evidence.
  package var decidingFrame: UInt32 {
    let known = [judgement.reason.decidingFrame, judgement.endedBy?.frame, evidence.events.last?.frame]
    return known.lazy.compactMap { $0 }.first { $0 > 0 } ?? evidence.lastFrame
  }
}

extension Reason {
  /// The frame of the last fact; nil when there is none, because something is missing.
  fileprivate var decidingFrame: UInt32? {
    switch self {
    case .handshakeFinished(let frame, _), .otherProtocol(let frame), .missingStart(let frame),
      .missingBytes(let frame, _), .bytesGivenUp(let frame), .captureEnded(let frame),
      .noTLSBehindHello(_, let frame),
      .synRefused(_, let frame, _), .proxyAnswered(_, let frame, _):
      frame
    case .versionTooLow(_, _, _, let end), .noSuiteInCommon(_, let end), .noGroupInCommon(_, let end),
      .noSignatureAlgorithmInCommon(_, let end), .alertSaysNoSuite(_, let end),
      .clientLeftSilently(_, let end, _), .clientRefusedCertificate(_, let end), .serverSentAlert(let end),
      .serverRefusedClient(_, _, let end), .clientSentAlert(let end), .serverEndedHello(_, let end, _),
      .helloAnsweredOtherwise(_, _, let end), .serverLeftFirst(_, let end, _),
      .connectUnanswered(_, _, let end), .endedInHandshake(_, let end), .synAnsweredLate(_, _, _, let end),
      .helloCut(_, let end), .endedBeforeEstablished(let end):
      end.frame
    case .serverRefusedFlight(_, let alert, _, _): alert
    case .wsusTraffic(let request, _, _, let failure): failure > 0 ? failure : request
    case .helloUnanswered(_, _, let end): end?.frame
    case .answerLost(_, let hole, let end): end?.frame ?? hole
    case .synUnanswered, .nothingSent, .oneDirectionOnly: nil
    }
  }
}
