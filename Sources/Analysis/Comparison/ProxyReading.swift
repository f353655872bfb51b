import Diagnosis
import Packets

/// Concludes from the two connections of a proxy, or of another device that ends TCP, which carry the same ClientHello.
struct ProxyReading {
  private let pair: ConnectionPair
  private let flows: [CaptureSide: JudgedFlow]

  init(_ pair: ConnectionPair, _ a: CaptureResult, _ b: CaptureResult) {
    self.pair = pair
    flows = [.a: a.flow(pair.a), .b: b.flow(pair.b)]
  }

  var conclusion: EndsConclusion {
    let verdicts = flows.values.map(\.judgement.verdict)
    if verdicts.allSatisfy({ $0 == .success }) { return EndsConclusion(.sameSuccess, pair) }
    guard let near = nearer else {
      return EndsConclusion(
        .sameWithoutEnd(flows[.a]?.judgement.verdict ?? .unfinished), pair, doubts: [.unknownOrder])
    }
    guard let end = end(of: near) else {
      return EndsConclusion(.sameWithoutEnd(verdict(near)), pair, doubts: lossy.map { .lossy($0) })
    }
    if pair.basis == .endpoint { return refusal(near, end) }
    let other = self.end(of: near.opposite)
    let ended = EndsConclusion.ProxyEnd(
      near: near, nearFrame: end.frame, nearFrom: end.from, nearHow: end.how, farFrame: other?.frame,
      farFrom: other?.from, farHow: other?.how)
    // The proxy is the server of the one connection and the client of the other.
    let isByProxy = end.from == .server && (other == nil || other?.from == .client)
    // That the server did not end its connection rests on a capture that shows no end.
    let doubts =
      lossy.map { ComparisonDoubt.lossy($0) }
      + (isByProxy && other == nil ? [.absenceOnly(near.opposite)] : [])
    return EndsConclusion(
      isByProxy ? .closedByProxy(ended) : .passedOnByProxy(ended), pair, doubts: doubts)
  }

  /// The proxy could not connect, and told the client.
  private func refusal(_ near: CaptureSide, _ end: (frame: UInt32, from: Role, how: EndedBy.How))
    -> EndsConclusion
  {
    let other = flows[near.opposite]?.judgement.endedBy
    let ended = EndsConclusion.ProxyEnd(
      near: near, nearFrame: response(near) ?? end.frame, nearFrom: .server, nearHow: end.how,
      farFrame: other?.frame, farFrom: .server, farHow: other?.how)
    return EndsConclusion(.passedOnByProxy(ended), pair, doubts: [.otherRoute])
  }

  private func response(_ side: CaptureSide) -> UInt32? {
    flows[side]?.evidence.events.first { $0.kind == .connectResponse }?.frame
  }

  /// Captures that lack packets of the connection, perhaps how it ended.
  private var lossy: [CaptureSide] {
    CaptureSide.allCases.filter {
      guard let lacks = flows[$0]?.evidence.lacksReceived else { return false }
      return lacks.client || lacks.server || verdict($0) == .incompleteCapture
    }
  }

  private func verdict(_ side: CaptureSide) -> Verdict { flows[side]?.judgement.verdict ?? .unfinished }

  /// The capture with the client's connection: that asks a proxy, or goes to the host from which the other comes.
  var nearer: CaptureSide? {
    guard let a = flows[.a], let b = flows[.b] else { return nil }
    if a.judgement.isThroughProxy != b.judgement.isThroughProxy {
      return a.judgement.isThroughProxy ? .a : .b
    }
    if a.evidence.server.address == b.evidence.client.address { return .a }
    if b.evidence.server.address == a.evidence.client.address { return .b }
    return longerWait(a.evidence.events, b.evidence.events)
  }

  /// The client waits for its answer as long as the proxy, and for the proxy; where only one is answered, by the proxy.
  private func longerWait(_ a: [FlowEvent], _ b: [FlowEvent]) -> CaptureSide? {
    switch (Self.wait(a), Self.wait(b)) {
    case (let one?, let other?): one == other ? nil : one > other ? .a : .b
    case (.some, nil): .a
    case (nil, .some): .b
    case (nil, nil): nil
    }
  }

  /// Nanoseconds from the ClientHello to what the server sends next.
  private static func wait(_ events: [FlowEvent]) -> Int64? {
    guard let hello = events.first(where: { $0.kind == .clientHello }),
      let answer = events.first(where: { $0.from == .server && $0.frame > hello.frame })
    else { return nil }
    return answer.time &- hello.time
  }

  private func end(of side: CaptureSide) -> (frame: UInt32, from: Role, how: EndedBy.How)? {
    let events = flows[side]?.evidence.events ?? []
    for event in events {
      switch event.kind {
      case .rst: return (event.frame, event.from, .rst)
      case .fin: return (event.frame, event.from, .fin)
      case .alert, .encryptedAlert: return (event.frame, event.from, .alert)
      case .syn, .synAck, .handshakeAck, .connectRequest, .connectResponse, .clientHello, .serverHello,
        .helloRetryRequest, .certificate, .serverKeyExchange, .certificateRequest, .serverHelloDone,
        .certificateStatus, .newSessionTicket, .certificateVerify,
        .clientKeyExchange, .changeCipherSpec, .finished, .applicationData, .clientDataAfterFinished,
        .serverDataAfterFinished, .heartbeat, .otherData, .wsusRequest, .wsusResponse, .wsusExchanges,
        .outOfWindowReset, .retransmission, .gap,
        .truncated, .unreachable, .packetTooBig:
        continue
      }
    }
    return nil
  }
}
