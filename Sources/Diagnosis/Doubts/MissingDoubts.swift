import Protocols

/// Bytes of the server before its silent end were not captured: they may be the answer to the hello. Or bytes of the
/// client before its hello: it may have sent another one, or what the server did not understand.
enum BytesMissingDoubt: DoubtRule {
  static let code = Doubt.Code.bytesMissing

  static func doubt(_ flow: FlowFacts, _ verdict: Verdict) -> Doubt? {
    guard verdict.restsOnServerEnd || verdict == .handshakeAborted || verdict == .certificateRejected,
      flow.end?.fatalAlert == nil
    else { return nil }
    // Those that were captured and not kept have a doubt of their own.
    if flow.loss.server != nil || flow.lacksReceived.server {
      return .bytesMissing(frame: flow.loss.server?.frame ?? flow.end?.frame ?? flow.lastFrame, from: .server)
    }
    guard flow.lacksBytesOfHello, let hello = flow.firstHello else { return nil }
    return .bytesMissing(frame: hello.frame, from: .client)
  }
}

extension FlowFacts {
  /// A hello that the snap length truncated has a doubt of its own.
  fileprivate var lacksBytesOfHello: Bool {
    guard let loss = loss.client, let hello = firstHello, !lossIsCut || offer?.isComplete == true else {
      return false
    }
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

/// Bytes of the flow were not kept, because a budget of memory was spent: they may tell another cause.
enum BytesGivenUpDoubt: DoubtRule {
  static let code = Doubt.Code.bytesGivenUp

  static func doubt(_ flow: FlowFacts, _ verdict: Verdict) -> Doubt? {
    guard flow.hasGivenUp else { return nil }
    return .bytesGivenUp(from: flow.givenUp.server ? .server : .client)
  }
}
