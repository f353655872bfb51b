import Diagnosis
import Packets

extension Ladder {
  /// - Parameter detail: what is said of an event behind its label, given the one before and whether a
  ///   ServerHello was seen.
  init(
    _ flow: JudgedFlow, _ language: Words,
    detail: (_ event: FlowEvent, _ previous: FlowEvent?, _ hasServerHello: Bool) -> Phrase
  ) {
    self.flow = flow.evidence.id
    let events = flow.evidence.events
    start = events.first?.time ?? flow.evidence.start
    heads = Self.heads(of: flow, language)
    rungs = []
    var hasServerHello = false
    var isTunnel = false
    let end = flow.placeOfEnd
    for (place, event) in events.enumerated() {
      let previous = place > 0 ? events[place - 1] : nil
      // TCP ends at the proxy; what runs through its tunnel comes from behind it.
      let far: Lifeline = heads.count < 3 ? .server : isTunnel && event.isOfTunnel ? .server : .proxy
      rungs.append(
        Rung(
          frame: event.frame, offset: event.time &- start, from: event.from == .client ? .client : far,
          to: event.from == .client ? far : .client, stroke: event.stroke,
          label: language.label(event.kind), note: detail(event, previous, hasServerHello),
          style: event.style, isEnd: place == end, silence: Self.silence(event, after: previous), leftOut: 0))
      hasServerHello = hasServerHello || event.kind == .serverHello
      if let status = event.status { isTunnel = (200..<300).contains(status) }
    }
    leaveOutMiddle()
  }

  private static func silence(_ event: FlowEvent, after previous: FlowEvent?) -> Int64? {
    guard let previous else { return nil }
    let silence = event.time &- previous.time
    return silence >= silenceLimit ? silence : nil
  }

  private mutating func leaveOutMiddle() {
    let surplus = rungs.count - Self.firstRungs - Self.lastRungs
    guard surplus > 0 else { return }
    rungs.removeSubrange(Self.firstRungs..<Self.firstRungs + surplus)
    rungs[Self.firstRungs].leftOut = surplus
    rungs[Self.firstRungs].silence = nil
  }

  private static func heads(of flow: JudgedFlow, _ language: Words) -> [Head] {
    let evidence = flow.evidence
    let client = Head(
      lifeline: .client, role: language.role(.client), lines: [Phrase(evidence.client.description)])
    let name = flow.serverName.map { "\(name: $0.name)" as Phrase }
    let address = Phrase(evidence.server.description)
    guard flow.judgement.isThroughProxy else {
      return [
        client,
        Head(
          lifeline: .server, role: language.role(.server), lines: (name.map { [$0] } ?? []) + [address]),
      ]
    }
    let proxy = Head(
      lifeline: .proxy, role: language.sender(.server, isThroughProxy: true), lines: [address])
    let server = Head(
      lifeline: .server, role: language.role(.server), lines: name.map { [$0] } ?? [])
    return [client, proxy, server]
  }
}

extension JudgedFlow {
  /// Which event ended the flow: a reset or an ICMP message; of a failure else the first FIN, which is how one
  /// side left. Nil when the capture does not hold the end, or it was none of note.
  fileprivate var placeOfEnd: Int? {
    let events = evidence.events
    if let reset = events.firstIndex(where: { $0.kind == .rst || $0.kind == .unreachable }) { return reset }
    return judgement.verdict.isFailure ? events.firstIndex { $0.kind == .fin } : nil
  }
}

extension FlowEvent {
  fileprivate var stroke: Ladder.Stroke {
    switch kind {
    case .retransmission, .outOfWindowReset: .broken
    case .gap, .cut: .missing
    default: .solid
    }
  }

  /// Whether it is part of what is carried, and not of the TCP connection that carries it.
  fileprivate var isOfTunnel: Bool {
    switch kind {
    case .syn, .synAck, .handshakeAck, .connectRequest, .connectResponse, .fin, .rst, .outOfWindowReset,
      .retransmission, .gap, .cut, .unreachable:
      false
    default: true
    }
  }

  /// How much it should catch the eye.
  var style: TextStyle {
    switch kind {
    case .rst, .alert, .unreachable: .bad
    case .fin, .gap, .cut, .retransmission, .encryptedAlert, .outOfWindowReset: .warning
    default: .plain
    }
  }
}
