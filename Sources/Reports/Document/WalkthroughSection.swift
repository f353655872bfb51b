import Diagnosis
import Packets

extension CaptureDocument {
  /// The frames that a flow's verdict rests on; nil where the flow does not exist.
  func walkthrough(of id: Int, id anchor: String) -> Walkthrough? {
    guard capture.hasFlow(id) else { return nil }
    return walkthrough(of: capture.flow(id), form: .ofArticle, id: anchor)
  }

  func walkthrough(of flow: JudgedFlow, form: Walkthrough.Form, id: String) -> Walkthrough {
    let number = flow.evidence.id
    let events = events(of: flow, endedBy: flow.judgement.endedBy) { words.detail(of: $0, in: capture.store) }
    return Walkthrough(
      id: id, form: form, heading: words.heading(.walkthrough(flow: number)), ends: ends(of: flow),
      summary: summary(of: flow), ladder: ladder(of: flow, events),
      tableHeading: words.page(.framesAsTable(flow: number)),
      columns: [
        words.page(.frame), words.page(.time), words.page(.sender), words.page(.event),
        words.page(.detail),
      ],
      senders: [(Role.client, false), (.server, false), (.server, true)].map {
        words.sender($0, flow.peer, isTunnelled: $1)
      },
      events: events, notes: FlowSummary(flow, store: capture.store).notes.map { words.note($0) })
  }

  func ends(of flow: JudgedFlow) -> FlowEnds {
    FlowEnds(
      client: Phrase(flow.evidence.client.description), server: Phrase(flow.evidence.server.description),
      filter: "tcp.stream eq \(flow.evidence.id)")
  }

  private func summary(of flow: JudgedFlow) -> Walkthrough.Summary {
    let judgement = flow.judgement
    return Walkthrough.Summary(
      id: "flow-\(flow.evidence.id)", title: words.heading(.flow(id: flow.evidence.id)),
      status: "\(words.label(judgement)), \(words.label(judgement.confidence))",
      style: judgement.style,
      ends: "\(flow.evidence.client.description) → \(name: flow.shownServerEnd)",
      reason: words.reason(of: flow, in: capture.store))
  }

  /// - Parameters:
  /// - endedBy: who ended the flow, where that is to be said.
  /// - detail: what is said of an event, besides its label.
  func events(
    of flow: JudgedFlow, endedBy: EndedBy?, detail: (FlowEvent) -> Phrase
  ) -> [Walkthrough.Event] {
    var events: [Walkthrough.Event] = []
    var previous: FlowEvent?
    var hasServerHello = false
    var isTunnel = false
    for event in flow.evidence.events {
      // TCP ends at the proxy; the tunnel's content comes from the endpoint.
      let isTunnelled = isTunnel && event.isOfTunnel
      events.append(
        Walkthrough.Event(
          frame: event.frame, time: clock(event.time, digits: 3),
          sender: words.sender(event.from, flow.peer, isTunnelled: isTunnelled), isTunnelled: isTunnelled,
          label: words.label(event.kind),
          detail: words.list(
            ([detail(event)]
              + ending(event, after: previous, hasServerHello: hasServerHello, endedBy))
              .filter { !$0.isEmpty }),
          style: event.style))
      if let status = event.status { isTunnel = (200..<300).contains(status) }
      hasServerHello = hasServerHello || event.kind == .serverHello
      // Missing bytes have no time of their own.
      if event.kind != .gap, event.kind != .truncated { previous = event }
    }
    return events
  }

  /// Of an event that may have ended the flow, how long after the last it came, and where another than its sender may
  /// have sent it, who.
  private func ending(
    _ event: FlowEvent, after previous: FlowEvent?, hasServerHello: Bool, _ endedBy: EndedBy?
  ) -> [Phrase] {
    guard let previous, event.kind == .rst || event.kind == .fin || event.kind == .alert else { return [] }
    var later = words.remark(.later(words.duration(nanoseconds: event.time &- previous.time)))
    if previous.kind == .clientHello, event.from == .server, !hasServerHello {
      later = words.list([later, words.remark(.beforeServerHello)])
    }
    let origin = endedBy.flatMap {
      $0.frame == event.frame && event.kind != .alert ? words.origin(of: $0) : nil
    }
    return [later, origin ?? ""]
  }

