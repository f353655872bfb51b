import Packets
import Protocols

struct EventNotes {
  private var notes: [FlowNote] = []
  private let isSuccess: Bool
  private let lastProof: UInt32
  private var hasData = false
  private var endOfClient: UInt32?
  /// The frame of a 407 without a success yet.
  private var challenge: UInt32?
  private var offersTLS13 = false
  private var isTLS13 = false

  init(_ judgement: Judgement) {
    isSuccess = judgement.verdict == .success
    if case .handshakeFinished(let frame, _) = judgement.reason {
      lastProof = frame
    } else {
      lastProof = .max
    }
  }

  var ordered: [FlowNote] {
    if notes.count < 2 { return notes }
    return FlowNote.Code.allCases.compactMap { code in notes.first { $0.code == code } }
  }

  mutating func note(_ event: FlowEvent, _ store: EvidenceStore) {
    switch event.payload {
    case .clientHello(let reference): noteHello(reference, event, store)
    case .retransmission(let kind): noteRepetition(of: kind, event)
    case .serverHello(let index): noteServerHello(index, event, store)
    case .certificate(let chain): noteCertificate(chain, event, store)
    case .helloRetryRequest: count(.helloRetried, event)
    case .alert(let level, let description):
      if level == .warning, description != .closeNotify { count(.warningAlert, event) }
    case .connectResponse(let status): noteAnswer(status, event)
    case .applicationData: hasData = hasData || !isTLS13
    case .clientDataAfterFinished(let length):
      // An alert is not data, and what the server sends unasked are tickets (RFC 8446, section 4.6.1).
      hasData = hasData || !(FlowEvent.alertLengths ~= length)
    case .gap(let bytes): count(.gap, event, by: UInt64(bytes))
    case .truncated(let bytes): count(.truncated, event, by: UInt64(bytes))
    case .fin: noteEnd(event)
    case .rst: noteReset(event)
    case .outOfWindowReset: count(.outOfWindowReset, event)
    case .syn, .synAck, .handshakeAck, .connectRequest, .serverKeyExchange, .certificateRequest,
      .serverHelloDone, .certificateStatus, .newSessionTicket, .certificateVerify,
      .clientKeyExchange, .encryptedAlert, .changeCipherSpec, .finished, .serverDataAfterFinished, .heartbeat,
      .otherData, .wsusRequest, .wsusResponse, .wsusExchanges,
      .unreachable, .packetTooBig:
      break
    }
  }

  private mutating func count(_ code: FlowNote.Code, _ event: FlowEvent, by amount: UInt64 = 1) {
    if let index = notes.firstIndex(where: { $0.code == code }) {
      notes[index].count &+= amount
    } else {
      notes.append(FlowNote(code, frame: event.frame, count: amount))
    }
  }

  private mutating func noteHello(_ reference: UInt32, _ event: FlowEvent, _ store: EvidenceStore) {
    guard let offer = store.offer(of: reference) else { return }
    if !store.clientHellos[Int(offer)].isComplete { count(.incompleteHello, event) }
    if store.clientHellos[Int(offer)].isSSLv2Format { count(.sslv2Hello, event) }
    if store.asksForTLS13(offer) { offersTLS13 = true }
  }

  private mutating func noteServerHello(_ index: UInt32, _ event: FlowEvent, _ store: EvidenceStore) {
    guard Int(index) < store.serverHellos.count, let version = store.chosenVersion(index) else { return }
    isTLS13 = version >= .tls13
    if offersTLS13, !isTLS13 { count(.olderVersionChosen, event) }
  }

  private mutating func noteCertificate(_ chain: UInt32, _ event: FlowEvent, _ store: EvidenceStore) {
    guard Int(chain) < store.chains.count, store.chains[Int(chain)].extent != .whole else { return }
    count(.incompleteCertificate, event)
  }

  private mutating func noteRepetition(of kind: FlowEvent.Kind, _ event: FlowEvent) {
    guard event.from == .client else { return }
    if kind == .clientHello { count(.helloRetransmitted, event) }
    if kind == .syn { count(.synRetransmitted, event) }
  }

  private mutating func noteAnswer(_ status: UInt32, _ event: FlowEvent) {
    if status == 407, challenge == nil { challenge = event.frame }
    guard let frame = challenge, 200..<300 ~= status else { return }
    notes.append(FlowNote(.proxyAuthenticated, frame: frame))
    challenge = nil
  }

  private mutating func noteEnd(_ event: FlowEvent) {
    if event.from == .client, endOfClient == nil { endOfClient = event.frame }
  }

  private mutating func noteReset(_ event: FlowEvent) {
    noteEnd(event)
    if isSuccess, event.frame >= lastProof { count(.resetAfterSuccess, event) }
  }

  // MARK: The flow as a whole

  mutating func finish(_ flow: JudgedFlow, _ summary: FlowSummary, _ store: EvidenceStore) {
    if isSuccess, !hasData, let frame = endOfClient {
      notes.append(FlowNote(.finishedWithoutData, frame: frame))
    }
    let evidence = flow.evidence
    if evidence.isStartMissing { notes.append(FlowNote(.missingStart, frame: evidence.firstFrame)) }
    if evidence.clientBasis != .syn { notes.append(FlowNote(.clientGuessed)) }
    if lacksDirection(evidence) { notes.append(FlowNote(.oneDirection)) }
    if evidence.hasConflictingOverlap { notes.append(FlowNote(.conflictingOverlap)) }
    if isProbablyOfWSUS(flow, summary) { notes.append(FlowNote(.wsusPort)) }
    if evidence.hasMoreEvents { notes.append(FlowNote(.moreEvents)) }
    if let event = summary.certificate.server, let chain = event.chain, flow.isToEndpoint,
      flow.endpoint?.expects(chain, in: store) == false
    {
      notes.append(FlowNote(.unexpectedIssuer, frame: event.frame))
    }
  }

  /// A port is only a port: any program may have chosen it.
  private func isProbablyOfWSUS(_ flow: JudgedFlow, _ summary: FlowSummary) -> Bool {
    flow.evidence.server.port == WSUSPort.https && summary.clientHello != nil
      && !flow.judgement.isThroughProxy
  }

  /// Only one direction was captured. Unanswered SYNs, and the client's own end of them, have no other; frames that
  /// could not be decoded may hold it.
  private func lacksDirection(_ evidence: FlowEvidence) -> Bool {
    guard evidence.packets.client == 0 || evidence.packets.server == 0, !evidence.mayHaveUnreadPackets
    else { return false }
    let isOnlyAttempts =
      evidence.bytes.client == 0 && evidence.events.allSatisfy { $0.isAttempt || $0.kind == .unreachable }
    return !isOnlyAttempts || evidence.isStartMissing
  }
}
