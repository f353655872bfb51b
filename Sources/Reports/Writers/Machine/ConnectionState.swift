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
  /// A SYN/ACK and an RST of the responder, no SYN.
  case answerReset = "RSTRH"
  /// A SYN and a FIN of the originator, no SYN/ACK.
  case attemptClosed = "SH"
  /// A SYN/ACK and a FIN of the responder, no SYN.
  case answerClosed = "SHR"
  /// From the middle of a connection.
  case other = "OTH"

  init(_ facts: FlowSummary) {
    let (syn, answer) = (facts.has(.syn, from: .client), facts.has(.synAck, from: .server))
    let resets = (originator: facts.has(.rst, from: .client), responder: facts.has(.rst, from: .server))
    let fins = (originator: facts.has(.fin, from: .client), responder: facts.has(.fin, from: .server))
    self =
      switch (syn, answer) {
      case (true, true): Self.ofEstablished(resets, fins)
      case (true, false) where resets.responder || facts.has(.unreachable, from: .client): .rejected
      case (true, false) where resets.originator: .attemptReset
      case (true, false): fins.originator ? .attemptClosed : .attempted
      case (false, true) where resets.responder: .answerReset
      case (false, true) where fins.responder: .answerClosed
      default: .other
      }
  }

  private static func ofEstablished(
    _ resets: (originator: Bool, responder: Bool), _ fins: (originator: Bool, responder: Bool)
  ) -> ConnectionState {
    if resets.originator { return .resetByOriginator }
    if resets.responder { return .resetByResponder }
    switch fins {
    case (true, true): return .finished
    case (true, false): return .closedByOriginator
    case (false, true): return .closedByResponder
    case (false, false): return .established
    }
  }

  /// The letters of conn.log's `history`, the originator's in upper case, each once.
  static func history(_ events: [FlowEvent]) -> String {
    var letters = ""
    for event in events {
      guard let letter = event.kind.historyLetter else { continue }
      let shown = event.from == .client ? letter.uppercased() : letter
      if !letters.contains(shown) { letters += shown }
    }
    return letters
  }

  /// The letters of ssl.log's `ssl_history`, the client's in upper case: what is sent in the clear.
  static func handshakeHistory(_ events: [FlowEvent]) -> String {
    var letters = ""
    for event in events.prefix(Self.handshakeLetters) {
      guard let letter = event.kind.handshakeLetter else { continue }
      letters += event.from == .client ? letter.uppercased() : letter
    }
    return letters
  }

  /// As many as Zeek keeps (`SSL::max_ssl_history_length`).
  private static let handshakeLetters = 100
}

extension FlowEvent.Kind {
  fileprivate var historyLetter: String? {
    switch self {
    case .syn: "s"
    case .synAck: "h"
    case .handshakeAck: "a"
    case .fin: "f"
    case .rst: "r"
    case .retransmission: "t"
    case .gap: "g"
    case .connectRequest, .connectResponse, .clientHello, .serverHello, .helloRetryRequest, .otherData,
      .applicationData, .alert:
      "d"
    case .certificate, .serverKeyExchange, .certificateRequest, .serverHelloDone, .clientKeyExchange,
      .encryptedAlert, .changeCipherSpec, .finished, .clientDataAfterFinished, .serverDataAfterFinished,
      .heartbeat, .outOfWindowReset, .truncated, .unreachable, .packetTooBig:
      nil
    }
  }

  fileprivate var handshakeLetter: String? {
    switch self {
    case .clientHello: "c"
    case .serverHello: "s"
    case .helloRetryRequest: "j"
    case .certificate: "x"
    case .serverKeyExchange: "k"
    case .certificateRequest: "r"
    case .serverHelloDone: "n"
    case .clientKeyExchange: "g"
    case .changeCipherSpec: "i"
    case .heartbeat: "b"
    case .alert: "l"
    case .syn, .synAck, .handshakeAck, .connectRequest, .connectResponse, .encryptedAlert, .finished,
      .applicationData, .clientDataAfterFinished, .serverDataAfterFinished, .otherData,
      .fin, .rst,
      .outOfWindowReset, .retransmission, .gap, .truncated, .unreachable, .packetTooBig:
      nil
    }
  }
}
