import Diagnosis

/// How a connection was opened and ended, in Zeek's words (docs.zeek.org, base/protocols/conn/main.zeek, `conn_state`).
enum ConnectionState: String {
  /// A SYN without an answer.
  case attempted = "S0"
  case established = "S1"
  case finished = "SF"
  case rejected = "REJ"
  /// Established; only the originator sent a FIN.
  case closedByOriginator = "S2"
  case closedByResponder = "S3"
  case resetByOriginator = "RSTO"
  case resetByResponder = "RSTR"
  /// A SYN and an RST of the originator, no SYN/ACK.
  case attemptReset = "RSTOS0"
  /// An RST of the responder, and no SYN of the originator.
  case answerReset = "RSTRH"
  /// A FIN of the originator, no SYN/ACK.
  case attemptClosed = "SH"
  /// A FIN of the responder, no SYN.
  case answerClosed = "SHR"
  /// From the middle of a connection.
  case other = "OTH"

  init(_ flow: FlowEvidence) {
    var ends = ConnectionEnds()
    for event in flow.events { ends.note(event) }
    self.init(ends, flow)
  }

  private init(_ ends: ConnectionEnds, _ flow: FlowEvidence) {
    let (originator, responder) = ends.states(flow)
    let isOpen = (originator: originator.isOpen, responder: responder.isOpen)
    self =
      switch (originator, responder) {
      case (.synSent, .reset): .rejected
      case (.reset, .reset) where flow.bytes.client == 0 && flow.bytes.server == 0: .rejected
      case (_, .reset): isOpen.originator ? .resetByResponder : .answerReset
      case (.reset, _) where isOpen.responder: .resetByOriginator
      case (.reset, _): ends.isAttemptReset ? .attemptReset : .other
      case (.closed, .closed): .finished
      case (.closed, _): isOpen.responder ? .closedByOriginator : .attemptClosed
      case (_, .closed): isOpen.originator ? .closedByResponder : .answerClosed
      case (.synSent, .inactive): .attempted
      case (.established, .established): .established
      case (.inactive, _), (.partial, _), (.synSent, _), (.established, _): .other
      }
  }
}

/// The states of both ends of a connection, as Zeek follows them (TCPSessionAdapter.cc, `UpdateStateMachine`).
private struct ConnectionEnds {
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

  mutating func note(_ event: FlowEvent) {
    switch event.kind {
    case .syn: noteSyn(event.from)
    case .synAck: noteSynAck(event.from)
    case .fin: noteFin(event.from)
    case .rst: noteReset(event.from)
    case .handshakeAck, .connectRequest, .connectResponse, .clientHello, .serverHello, .helloRetryRequest,
      .certificate, .serverKeyExchange, .certificateRequest, .serverHelloDone, .certificateStatus,
      .newSessionTicket, .certificateVerify, .clientKeyExchange, .alert, .encryptedAlert, .changeCipherSpec,
      .finished, .applicationData, .clientDataAfterFinished, .serverDataAfterFinished, .heartbeat, .otherData:
      noteSegment(event.from)
    case .outOfWindowReset, .retransmission, .gap, .truncated, .unreachable, .packetTooBig: break
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
