import Protocols

/// The oddities of a flow, in the order of the catalogue, each code at most once.
package func notes(for flow: JudgedFlow, store: EvidenceStore) -> [FlowNote] {
  var ofEvents = EventNotes(isSuccess: flow.judgement.verdict == .success)
  ofEvents.read(flow, store)
  var notes = ofEvents.notes
  note(flow.evidence, &notes)
  if flow.isToEndpoint, let note = inspection(of: flow, store: store) { notes.append(note) }
  if notes.isEmpty { return notes }
  let order = FlowNote.Code.allCases
  return order.compactMap { code in notes.first { $0.code == code } }
}

/// The notes that the flow as a whole gives.
private func note(_ evidence: FlowEvidence, _ notes: inout [FlowNote]) {
  if evidence.isStartMissing { notes.append(FlowNote(.missingStart, frame: evidence.firstFrame)) }
  if evidence.clientBasis != .syn { notes.append(FlowNote(.clientGuessed)) }
  if evidence.packets.client == 0 || evidence.packets.server == 0 {
    // SYNs that nobody answers, and the client's own end of them, have no other direction.
    let isOnlySyns = evidence.events.allSatisfy {
      $0.kind == .syn || $0.kind == .retransmission || ($0.kind == .rst && evidence.bytes.client == 0)
    }
    if !isOnlySyns || evidence.isStartMissing { notes.append(FlowNote(.oneDirection)) }
  }
  if evidence.hasConflictingOverlap { notes.append(FlowNote(.conflictingOverlap)) }
  if evidence.hasMoreEvents { notes.append(FlowNote(.moreEvents)) }
}

private func inspection(of flow: JudgedFlow, store: EvidenceStore) -> FlowNote? {
  guard let endpoint = flow.endpoint, !endpoint.expectedIssuers.isEmpty,
    let event = flow.evidence.events.first(where: { $0.kind == .certificate && $0.from == .server }),
    !endpoint.expects(event.detail, in: store)
  else { return nil }
  return FlowNote(.unexpectedIssuer, frame: event.frame)
}

/// The notes that single events give.
private struct EventNotes {
  private(set) var notes: [FlowNote] = []
  private let isSuccess: Bool
  private var hasData = false
  private var endOfClient: UInt32?
  /// When the client last sent a SYN, CONNECT or hello, or that was captured once more.
  private var lastRepeatable: Int64?
  private var refused: UInt32?
  private var offersTLS13 = false
  private var isTLS13 = false

  init(isSuccess: Bool) {
    self.isSuccess = isSuccess
  }

  /// Reads the events of a flow. No initializer: to one the whole flow and store would be copied, which was a hundredth
  /// of the JSON report.
  mutating func read(_ flow: JudgedFlow, _ store: EvidenceStore) {
    let last = Self.lastProof(flow.judgement.reason)
    for event in flow.evidence.events { read(event, lastProof: last, store) }
    guard isSuccess, !hasData, let frame = endOfClient else { return }
    notes.append(FlowNote(.finishedWithoutData, frame: frame))
  }

  private static func lastProof(_ reason: Reason) -> UInt32 {
    if case .handshakeFinished(let frame, _) = reason { return frame }
    return .max
  }

  private mutating func read(_ event: FlowEvent, lastProof: UInt32, _ store: EvidenceStore) {
    switch event.kind {
    case .rst: noteReset(event, lastProof: lastProof)
    case .fin: noteLeave(event)
    case .outOfWindowReset: count(.outOfWindowReset, event)
    case .alert: noteAlert(event)
    case .helloRetryRequest: count(.helloRetried, event)
    case .clientHello:
      lastRepeatable = event.time
      noteHello(event, store)
    case .syn, .connectRequest: lastRepeatable = event.time
    case .serverHello: noteChoice(event, store)
    case .retransmission: noteRepeat(event)
    case .connectResponse: noteAnswer(event)
    case .gap: count(.gap, event, by: UInt64(event.detail))
    case .cut: count(.cut, event, by: UInt64(event.detail))
    case .applicationData, .clientDataAfterFinished: noteData(event)
    default: break
    }
  }

  private mutating func count(_ code: FlowNote.Code, _ event: FlowEvent, by amount: UInt64 = 1) {
    if let place = notes.firstIndex(where: { $0.code == code }) {
      notes[place].count &+= amount
    } else {
      notes.append(FlowNote(code, frame: event.frame, count: amount))
    }
  }

  private mutating func noteReset(_ event: FlowEvent, lastProof: UInt32) {
    noteLeave(event)
    if isSuccess, event.frame >= lastProof { count(.resetAfterSuccess, event) }
  }

  private mutating func noteLeave(_ event: FlowEvent) {
    if event.from == .client, endOfClient == nil { endOfClient = event.frame }
  }

  /// In TLS 1.3 the first record of each side belongs to the handshake, an alert is no data, and what the
  /// server sends unasked after it are tickets (RFC 8446, section 4.6.1).
  private mutating func noteData(_ event: FlowEvent) {
    let isFirst = event.kind == .applicationData
    if isFirst ? !isTLS13 : !AlertSize.holds(event.detail) { hasData = true }
  }

  private mutating func noteAlert(_ event: FlowEvent) {
    guard event.detail >> 8 == UInt32(AlertLevel.warning.rawValue),
      event.detail & 0xff != UInt32(AlertDescription.closeNotify.rawValue)
    else { return }
    count(.warningAlert, event)
  }

  private mutating func noteHello(_ event: FlowEvent, _ store: EvidenceStore) {
    guard Int(event.detail) < store.sightings.count else { return }
    let offer = store.sightings[Int(event.detail)].hello
    if !store.clientHellos[Int(offer)].isComplete { count(.cutHello, event) }
    if store.clientHellos[Int(offer)].isSSLv2Format { count(.sslv2Hello, event) }
    if store.asksForTLS13(offer) { offersTLS13 = true }
  }

  private mutating func noteChoice(_ event: FlowEvent, _ store: EvidenceStore) {
    guard Int(event.detail) < store.serverHellos.count,
      let version = store.chosenVersion(event.detail)
    else { return }
    isTLS13 = version >= .tls13
    if offersTLS13, !isTLS13 { count(.olderVersionChosen, event) }
  }

  private mutating func noteRepeat(_ event: FlowEvent) {
    guard event.from == .client else { return }
    let isCopy = isCopy(event)
    lastRepeatable = event.time
    if isCopy { return }
    switch event.detail {
    case UInt32(FlowEvent.Kind.clientHello.rawValue): count(.helloRetransmitted, event)
    case UInt32(FlowEvent.Kind.syn.rawValue): count(.synRetransmitted, event)
    default: break
    }
  }

  /// The frame was captured twice, and not sent again: the rule of ``FlowFacts``.
  private func isCopy(_ event: FlowEvent) -> Bool {
    guard let lastRepeatable, event.time >= lastRepeatable else { return false }
    return event.time &- lastRepeatable < Int64(FlowFacts.copyDistance) * 1_000_000
  }

  private mutating func noteAnswer(_ event: FlowEvent) {
    if event.detail == 407, refused == nil { refused = event.frame }
    guard let frame = refused, 200..<300 ~= event.detail else { return }
    notes.append(FlowNote(.proxyAuthenticated, frame: frame))
    refused = nil
  }
}