  private func ladder(of flow: JudgedFlow, _ events: [Walkthrough.Event]) -> Ladder {
    let evidence = flow.evidence
    var ladder = Ladder(flow, events, words)
    ladder.about = words.picture(
      .ladderDescription(
        client: Phrase(evidence.client.description), server: "\(name: flow.shownServerEnd)",
        verdict: words.label(flow.judgement), frames: evidence.events.count))
    if let first = evidence.events.first {
      ladder.zero = words.picture(.timeZero(clock(first.time, digits: 3)))
    }
    return ladder
  }

  // MARK: Listed flows

  /// Each listed flow as a drawing, where drawings are shown or asked for.
  func walkthroughs(_ survey: FlowSurvey) -> Walkthroughs? {
    guard layout.hasPictures || options.drawsLadders else { return nil }
    let drawn = Set(findings.prefix(Self.findingsInFull).compactMap(\.decisiveFlow))
    let ids =
      layout.hasPictures
      ? Array(survey.listed.prefix(Self.drawnFlows)) : survey.listed.filter { !drawn.contains(Int($0)) }
    guard !ids.isEmpty else { return nil }
    let more = survey.listed.count - Self.drawnFlows
    return Walkthroughs(
      id: "each", heading: words.page(.ladders),
      flows: Series(count: ids.count) { index in
        let flow = capture.flow(Int(ids[index]))
        return walkthrough(of: flow, form: .drawing, id: "flow-\(flow.evidence.id)-ladder")
      },
      more: layout.hasPictures && more > 0 ? words.page(.moreLadders(more)) : nil)
  }
}

extension Verdict {
  var style: TextStyle {
    switch properties.outcome {
    case .success: .good
    case .otherProtocol: .faint
    case .undecided: .warning
    case .failure: .bad
    }
  }
}

extension FlowEvent {
  /// How much it should catch the eye.
  var style: TextStyle {
    switch kind {
    case .rst, .alert, .unreachable, .packetTooBig: .bad
    case .fin, .gap, .truncated, .retransmission, .encryptedAlert, .outOfWindowReset: .warning
    case .wsusResponse: isWSUSError ? .bad : .plain
    case .syn, .synAck, .handshakeAck, .connectRequest, .connectResponse, .clientHello, .serverHello,
      .helloRetryRequest, .certificate, .serverKeyExchange, .certificateRequest, .serverHelloDone,
      .certificateStatus, .newSessionTicket, .certificateVerify,
      .clientKeyExchange, .changeCipherSpec, .finished, .applicationData, .clientDataAfterFinished,
      .serverDataAfterFinished, .heartbeat, .otherData, .wsusRequest, .wsusExchanges:
      .plain
    }
  }

  private var isWSUSError: Bool {
    if case .wsusResponse(let answer, _) = payload { answer.isError } else { false }
  }

  /// Whether it is part of what is carried, and not of the TCP connection that carries it.
  fileprivate var isOfTunnel: Bool {
    switch kind {
    case .syn, .synAck, .handshakeAck, .connectRequest, .connectResponse, .fin, .rst, .outOfWindowReset,
      .retransmission, .gap, .truncated, .unreachable, .packetTooBig, .wsusRequest, .wsusResponse,
      .wsusExchanges:
      false
    case .clientHello, .serverHello, .helloRetryRequest, .certificate, .serverKeyExchange,
      .certificateRequest, .serverHelloDone, .certificateStatus, .newSessionTicket, .certificateVerify,
      .clientKeyExchange, .alert, .encryptedAlert,
      .changeCipherSpec, .finished, .applicationData, .clientDataAfterFinished, .serverDataAfterFinished,
      .heartbeat, .otherData:
      true
    }
  }
}
