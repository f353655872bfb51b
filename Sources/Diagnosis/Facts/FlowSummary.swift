package import Protocols

/// What a report says about a flow, gathered in one pass over its events in frame order.
///
/// It counts everything captured; ``FlowFacts`` leave out what followed the end.
package struct FlowSummary: Sendable {
  package private(set) var clientHello: FlowEvent?
  package private(set) var clientHelloCount = 0
  /// The hello that decides: the first that is not a HelloRetryRequest, else that one.
  package private(set) var serverHello: FlowEvent?
  package private(set) var serverHelloCount = 0
  package private(set) var certificate = PerRole<FlowEvent?>(client: nil, server: nil)
  /// The curve of the first ServerKeyExchange that names one. The message of finite-field Diffie-Hellman may look so
  /// too: the cipher suite tells.
  package private(set) var curve: NamedGroup?
  package private(set) var lastAlert: FlowEvent?
  package private(set) var connectRequest: FlowEvent?
  package private(set) var connectResponse: FlowEvent?
  /// Missing bytes, without those that the snap length removed.
  package private(set) var missingBytes: UInt64 = 0
  package private(set) var notes: [FlowNote] = []
  private var kinds = PerRole<UInt64>(client: 0, server: 0)
  private var handshakeTimes = HandshakeTimes()

  package init(_ flow: JudgedFlow, store: EvidenceStore) {
    var notes = EventNotes(flow.judgement)
    for event in flow.evidence.events {
      kinds[event.from] |= event.kind.bit
      handshakeTimes.note(event)
      note(event)
      notes.note(event, store)
    }
    notes.finish(flow, self, store)
    self.notes = notes.ordered
  }

  /// Nanoseconds from SYN to SYN/ACK; where the SYN was repeated or is missing, from SYN/ACK to ACK.
  package var roundTrip: Int64? {
    // Negative after a clock was set back, or with two interfaces whose clocks differ.
    handshakeTimes.roundTrip.flatMap { $0 < 0 ? nil : $0 }
  }

  /// Nil for a ServerHello that is truncated too early.
  package func negotiatedVersion(_ store: EvidenceStore) -> ProtocolVersion? {
    guard case .serverHello(let index) = serverHello?.payload else { return nil }
    return store.chosenVersion(index)
  }

  package func has(_ kind: FlowEvent.Kind, from role: Role) -> Bool { kinds[role] & kind.bit != 0 }

  package func has(_ kind: FlowEvent.Kind) -> Bool { (kinds.client | kinds.server) & kind.bit != 0 }

  private mutating func note(_ event: FlowEvent) {
    switch event.payload {
    case .clientHello:
      if clientHello == nil { clientHello = event }
      clientHelloCount += 1
    case .serverHello:
      if serverHello == nil || serverHello?.kind == .helloRetryRequest { serverHello = event }
      serverHelloCount += 1
    case .helloRetryRequest:
      if serverHello == nil { serverHello = event }
      serverHelloCount += 1
    case .certificate:
      if certificate[event.from] == nil { certificate[event.from] = event }
    case .alert: lastAlert = event
    case .connectRequest: (connectRequest, connectResponse) = (event, nil)
    case .connectResponse: connectResponse = event
    case .gap(let bytes): missingBytes &+= UInt64(bytes)
    case .serverKeyExchange(let curve):
      if self.curve == nil, curve != 0 { self.curve = NamedGroup(rawValue: curve) }
    case .syn, .synAck, .handshakeAck, .certificateRequest, .serverHelloDone, .certificateStatus,
      .newSessionTicket, .certificateVerify,
      .clientKeyExchange, .encryptedAlert, .changeCipherSpec, .finished, .applicationData,
      .clientDataAfterFinished, .serverDataAfterFinished, .heartbeat, .otherData, .wsusRequest, .wsusResponse,
      .wsusExchanges, .fin, .rst, .outOfWindowReset,
      .retransmission, .truncated, .unreachable, .packetTooBig:
      break
    }
  }
}

private struct HandshakeTimes: Sendable {
  private(set) var roundTrip: Int64?
  private var syn: Int64?
  private var synAck: Int64?
  private var isSynAckRepeated = false

  mutating func note(_ event: FlowEvent) {
    if case .syn = event.payload, syn == nil { syn = event.time }
    if case .synAck = event.payload { noteSynAck(event.time) }
    if case .handshakeAck = event.payload { noteAck(event.time) }
    if case .retransmission(let kind) = event.payload {
      if synAck == nil { syn = nil }
      if kind == .synAck { isSynAckRepeated = true }
    }
  }

  private mutating func noteSynAck(_ time: Int64) {
    if synAck == nil { synAck = time }
    if let syn, let synAck, roundTrip == nil { roundTrip = synAck &- syn }
  }

  private mutating func noteAck(_ time: Int64) {
    if let synAck, roundTrip == nil, !isSynAckRepeated { roundTrip = time &- synAck }
  }
}

extension FlowEvent.Kind {
  fileprivate var bit: UInt64 { 1 << UInt64(rawValue) }
}
