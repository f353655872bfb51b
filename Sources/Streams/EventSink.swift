import Bytes

extension StreamEvent {
  /// What the receiver of an event answers.
  package enum Answer: Sendable {
    case goOn
    /// No more `data`, `gap` and `retransmission` events of this connection are wanted. What was kept
    /// of it is freed at once; counting and all other events go on.
    case stopReading
  }

  /// Who receives events. The span holds the bytes of a `data` event, never none, and the second copy
  /// that a `retransmission` brought, as far as it was captured. It is empty with all other events.
  package typealias Handler = (StreamEvent, Span<UInt8>) -> Answer
}

/// Where the events of one segment come from, and whether content is still wanted.
struct EventSink {
  let connection: Int
  let stamp: FrameStamp
  var isReading: Bool

  /// Hands one event over, unless it is content that nobody wants any more.
  mutating func send(
    _ kind: StreamEvent.Kind, _ side: Side, origin: FrameStamp, bytes: Span<UInt8> = Span(),
    to deliver: StreamEvent.Handler
  ) {
    guard isReading || !kind.isContent else { return }
    let event = StreamEvent(
      connection: connection, side: side, kind: kind, stamp: stamp, origin: origin)
    if case .stopReading = deliver(event, bytes) { isReading = false }
  }

  mutating func send(_ kind: StreamEvent.Kind, _ side: Side, to deliver: StreamEvent.Handler) {
    send(kind, side, origin: stamp, to: deliver)
  }
}

extension StreamEvent.Kind {
  /// Whether the event is about the bytes of the stream: these end when reading was stopped.
  var isContent: Bool {
    switch self {
    case .data, .gap, .retransmission: true
    default: false
    }
  }
}
