package import Diagnosis
import Packets

/// A segment that one capture shows and the other does not, although it should.
package struct MissingSegment: Hashable, Sendable {
  /// What it carries.
  package enum Content: Hashable, Sendable {
    case syn
    case synAck
    case fin
    case rst
    /// A message that begins or goes on in it.
    case message(FlowEvent.Kind)
    case data
  }

  /// The capture that shows it, and its frame there.
  package var shownIn: CaptureSide
  package var frame: UInt32
  package var time: Int64
  package var from: Role
  package var content: Content
  package var hopLimit: UInt8
  package var missingIn: CaptureSide { shownIn.opposite }

  init(_ segment: FlowSegment, shownIn side: CaptureSide, events: [FlowEvent]) {
    shownIn = side
    (frame, time, from, hopLimit) = (segment.frame, segment.time, segment.from, segment.hopLimit)
    content = Content(segment, events)
  }

  /// It ends the connection.
  package var isEnd: Bool { content == .rst || content == .fin }
}

extension MissingSegment.Content {
  /// - Parameter events: of the flow.
  package init(_ segment: FlowSegment, _ events: [FlowEvent]) {
    if segment.flags.contains(.rst) {
      self = .rst
    } else if segment.flags.contains(.syn) {
      self = segment.from == .client ? .syn : .synAck
    } else if segment.flags.contains(.fin) {
      self = .fin
    } else {
      let carried = events.first {
        $0.from == segment.from && $0.kind.isMessage
          && ($0.frame...max($0.frame, $0.reassembledIn)).contains(segment.frame)
      }
      self = carried.map { .message($0.kind) } ?? .data
    }
  }
}

extension FlowEvent.Kind {
  /// Whether it is read from a side's bytes.
  fileprivate var isMessage: Bool {
    switch self {
    case .connectRequest, .connectResponse, .clientHello, .serverHello, .helloRetryRequest, .certificate,
      .serverKeyExchange, .certificateRequest, .serverHelloDone, .certificateStatus, .newSessionTicket,
      .certificateVerify, .clientKeyExchange, .alert, .encryptedAlert,
      .changeCipherSpec, .finished, .applicationData, .clientDataAfterFinished, .serverDataAfterFinished,
      .heartbeat, .otherData, .wsusRequest, .wsusResponse:
      true
    case .syn, .synAck, .handshakeAck, .fin, .rst, .outOfWindowReset, .retransmission, .gap, .truncated,
      .unreachable, .packetTooBig, .wsusExchanges:
      false
    }
  }
}
