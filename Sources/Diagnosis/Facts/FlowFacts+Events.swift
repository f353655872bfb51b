import Protocols

extension FlowFacts {
  mutating func read(_ events: [FlowEvent], store: EvidenceStore, names: inout NameCandidates) {
    var index: UInt32 = 0
    for event in events {
      let position = Position(frame: event.frame, index: index, elapsed: milliseconds(to: event.time))
      index &+= 1
      times.note(event)
      if counts(event, events, position) {
        read(event, position, store, &names)
      } else if case .alert(let level, let description) = event.payload {
        preferAlert(level, description, event, position)
      } else if event.from == .client, event.carriesData {
        noteAfterEnd(event, store, &names)
      }
    }
  }

  /// What the client sends after the end changes no verdict. It may say which server was meant.
  private mutating func noteAfterEnd(
    _ event: FlowEvent, _ store: EvidenceStore, _ names: inout NameCandidates
  ) {
    clientSentAfterEnd = true
    if let reference = event.helloReference {
      saidHelloAfterEnd = true
      noteName(reference, store, &names)
    }
    if let authority = event.authority {
      askedProxyAfterEnd = true
      names.authority = names.authority ?? authority
    }
  }

  /// Whether an event still counts once the flow has ended.
  ///
  /// 1. What its sender sent before it may still come late.
  /// 2. A client's FIN leaves the server free to go on (RFC 9293, section 3.6), and to answer a hello before it with
  ///    an alert; else an alert after it changes nothing.
  /// 3. A server's FIN gives the handshake up: what the client says afterwards does not count.
  /// 4. After a fatal alert nothing counts, nor after an RST, unless it was ignored.
  private mutating func counts(_ event: FlowEvent, _ events: [FlowEvent], _ position: Position) -> Bool {
    // The ACK of the handshake came before the end, although the SYN/ACK that shows it may be captured later.
    guard let end, event.kind != .handshakeAck else { return true }
    if end.kind == .rst { return reopens(event, after: end, events, position) }
    guard end.isClose else { return false }
    if event.from == end.by { return true }
    if case .alert = event.payload { return end.by == .client && firstHello != nil && serverHello == nil }
    return end.by == .client
  }

  /// Whether an event shows that the RST was ignored: its side sends bytes behind it, or goes on to after what the other
  /// sends, or the SYN that it refused was sent again and accepted. A client that answers those bytes with nothing but
  /// RST has obeyed the server's RST, whoever sent that.
  private mutating func reopens(
    _ event: FlowEvent, after reset: EndSign, _ events: [FlowEvent], _ position: Position
  ) -> Bool {
    if event.kind == .rst, event.from == .client, reset.by == .server, isSoon(event.time, after: endTime) {
      clientResetAfterEnd = clientResetAfterEnd ?? event.frame
    }
    if event.payload == .outOfWindowReset, event.from == .server, reset.by == .server { ignoredResets &+= 1 }
    let rest = events.dropFirst(Int(position.index) + 1)
    let isAnswered = event.from != reset.by && event.carriesData && continues(after: reset, in: rest)
    guard
      isAnswered || event.from == reset.by && (event.carriesData || event.kind == .synAck && synAck == nil)
    else { return event.isRetriedSyn && synAck == nil }
    if reset.by == .server, event.carriesData, !isAnswered, clientObeyed(in: rest) { return false }
    end = nil
    endPosition = nil
    if event.carriesData { ignoredResets &+= 1 }
    return true
  }

  /// Whether the side that an RST came from sends bytes, and the other does not answer these with RST.
  private func continues(after reset: EndSign, in rest: ArraySlice<FlowEvent>) -> Bool {
    guard let next = rest.firstIndex(where: { $0.from == reset.by && $0.carriesData }) else { return false }
    return reset.by == .client || !clientObeyed(in: rest[(next + 1)...])
  }

  /// Whether a client that was reset sends an RST and no more data.
  private func clientObeyed(in rest: ArraySlice<FlowEvent>) -> Bool {
    let sent = rest.filter { $0.from == .client }
    return !sent.contains(where: \.carriesData)
      && (clientResetAfterEnd != nil || sent.contains { $0.kind == .rst })
  }

