import Protocols

/// Bytes of the server before its silent end were not captured: they may be the answer to the hello.
enum BytesMissingDoubt: DoubtRule {
  static let code = Doubt.Code.bytesMissing

  static func doubt(_ flow: FlowFacts, _ verdict: Verdict) -> Doubt? {
    guard verdict.restsOnServerEnd || verdict == .handshakeAborted || verdict == .certificateRejected,
      flow.end?.fatalAlert == nil, flow.lacksBytes(of: .server) || flow.lacksBytesOfHello
    else { return nil }
    return .bytesMissing(frame: flow.loss.server?.frame ?? flow.end?.frame ?? flow.lastFrame)
  }
}

extension FlowFacts {
  fileprivate var lacksBytesOfHello: Bool {
    guard let loss = loss.client, let hello = firstHello else { return false }
    return loss.index < hello.index
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
