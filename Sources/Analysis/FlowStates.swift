import Bytes
import Diagnosis
import Packets
import Streams

/// A flow's state besides its connection and events: 24 bytes, in this order.
struct FlowState: Sendable {
  var lastEvent = FlowEvents.none
  var reading = FlowState.noReading
  var dnsName = EvidenceStore.noName
  var processID: Int32 = -1
  var eventCount: UInt8 = 0
  var dnsWeakness: NameWeakness?
  var clientBasis: FlowEvidence.ClientBasis?
  var clientIsOther = false
  var hasMoreEvents = false
  var isDNS = false
  var isDecided = false
  var notes: Notes = []

  struct Notes: OptionSet, Sendable {
    let rawValue: UInt8
    /// The side that sent only a header in front of TLS; see ``FlowEvidence/clientSentOnlyHeader``.
    static let oneSentHeader = Notes(rawValue: 1 << 0)
    static let otherSentHeader = Notes(rawValue: 1 << 1)
    /// The name in ``FlowState/dnsName`` is that of the sender of the first segment.
    static let namesFirst = Notes(rawValue: 1 << 2)
    /// The side whose bytes were given up because a budget was spent.
    static let oneGivenUp = Notes(rawValue: 1 << 3)
    static let otherGivenUp = Notes(rawValue: 1 << 4)
  }

  static let noReading = Int32.min
}

/// The flows by their places: see ``FlowNumbers``.
struct FlowStates: Sendable {
  let table: ConnectionTable
  let states: [FlowState]
  let events: FlowEvents
  let names: AddressNames
  let numbers: FlowNumbers
  var captureEnd: Int64
  /// Frames could not be decoded.
  let hasUnreadFrames: Bool
  let identities: HelloIdentities?

  var count: Int { states.count }

  func conclusion(
    of evidence: FlowEvidence, at place: Int, store: EvidenceStore, judge: Judge
  ) -> FlowConclusion {
    judge.conclusion(
      evidence, store: store, dnsName: name(of: evidence, at: place, store), captureEnd: captureEnd)
  }

  /// What the client had learnt when the flow began, else what was learnt later or by others.
  private func name(of evidence: FlowEvidence, at place: Int, _ store: EvidenceStore) -> DNSName? {
    let state = states[place]
    let known =
      isReceiver(evidence, at: place) ? store.name(state.dnsName).map { DNSName($0, state.dnsWeakness) } : nil
    if let known, known.weakness != .otherClient { return known }
    guard let later = names.name(of: evidence.server.address, for: evidence.client.address) else {
      return known
    }
    if known == nil { return DNSName(later.name, later.weakness ?? .learntLater) }
    return later.weakness == .otherClient ? known : DNSName(later.name, .learntLater)
  }

  /// Whether the client itself had learnt the server's name when the flow began.
  func hasNameFromStart(_ evidence: FlowEvidence, at place: Int) -> Bool {
    let state = states[place]
    return state.dnsName != EvidenceStore.noName && state.dnsWeakness != .otherClient
      && isReceiver(evidence, at: place)
  }

  private func isReceiver(_ evidence: FlowEvidence, at place: Int) -> Bool {
    let ends = table.endPoints(of: place)
    return (states[place].notes.contains(.namesFirst) ? ends.one : ends.other) == evidence.server
  }

  /// Whether nothing of it waits to be read either.
  func isClosed(_ place: Int) -> Bool { table.isClosed(place) && !table.isWaiting(place) }

  func lastFrame(_ place: Int) -> UInt32 { table.lastFrame(of: place) }

  /// The capture lacks bytes of the flow that were acknowledged.
  func lacksReceived(_ place: Int) -> Bool {
    let connection = table[place]
    return connection.one.lacksReceived || connection.other.lacksReceived
  }

  func firstFrame(_ place: Int) -> UInt32 { table.firstFrame(of: place) }

  func extent(_ place: Int) -> FlowExtent {
    FlowExtent(lastFrame: lastFrame(place), lastEvent: states[place].lastEvent)
  }

  /// `scratch` is reused for the events.
  func evidence(at place: Int, _ scratch: inout [FlowEvent], withEvents: Bool = true) -> FlowEvidence {
    let connection = table[place]
    let state = states[place]
    let (side, basis) = client(of: connection, state)
    let isOther = if case .other = side { true } else { false }
    let client = connection[side]
    let server = connection[side.opposite]
    var evidence = FlowEvidence(
      id: numbers.id(at: place), client: client.endPoint, server: server.endPoint, clientBasis: basis)
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
    evidence.mayHaveUnreadPackets = hasUnreadFrames
    evidence.lacksReceived.client = client.lacksReceived
    evidence.lacksReceived.server = server.lacksReceived
    evidence.givenUp.client = state.notes.contains(isOther ? .otherGivenUp : .oneGivenUp)
    evidence.givenUp.server = state.notes.contains(isOther ? .oneGivenUp : .otherGivenUp)
    evidence.hopLimits.client = client.hopLimits
    evidence.hopLimits.server = server.hopLimits
    evidence.clientWentOn = client.wentOn
    evidence.clientSentOnlyHeader = state.notes.contains(isOther ? .otherSentHeader : .oneSentHeader)
    evidence.wentOnAfterReset.client = client.wentOnAfterReset
    evidence.wentOnAfterReset.server = server.wentOnAfterReset
    if let turn = connection.turn, turn.side == side {
      evidence.waiting = FlowEvidence.Waiting(
        since: turn.start, bytes: turn.bytes, isAcknowledged: turn.isAcknowledged)
    }
    evidence.hasConflictingOverlap = connection.sawConflictingOverlap
    return evidence
  }

  func identity(_ place: Int) -> ConnectionIdentity {
    let connection = table[place]
    let (client, _) = client(of: connection, states[place])
    return ConnectionIdentity(
      client: connection[client].initialSequence, server: connection[client.opposite].initialSequence,
      hello: identities?[place])
  }

  func ends(_ place: Int) -> (client: EndPoint, server: EndPoint) {
    let connection = table[place]
    let (client, _) = client(of: connection, states[place])
    return (connection[client].endPoint, connection[client.opposite].endPoint)
  }

  /// Puts what happened on a flow, in the order in which it was learnt, instead of other events.
  func read(_ place: Int, into read: inout [FlowEvent]) {
    let state = states[place]
    let isTurned = if case .other = client(of: table[place], state).0 { true } else { false }
    events.read(&read, endingAt: state.lastEvent, length: Int(state.eventCount), turned: isTurned)
  }

  /// The sender of the SYN, else of the ClientHello or CONNECT, else the higher port.
  private func client(of connection: Connection, _ state: FlowState) -> (Side, FlowEvidence.ClientBasis) {
    if let initiator = connection.initiator { return (initiator, .syn) }
    if let basis = state.clientBasis { return (state.clientIsOther ? .other : .one, basis) }
    let isOther = connection.other.endPoint.port > connection.one.endPoint.port
    return (isOther ? .other : .one, .higherPort)
  }
}
