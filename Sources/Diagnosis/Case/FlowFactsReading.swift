import Protocols

extension FlowFacts {
  /// Draws the facts from the events, in their order.
  mutating func read(_ events: [FlowEvent], store: EvidenceStore, clues: inout NameCandidates) {
    var index: UInt32 = 0
    for event in events {
      if event.isAttempt { attemptPackets &+= 1 }
      let mark = Mark(
        frame: event.frame, index: index, detail: event.detail, elapsed: milliseconds(to: event.time))
      index &+= 1
      if isHeard(event) {
        readTransport(event, mark, &clues)
        readTLS(event, mark, store, &clues)
      } else if event.kind == .alert {
        preferAlert(event, mark)
      }
    }
  }

  /// Whether an event still counts once the flow has ended.
  ///
  /// 1. What its sender sent before it may still come late.
  /// 2. A client's FIN leaves the server free to go on (RFC 9293, section 3.6), but its alert or end after
  ///    that changes nothing.
  /// 3. A server's FIN gives the handshake up: what the client says afterwards is no longer heard.
  /// 4. After RST or a fatal alert nobody is heard.
  private func isHeard(_ event: FlowEvent) -> Bool {
    guard let end else { return true }
    switch end.kind {
    case .fin, .alert(0):
      return event.from == end.by || (end.by == .client && event.kind != .alert)
    default: return false
    }
  }

  private mutating func readTransport(_ event: FlowEvent, _ mark: Mark, _ clues: inout NameCandidates) {
    switch event.kind {
    case .syn: noteSyn(mark)
    case .synAck: note(&synAck, mark)
    case .handshakeAck: note(&handshakeAck, mark)
    case .unreachable: note(&unreachable, mark)
    case .connectRequest:
      connectRequest = mark
      lastRepeatable = mark
      clues.authority = event.detail
    case .connectResponse: noteAnswer(mark)
    case .retransmission: noteRepeat(event, mark)
    case .otherData: note(&otherData[event.from], mark)
    case .gap, .cut: noteLoss(event, mark)
    case .fin: noteEnd(.fin, event, mark)
    case .rst: noteEnd(.rst, event, mark)
    default: break
    }
  }

  private mutating func readTLS(
    _ event: FlowEvent, _ mark: Mark, _ store: EvidenceStore, _ clues: inout NameCandidates
  ) {
    switch event.kind {
    case .clientHello:
      note(&firstHello, mark)
      lastHello = mark
      lastRepeatable = mark
      noteName(event, store, &clues)
    case .serverHello: noteServerHello(mark, store)
    case .helloRetryRequest: note(&helloRetry, mark)
    case .certificate where event.from == .server:
      note(&certificate, mark)
      if clues.chain == nil { clues.chain = event.detail }
    case .serverHelloDone: note(&serverHelloDone, mark)
    case .clientKeyExchange: note(&keyExchange, mark)
    case .changeCipherSpec: note(&changeCipherSpec[event.from], mark)
    case .finished: note(&finished[event.from], mark)
    case .applicationData: note(&applicationData[event.from], mark)
    case .clientDataAfterFinished, .serverDataAfterFinished: dataAfterFinished[event.from] = mark
    case .encryptedAlert: note(&encryptedAlert[event.from], mark)
    case .alert: noteAlert(event, mark)
    case .serverKeyExchange, .certificateRequest, .certificate: break
    default: return
    }
    note(&firstTLS[event.from], mark)
  }

  private func note(_ fact: inout Mark?, _ mark: Mark) {
    if fact == nil { fact = mark }
  }

  private mutating func noteSyn(_ mark: Mark) {
    note(&syn, mark)
    lastSyn = mark
    lastRepeatable = mark
    synCount &+= 1
  }

  private mutating func noteRepeat(_ event: FlowEvent, _ mark: Mark) {
    guard event.from == .client else { return }
    switch event.detail {
    case UInt32(FlowEvent.Kind.syn.rawValue): if isSentAgain(mark) { noteSyn(mark) }
    case UInt32(FlowEvent.Kind.clientHello.rawValue): if isSentAgain(mark) { helloRepeats &+= 1 }
    case UInt32(FlowEvent.Kind.connectRequest.rawValue): if isSentAgain(mark) { connectRepeats &+= 1 }
    default: break
    }
    lastRepeatable = mark
  }

  /// Whether a segment was sent again, and is not a copy of the one before it: a capture at two places of one
  /// host holds every frame twice, at most some milliseconds apart. No sender repeats so soon (RFC 6298,
  /// section 2.4; RFC 8985, section 7.2).
  private func isSentAgain(_ mark: Mark) -> Bool {
    guard let lastRepeatable, mark.elapsed >= lastRepeatable.elapsed else { return true }
    return mark.elapsed - lastRepeatable.elapsed >= Self.copyDistance
  }

  /// Milliseconds within which a repeated segment is taken for a copy.
  static let copyDistance: UInt32 = 10

  private mutating func noteAnswer(_ mark: Mark) {
    guard mark.detail >= 200 else { return }
    connectResponse = mark
    if mark.detail < 300 { tunnel = mark }
  }

  private mutating func noteLoss(_ event: FlowEvent, _ mark: Mark) {
    guard end == nil, loss[event.from] == nil else { return }
    if loss.client == nil, loss.server == nil { lossIsCut = event.kind == .cut }
    loss[event.from] = mark
  }

  private mutating func noteName(_ event: FlowEvent, _ store: EvidenceStore, _ clues: inout NameCandidates) {
    guard clues.sighting == nil, Int(event.detail) < store.sightings.count else { return }
    if store.sightings[Int(event.detail)].serverName != EvidenceStore.noName { clues.sighting = event.detail }
  }

  private mutating func noteServerHello(_ mark: Mark, _ store: EvidenceStore) {
    guard serverHello == nil else { return }
    serverHello = mark
    guard Int(mark.detail) < store.serverHellos.count else { return }
    negotiated = store.serverHellos[Int(mark.detail)].version
    resumes = store.serverHellos[Int(mark.detail)].resumesSession
  }
}

extension FlowEvent {
  /// A client may send it without an answer: a SYN, and the RST that ends the attempt.
  fileprivate var isAttempt: Bool {
    switch kind {
    case .syn, .rst, .outOfWindowReset: from == .client
    case .retransmission: from == .client && detail == UInt32(Kind.syn.rawValue)
    default: false
    }
  }
}
