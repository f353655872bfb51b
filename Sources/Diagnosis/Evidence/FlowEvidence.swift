package import Packets

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

/// Everything seen of one TCP connection, as far as a verdict or a report needs it.
package struct FlowEvidence: Sendable {
  package var id: Int
  package var client: EndPoint
  package var server: EndPoint
  package var clientBasis: ClientBasis
  /// In nanoseconds since 1970 (UTC).
  package var start: Int64
  package var end: Int64
  package var firstFrame: UInt32
  package var lastFrame: UInt32
  /// Retransmissions and copies included.
  package var packets: PerRole<UInt32>
  package var bytes: PerRole<UInt64>
  package var retransmissions: PerRole<UInt32>
  /// The events in the order in which they were read: bytes that waited for a hole to be filled come late. A
  /// ``JudgedFlow`` has them in frame order. At most ``eventLimit``.
  package var events: [FlowEvent]
  package var hasMoreEvents: Bool
  /// From etl2pcapng packet comments.
  package var processID: Int32?
  package var isStartMissing: Bool
  /// The capture has frames that could not be decoded: they may hold packets of this flow.
  package var mayHaveUnreadPackets = false
  /// The other side acknowledged bytes of this one, or its FIN, that are missing from the capture.
  package var lacksReceived = PerRole(client: false, server: false)
  /// Bytes of the side were not kept, because a budget of memory was spent.
  package var givenUp = PerRole(client: false, server: false)
  /// Nil when the server spoke last.
  package var waiting: Waiting?
  /// Two copies of the same bytes differed; the first was read.
  package var hasConflictingOverlap: Bool
  package var hopLimits = PerRole(client: HopLimits(), server: HopLimits())
  /// The client sent a segment other than SYN and RST, as a client does that was answered.
  package var clientWentOn = false
  /// After its RST the side sent new bytes, or acknowledged more.
  package var wentOnAfterReset = PerRole(client: false, server: false)
  /// All that the client sent is a header in front of TLS, such as that of the PROXY protocol.
  package var clientSentOnlyHeader = false

  /// How many events a flow keeps. A walkthrough has some twenty; the limit stops a hostile flow.
  package static let eventLimit = 96

  package enum ClientBasis: UInt8, Hashable, Sendable {
    case syn
    case hello
    case connect
    /// A request to a WSUS server.
    case request
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

extension [FlowEvent] {
  /// Sorts the events by frame. Within a frame they stay in reading order, except that a gap comes first, and
  /// truncation and the FIN come last.
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
    if kind == .truncated { return 1 }
    return kind == .fin ? 2 : 0
  }
}
