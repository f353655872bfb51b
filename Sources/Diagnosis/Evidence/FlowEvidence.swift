package import Packets

/// A pair of numbers, one for each end of a flow.
package struct PerRole<Value: Sendable & Hashable>: Hashable, Sendable {
  package var client: Value
  package var server: Value

  package init(client: Value, server: Value) {
    self.client = client
    self.server = server
  }

  package subscript(role: Role) -> Value {
    get { role == .client ? client : server }
    set { if role == .client { client = newValue } else { server = newValue } }
  }
}

/// Everything that was seen of one TCP connection, as far as a verdict or a report needs it.
///
/// Made once, when the capture was read. Rules and policies only read it.
package struct FlowEvidence: Sendable {
  /// Wireshark's `tcp.stream`.
  package var id: Int
  package var client: EndPoint
  package var server: EndPoint
  /// Why ``client`` is the client.
  package var clientBasis: ClientBasis
  /// First and last frame, in nanoseconds since 1970 (UTC).
  package var start: Int64
  package var end: Int64
  package var firstFrame: UInt32
  package var lastFrame: UInt32
  /// Frames of each side, retransmissions and copies included.
  package var packets: PerRole<UInt32>
  /// Payload bytes of each side, each counted once.
  package var bytes: PerRole<UInt64>
  package var retransmissions: PerRole<UInt32>
  /// What happened, in the order in which it was learnt, which rules go by: bytes that waited for a hole to
  /// be filled stand behind it. A ``JudgedFlow`` has it in frame order. At most ``eventLimit``.
  package var events: [FlowEvent]
  /// More happened than ``events`` could keep.
  package var hasMoreEvents: Bool
  /// The process that the capture names (etl2pcapng packet comments); nil when it does not.
  package var processID: Int32?
  /// The flow began before the capture: its SYN was not captured.
  package var isStartMissing: Bool
  /// The other side acknowledged bytes, or a FIN, of this one that the capture does not hold. A gap that nobody
  /// acknowledged is the network's.
  package var lacksReceived = PerRole(client: false, server: false)
  /// Two copies of the same bytes differed; the first was read.
  package var hasConflictingOverlap: Bool

  /// How many events a flow keeps. A walkthrough is some twenty; the rest leaves room for a
  /// renegotiating or retrying flow without letting a hostile one grow.
  package static let eventLimit = 96

  /// How the client of a flow was told from the server.
  package enum ClientBasis: UInt8, Hashable, Sendable {
    case syn
    case hello
    case connect
    case higherPort
  }

  package init(id: Int, client: EndPoint, server: EndPoint, clientBasis: ClientBasis) {
    self.id = id
    self.client = client
    self.server = server
    self.clientBasis = clientBasis
    start = 0
    end = 0
    firstFrame = 0
    lastFrame = 0
    packets = PerRole(client: 0, server: 0)
    bytes = PerRole(client: 0, server: 0)
    retransmissions = PerRole(client: 0, server: 0)
    events = []
    hasMoreEvents = false
    processID = nil
    isStartMissing = false
    hasConflictingOverlap = false
  }
}

extension FlowEvidence {
  /// The same evidence with its events as a reader follows them in the capture: see ``putInFrameOrder()``.
  package var inFrameOrder: FlowEvidence {
    var ordered = self
    ordered.events.putInFrameOrder()
    return ordered
  }
}

extension [FlowEvent] {
  /// Puts a flow's events as a reader follows them in the capture: by frame, and within a frame as they were learnt,
  /// but for a gap, which lies before it, and for what the snap length cut off and the FIN, which lie at its end.
  package mutating func putInFrameOrder() {
    if indices.dropFirst().allSatisfy({ !self[$0].precedes(self[$0 - 1]) }) { return }
    let places = indices.sorted { one, other in
      if self[one].precedes(self[other]) { return true }
      return !self[other].precedes(self[one]) && one < other
    }
    self = places.map { self[$0] }
  }
}

extension FlowEvent {
  fileprivate func precedes(_ other: FlowEvent) -> Bool {
    frame == other.frame ? placeInFrame < other.placeInFrame : frame < other.frame
  }

  private var placeInFrame: Int {
    let kind = kind
    if kind == .gap { return -1 }
    if kind == .cut { return 1 }
    return kind == .fin ? 2 : 0
  }
}
