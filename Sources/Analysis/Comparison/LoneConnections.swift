import Diagnosis
import Packets

/// Failed connections that only the capture nearer the client shows, although the other one was taken at the same time.
struct LoneConnections {
  private let near: CaptureSide
  private let capture: CaptureResult
  private let other: CaptureResult
  private let matched: Set<Int>
  private let servers: Set<IPAddress>
  private let offset: Int64

  /// More say the same.
  private static let limit = 32

  init(
    _ near: CaptureSide, _ capture: CaptureResult, _ other: CaptureResult, _ pairs: [ConnectionPair],
    offset: Int64
  ) {
    (self.near, self.capture, self.other) = (near, capture, other)
    self.offset = near == .a ? offset : -offset
    matched = Set(pairs.map { near == .a ? $0.a : $0.b })
    servers = Set(matched.map { capture.ends($0).server.address })
  }

  var conclusions: [EndsConclusion] {
    var found: [EndsConclusion] = []
    // What it does not show may only be left out.
    if other.description.leftOutFlows > 0 { return found }
    for id in capture.allIDs where !matched.contains(id) && found.count < Self.limit {
      if let conclusion = conclusion(id) { found.append(conclusion) }
    }
    return found
  }

  private func conclusion(_ id: Int) -> EndsConclusion? {
    let pair = ConnectionPair(a: near == .a ? id : -1, b: near == .b ? id : -1, basis: .endpoint)
    switch capture.judgement(id).verdict {
    case .proxyDenied: return refusal(capture.flow(id), pair)
    case .connectTimeout: return lostSyn(capture.flow(id), pair)
    case .success, .versionReject, .noCommonCipher, .clientFin, .clientReset, .clientAlert,
      .certificateRejected, .serverAlert, .serverReset, .serverClose, .handshakeTimeout, .handshakeAborted,
      .connectionRefused, .notTLS, .incompleteCapture, .unfinished:
      return nil
    }
  }

  /// Of a proxy whose other connections the other capture shows.
  private func refusal(_ flow: JudgedFlow, _ pair: ConnectionPair) -> EndsConclusion? {
    guard servers.contains(flow.evidence.server.address),
      let response = flow.evidence.events.first(where: { $0.kind == .connectResponse })
    else { return nil }
    let end = EndsConclusion.ProxyEnd(
      near: near, nearFrame: response.frame, nearFrom: .server, nearHow: .fin)
    let doubts: [ComparisonDoubt] =
      isCovered(flow.evidence.start) ? [.otherRoute] : [.endsBefore(near.opposite)]
    // The answer itself is the proxy's.
    var conclusion = EndsConclusion(.refusedByProxy(end), pair, doubts: doubts)
    conclusion.confidence = .probable
    return conclusion
  }

  private func lostSyn(_ flow: JudgedFlow, _ pair: ConnectionPair) -> EndsConclusion? {
    guard servers.contains(flow.evidence.server.address), isCovered(flow.evidence.start),
      let syn = flow.evidence.events.first(where: { $0.kind == .syn })
    else { return nil }
    return EndsConclusion(.lost(MissingSegment(syn: syn, shownIn: near)), pair, doubts: [.otherRoute])
  }

  private func isCovered(_ time: Int64) -> Bool {
    guard let first = other.description.firstPacket, let last = other.description.lastPacket else {
      return false
    }
    return (first...max(first, last)).contains(time &+ offset)
  }
}

extension MissingSegment {
  fileprivate init(syn: FlowEvent, shownIn side: CaptureSide) {
    shownIn = side
    (frame, time, from, hopLimit) = (syn.frame, syn.time, syn.from, 0)
    content = .syn
  }
}
