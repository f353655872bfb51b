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