  /// Within 100 ms: a client that was reset sends no RST of its own.
  private func isSoon(_ time: Int64, after end: Int64) -> Bool {
    (-100_000_000...100_000_000).contains(time &- end)
  }

  private mutating func read(
    _ event: FlowEvent, _ position: Position, _ store: EvidenceStore, _ names: inout NameCandidates
  ) {
    switch event.payload {
    case .syn:
      noteSyn(position)
    case .synAck: note(&synAck, position)
    case .handshakeAck: note(&handshakeAck, position)
    case .unreachable: note(&unreachable, position)
    case .connectRequest(let authority):
      connectRequest = position
      names.authority = authority
    case .connectResponse(let status): noteAnswer(status, position)
    case .retransmission(let kind): noteRepetition(of: kind, event, position)
    case .otherData:
      note(&otherData[event.from], position)
      if event.from == .server, firstHello != nil { note(&clearText, position) }
    case .wsusRequest:
      note(&otherData[event.from], position)
      if event.from == .client { note(&wsusRequest, position) }
    case .wsusResponse, .wsusExchanges: note(&otherData[event.from], position)
    case .gap: noteLoss(event.from, isCut: false, position)
    case .truncated: noteLoss(event.from, isCut: true, position)
    case .fin: noteEnd(.fin, event, position)
    case .rst: noteEnd(.rst, event, position)
    case .outOfWindowReset: if event.from == .server { ignoredResets &+= 1 }
    case .packetTooBig: break
    case .clientHello, .serverHello, .helloRetryRequest, .certificate, .serverKeyExchange,
      .certificateRequest,
      .serverHelloDone, .certificateStatus, .newSessionTicket, .certificateVerify, .clientKeyExchange, .alert,
      .encryptedAlert, .changeCipherSpec, .finished,
      .applicationData, .clientDataAfterFinished, .serverDataAfterFinished, .heartbeat:
      readTLS(event, position, store, &names)
      note(&firstTLS[event.from], position)
    }
  }

  private mutating func readTLS(
    _ event: FlowEvent, _ position: Position, _ store: EvidenceStore, _ names: inout NameCandidates
  ) {
    switch event.payload {
    case .clientHello(let reference):
      noteHello(reference, event, position)
      noteName(reference, store, &names)
    case .serverHello(let index): noteServerHello(index, position, store)
    case .helloRetryRequest: note(&helloRetry, position)
    case .certificate(let chain):
      switch event.from {
      case .server: noteCertificate(chain, position, &names)
      case .client: noteClientCertificate(chain, position, store)
      }
    case .serverHelloDone: note(&serverHelloDone, position)
    case .clientKeyExchange: note(&keyExchange, position)
    case .changeCipherSpec: note(&changeCipherSpec[event.from], position)
    case .finished: note(&finished[event.from], position)
    case .applicationData(let length): noteApplicationData(length, event.from, position)
    case .clientDataAfterFinished(let length): dataAfterFinished.client = position.ofRecord(length)
    case .serverDataAfterFinished(let length):
      if length <= FlowEvent.longestServerAlert {
        note(&alertAfterFinished, position)
      } else {
        note(&dataAfterFinished.server, position)
      }
    case .encryptedAlert: note(&encryptedAlert[event.from], position)
    case .alert(let level, let description): noteAlert(level, description, event, position)
    case .certificateRequest: note(&certificateRequest, position)
    case .serverKeyExchange, .certificateStatus, .newSessionTicket, .certificateVerify, .heartbeat: break
    case .syn, .synAck, .handshakeAck, .connectRequest, .connectResponse, .otherData, .wsusRequest,
      .wsusResponse, .wsusExchanges, .fin, .rst, .outOfWindowReset, .retransmission, .gap, .truncated,
      .unreachable, .packetTooBig:
      break
    }
  }

  private func note(_ fact: inout Position?, _ position: Position) {
    if fact == nil { fact = position }
  }

  // MARK: TCP and the proxy

  private mutating func noteSyn(_ position: Position) {
    note(&syn, position)
    lastSyn = position
    synCount &+= 1
  }

