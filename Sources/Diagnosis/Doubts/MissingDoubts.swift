import Protocols

/// Bytes of the server before its silent end were not captured: they may be the answer to the hello.
enum BytesMissingDoubt: DoubtRule {
  static let code = Doubt.Code.bytesMissing

  static func doubt(_ flow: FlowFacts, _ verdict: Verdict) -> Doubt? {
    guard verdict.restsOnServerEnd || verdict == .handshakeAborted || verdict == .certificateRejected,
      flow.end?.fatalAlert == nil, flow.hasLoss
    else { return nil }
    return .bytesMissing(
      frame: flow.loss.server?.frame ?? flow.loss.client?.frame ?? flow.end?.frame ?? flow.lastFrame)
  }
}

/// The hello was truncated: its version or its list is not proven.
enum OfferTruncatedDoubt: DoubtRule {
  static let code = Doubt.Code.offerTruncated

  static func doubt(_ flow: FlowFacts, _ verdict: Verdict) -> Doubt? {
    guard verdict.namesTerms, let offer = flow.offer, !offer.isComplete,
      flow.serverEnd?.fatalAlert != .protocolVersion
    else { return nil }
    return .offerTruncated(frame: offer.frame)
  }
}
