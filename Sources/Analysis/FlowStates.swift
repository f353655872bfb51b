import Bytes
import Diagnosis
import Packets
import Streams

/// What a flow keeps beside its connection and its events until it is judged: 20 bytes.
struct FlowState: Sendable {
  /// The place of its last event in the capture's ``FlowEvents``.
  var lastEvent = FlowEvents.none
  var eventCount: UInt8 = 0
  /// Index of the flow's reading while its bytes are read; ``noReading`` otherwise.
  var reading = FlowState.noReading
  /// Index in the store's names of what DNS called the receiver of the first segment when the flow began.
  var dnsName = EvidenceStore.noName
  /// The process that the capture names; -1 when it does not.
  var processID: Int32 = -1
  /// What said who the client is, when no SYN did.
  var clientBasis: FlowEvidence.ClientBasis?
  /// The client's side by what it said; meaningful with ``clientBasis``.
  var clientIsOther = false
  var hasMoreEvents = false
  /// One end is a DNS server: its messages name addresses.
  var isDNS = false
  /// Nothing more is read of this flow.
  var isDecided = false

  static let noReading = Int32.min
  /// The port of DNS servers (RFC 1035, section 4.2).
  static let dnsPort: UInt16 = 53
}

/// What all flows of a capture keep between reading and writing.
struct FlowStates: Sendable {
  let table: ConnectionTable
  let states: [FlowState]
  let events: FlowEvents
  let names: AddressNames
  /// The time of the last frame.
  var captureEnd: Int64

  var count: Int { states.count }

  /// Judges a flow and does not make the whole of it.
  func conclusion(of evidence: FlowEvidence, store: EvidenceStore, judge: Judge) -> FlowConclusion {
    judge.conclusion(evidence, store: store, dnsName: name(of: evidence, store), captureEnd: captureEnd)
  }

  /// What DNS calls the server: by what was known when the flow began, if it received the first segment.
  private func name(of evidence: FlowEvidence, _ store: EvidenceStore) -> String? {
    let known = isReceiver(evidence) ? store.name(states[evidence.id].dnsName) : nil
    return known ?? names[evidence.server.address]
  }

  /// DNS had named the server when the flow began: no later answer changes that.
  func hasNameFromStart(_ evidence: FlowEvidence) -> Bool {
    states[evidence.id].dnsName != EvidenceStore.noName && isReceiver(evidence)
  }

  /// The server received the first segment.
  private func isReceiver(_ evidence: FlowEvidence) -> Bool {
    table.endPoints(of: evidence.id).other == evidence.server
  }

  /// Both ends closed the flow, or one reset it.
  func isClosed(_ id: Int) -> Bool { table.isClosed(id) }

  /// The frame of a flow's last segment.
  func lastFrame(_ id: Int) -> UInt32 { table.lastFrame(of: id) }

  /// How far a flow has come: when it is the same again, nothing came after.
  func extent(_ id: Int) -> FlowExtent {
    FlowExtent(lastFrame: lastFrame(id), lastEvent: states[id].lastEvent)
  }

  /// Everything that was seen of a flow, its client told from its server. Its events, if they are wanted, replace those
  /// in `scratch`, whose capacity is used again.
  func evidence(_ id: Int, _ scratch: inout [FlowEvent], withEvents: Bool = true) -> FlowEvidence {
    let connection = table[id]
    let state = states[id]
    let (side, basis) = client(of: connection, state)
    let isOther = if case .other = side { true } else { false }
    let client = connection[side]
    let server = connection[side.opposite]
    var evidence = FlowEvidence(
      id: id, client: client.endPoint, server: server.endPoint, clientBasis: basis)
    evidence.start = connection.first.time
    evidence.end = connection.last.time
    evidence.firstFrame = connection.first.number
    evidence.lastFrame = connection.last.number
    // Field by field: the generic initializer would be called unspecialised from here.
    evidence.packets.client = UInt32(clamping: client.packets)
    evidence.packets.server = UInt32(clamping: server.packets)
    evidence.bytes.client = UInt64(client.bytes)
    evidence.bytes.server = UInt64(server.bytes)
    evidence.retransmissions.client = UInt32(clamping: client.retransmissions)
    evidence.retransmissions.server = UInt32(clamping: server.retransmissions)
    swap(&evidence.events, &scratch)
    events.read(
      &evidence.events, endingAt: state.lastEvent, length: withEvents ? Int(state.eventCount) : 0,
      turned: isOther)
    evidence.hasMoreEvents = state.hasMoreEvents
    evidence.processID = state.processID >= 0 ? state.processID : nil
    evidence.isStartMissing = connection.wasMissingStart
    evidence.lacksReceived.client = client.lacksReceived
    evidence.lacksReceived.server = server.lacksReceived
    evidence.hasConflictingOverlap = connection.sawConflictingOverlap
    return evidence
  }

  /// Puts what happened on a flow, in the order in which it was learnt, in the place of other events.
  func read(_ id: Int, into read: inout [FlowEvent]) {
    let state = states[id]
    let isTurned = if case .other = client(of: table[id], state).0 { true } else { false }
    events.read(&read, endingAt: state.lastEvent, length: Int(state.eventCount), turned: isTurned)
  }

  /// The client: who sent the SYN, else who sent the ClientHello or CONNECT, else the higher port.
  private func client(of connection: Connection, _ state: FlowState) -> (Side, FlowEvidence.ClientBasis) {
    if let initiator = connection.initiator { return (initiator, .syn) }
    if let basis = state.clientBasis { return (state.clientIsOther ? .other : .one, basis) }
    let isOther = connection.other.endPoint.port > connection.one.endPoint.port
    return (isOther ? .other : .one, .higherPort)
  }
}
