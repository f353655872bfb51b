import Diagnosis

/// The states of both ends of a connection, as Zeek follows them (TCPSessionAdapter.cc, `UpdateStateMachine`).
struct ConnectionEnds {
  enum State {
    case inactive
    /// It sent segments, but its SYN was not seen.
    case partial
    case synSent, established, closed, reset

    /// Whether the end took part in the opening of the connection.
    var isOpen: Bool {
      switch self {
      case .inactive, .partial: false
      case .synSent, .established, .closed, .reset: true
      }
    }
  }

  private var states = PerRole<State>(client: .inactive, server: .inactive)
  /// Ends that sent an RST after their FIN.
  private var wasClosed = PerRole<Bool>(client: false, server: false)
  /// The originator sent a SYN and then an RST, and no ACK or FIN.
  private(set) var isAttemptReset = false

  /// When the connection was over.
  private var ended: Int64?

  mutating func note(_ event: FlowEvent) {
    if let ended, event.time &- ended > Self.closeDelay { return }
    read(event)
    if ended == nil, isOver(after: event) { ended = event.time }
  }

  /// What follows the end after so many nanoseconds is another connection for Zeek (`tcp_close_delay`).
  private static let closeDelay: Int64 = 5_000_000_000

  private func isOver(after event: FlowEvent) -> Bool {
    let (own, other) = (states[event.from], states[event.from.opposite])
    return own == .reset || own == .closed && (other == .closed || other == .reset || other == .inactive)
  }

  private mutating func read(_ event: FlowEvent) {
    switch event.kind {
    case .syn: noteSyn(event.from)
    case .synAck: noteSynAck(event.from)
    case .fin: noteFin(event.from)
    case .rst: noteReset(event.from)
    case .handshakeAck, .connectRequest, .connectResponse, .clientHello, .serverHello, .helloRetryRequest,
      .certificate, .serverKeyExchange, .certificateRequest, .serverHelloDone, .certificateStatus,
      .newSessionTicket, .certificateVerify, .clientKeyExchange, .alert, .encryptedAlert, .changeCipherSpec,
      .finished, .applicationData, .clientDataAfterFinished, .serverDataAfterFinished, .heartbeat, .otherData,
      .wsusRequest, .wsusResponse, .wsusExchanges:
      noteSegment(event.from)
    // Before an answer there is no window: the RST may have the number of its SYN.
    case .outOfWindowReset: if states[event.from] == .synSent { noteReset(event.from) }
    case .retransmission, .gap, .truncated, .unreachable, .packetTooBig: break
    }
  }

  private mutating func noteSyn(_ role: Role) {
    if states[role] == .inactive { states[role] = .synSent }
  }

  private mutating func noteSynAck(_ role: Role) {
    guard states[role] == .inactive else { return }
    states[role] = .established
    if states[role.opposite] == .synSent { states[role.opposite] = .established }
  }

  /// Who answers a SYN/ACK whose SYN was not seen is established, too.
  private mutating func noteSegment(_ role: Role) {
    guard states[role] == .inactive else { return }
    states[role] = states[role.opposite] == .established ? .established : .partial
  }

  private mutating func noteFin(_ role: Role) {
    guard states[role] != .reset else { return }
    states[role] = .closed
    // The other end sent an RST after its FIN: a normal end.
    if states[role.opposite] == .reset, wasClosed[role.opposite] { states[role.opposite] = .closed }
  }

  private mutating func noteReset(_ role: Role) {
    if states[role] == .reset || states[role] == .closed && states[role.opposite] == .closed { return }
    isAttemptReset = isAttemptReset || role == .client && states.client == .synSent
    wasClosed[role] = states[role] == .closed
    states[role] = .reset
  }

  /// The states in the end. What an end sent besides is no event in each case, but counted.
  func states(_ flow: FlowEvidence) -> (originator: State, responder: State) {
    var ends = self
    if flow.packets.client > 0 { ends.noteSegment(.client) }
    // Some ends acknowledge a SYN before they send their own.
    if flow.packets.server > 0, flow.bytes.server > 0 || states.client != .synSent {
      ends.noteSegment(.server)
    }
    return (ends.states.client, ends.states.server)
  }
}