  private mutating func noteRepetition(
    of kind: FlowEvent.Kind, _ event: FlowEvent, _ position: Position
  ) {
    guard event.from == .client else { return }
    if kind == .syn { noteSyn(position) }
    if kind == .clientHello {
      helloRepeats &+= 1
      lastHelloSent = position
    }
    if kind == .connectRequest { connectRepeats &+= 1 }
  }

  private mutating func noteAnswer(_ status: UInt32, _ position: Position) {
    guard status >= 200 else { return }
    connectResponse = position
    proxyStatus = status
    if status < 300 { tunnel = position }
  }

  private mutating func noteLoss(_ role: Role, isCut: Bool, _ position: Position) {
    // Bytes that are missing before the end may be given up only after it.
    guard loss[role] == nil, endPosition.map({ position.frame < $0.frame }) ?? true else { return }
    if loss.client == nil, loss.server == nil { lossIsCut = isCut }
    loss[role] = position
  }

  // MARK: TLS

  private mutating func noteHello(_ reference: UInt32, _ event: FlowEvent, _ position: Position) {
    if firstHello == nil {
      firstHello = position
      firstHelloReference = reference
    }
    lastHello = position
    lastHelloSent = position
  }

  private func noteName(_ reference: UInt32, _ store: EvidenceStore, _ names: inout NameCandidates) {
    guard names.sighting == nil, Int(reference) < store.sightings.count else { return }
    if store.sightings[Int(reference)].serverName != EvidenceStore.noName { names.sighting = reference }
  }

  private mutating func noteApplicationData(_ length: UInt32, _ role: Role, _ position: Position) {
    if role == .client, applicationData.client == nil {
      flightIsFinished = Self.finishedLengths.contains(length)
    }
    note(&applicationData[role], position.ofRecord(length))
  }

  /// Bytes of a record with a Finished alone: a header of 4, the hash of the suite (32 or 48), the type, and the tag of
  /// 16 (RFC 8446, sections 4.4.4 and 5.2).
  private static let finishedLengths: Set<UInt32> = [53, 69]

  private mutating func noteServerHello(_ index: UInt32, _ position: Position, _ store: EvidenceStore) {
    guard serverHello == nil else { return }
    serverHello = position
    guard Int(index) < store.serverHellos.count else { return }
    negotiated = store.serverHellos[Int(index)].version
    resumes = store.serverHellos[Int(index)].resumesSession
  }

  private mutating func noteCertificate(_ chain: UInt32, _ position: Position, _ names: inout NameCandidates)
  {
    note(&certificate, position)
    if names.chain == nil { names.chain = chain }
  }

  private mutating func noteClientCertificate(_ chain: UInt32, _ position: Position, _ store: EvidenceStore) {
    note(&clientCertificate, position)
    clientHasCertificate = Int(chain) < store.chains.count && !store.chains[Int(chain)].isEmpty
  }
}

extension FlowFacts.Position {
  fileprivate func ofRecord(_ length: UInt32) -> Self {
    var position = self
    position.isAlertSized = FlowEvent.alertLengths ~= length
    return position
  }
}

extension FlowEvent {
  /// Whether it shows bytes of the stream.
  fileprivate var carriesData: Bool {
    switch payload {
    case .connectRequest, .connectResponse, .clientHello, .serverHello, .helloRetryRequest, .certificate,
      .serverKeyExchange, .certificateRequest, .serverHelloDone, .certificateStatus, .newSessionTicket,
      .certificateVerify, .clientKeyExchange, .alert, .encryptedAlert,
      .changeCipherSpec, .finished, .applicationData, .clientDataAfterFinished, .serverDataAfterFinished,
      .heartbeat, .otherData, .wsusRequest, .wsusResponse, .wsusExchanges:
      true
    case .syn, .synAck, .handshakeAck, .fin, .rst, .outOfWindowReset, .retransmission, .gap, .truncated,
      .unreachable, .packetTooBig:
      false
    }
  }

  fileprivate var isRetriedSyn: Bool {
    from == .client && (payload == .retransmission(of: .syn) || kind == .syn)
  }

  /// Whether it is a SYN of the client, or what ends one.
  var isAttempt: Bool {
    guard case .client = from else { return false }
    return kind == .syn || kind == .rst || kind == .outOfWindowReset || payload == .retransmission(of: .syn)
  }
}
