import Diagnosis

/// The events of a flow as a letter each.
enum ZeekHistory {
  /// The letters of conn.log's `history`, the originator's in upper case, each once.
  static func ofConnection(_ events: [FlowEvent]) -> String {
    var letters = ""
    for event in events {
      guard let letter = event.kind.historyLetter else { continue }
      let shown = event.from == .client ? letter.uppercased() : letter
      if !letters.contains(shown) { letters += shown }
    }
    return letters
  }

  /// The letters of ssl.log's `ssl_history`, the client's in upper case: what is sent in the clear.
  static func ofHandshake(_ events: [FlowEvent]) -> String {
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
      .wsusRequest, .wsusResponse, .wsusExchanges, .applicationData, .alert:
      "d"
    case .certificate, .serverKeyExchange, .certificateRequest, .serverHelloDone, .certificateStatus,
      .newSessionTicket, .certificateVerify, .clientKeyExchange,
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
    case .certificateStatus: "u"
    case .newSessionTicket: "t"
    case .certificateVerify: "y"
    case .clientKeyExchange: "g"
    case .changeCipherSpec: "i"
    case .heartbeat: "b"
    case .alert: "l"
    case .syn, .synAck, .handshakeAck, .connectRequest, .connectResponse, .encryptedAlert, .finished,
      .applicationData, .clientDataAfterFinished, .serverDataAfterFinished, .otherData,
      .wsusRequest, .wsusResponse, .wsusExchanges, .fin, .rst,
      .outOfWindowReset, .retransmission, .gap, .truncated, .unreachable, .packetTooBig:
      nil
    }
  }
}
