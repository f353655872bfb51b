import Bytes
import Diagnosis
import Packets
import Streams

/// What all flows of a capture keep between reading and writing.
struct FlowStates: Sendable {
  let table: ConnectionTable
  let traces: [FlowState]
  let events: FlowEvents
  let names: AddressNames
  /// The time of the last frame.
  var captureEnd: Int64

  var count: Int { traces.count }

  /// Makes a flow whole and judges it.
  func judgedFlow(_ id: Int, _ spare: inout [FlowEvent], store: EvidenceStore, judge: Judge) -> JudgedFlow {
    let evidence = evidence(id, &spare)
    return judge.judge(
      evidence, store: store, dnsName: name(of: evidence, store), captureEnd: captureEnd)
  }

  /// Judges a flow and does not make the whole of it.
  func brief(of evidence: FlowEvidence, store: EvidenceStore, judge: Judge) -> FlowConclusion {
    judge.brief(evidence, store: store, dnsName: name(of: evidence, store), captureEnd: captureEnd)
  }

  /// What DNS calls the server: by what was known when the flow began, if it received the first segment.
  private func name(of evidence: FlowEvidence, _ store: EvidenceStore) -> String? {
    let known = isReceiver(evidence) ? store.name(traces[evidence.id].dnsName) : nil
    return known ?? names[evidence.server.address]
  }

  /// DNS had named the server when the flow began: no later answer changes that.
  func hasNameFromStart(_ evidence: FlowEvidence) -> Bool {
    traces[evidence.id].dnsName != EvidenceStore.noName && isReceiver(evidence)
  }

  /// The server received the first segment.
  private func isReceiver(_ evidence: FlowEvidence) -> Bool {
    table.endPoints(of: evidence.id).other == evidence.server
  }

  /// Both ends closed the flow, or one reset it.
  func isClosed(_ id: Int) -> Bool { table.isClosed(id) }

  /// Makes ready the events of flows that will be asked for next.
  func fetch(_ ids: [Int]) {
    events.fetch(ids.map { traces.indices.contains($0) ? traces[$0].lastEvent : FlowEvents.none })
  }

  /// The frame of a flow's last segment.
  func lastFrame(_ id: Int) -> UInt32 { table.lastFrame(of: id) }

  /// How far a flow has come: when it is the same again, nothing came after.
  func extent(_ id: Int) -> FlowExtent {
    FlowExtent(lastFrame: lastFrame(id), lastEvent: traces[id].lastEvent)
  }

  /// Everything that was seen of a flow, its client told from its server. Its events, if they are wanted, take the room
  /// of those in `spare`, so that a caller who is done with a flow can give it to the next.
  func evidence(_ id: Int, _ spare: inout [FlowEvent], withEvents: Bool = true) -> FlowEvidence {
    let connection = table[id]
    let trace = traces[id]
    let (side, basis) = client(of: connection, trace)
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
    swap(&evidence.events, &spare)
    events.read(
      &evidence.events, endingAt: trace.lastEvent, length: withEvents ? Int(trace.eventCount) : 0,
      turned: isOther)
    evidence.hasMoreEvents = trace.hasMoreEvents
    evidence.processID = trace.processID >= 0 ? trace.processID : nil
    evidence.isStartMissing = connection.wasMissingStart
    evidence.lacksReceived.client = client.lacksReceived
    evidence.lacksReceived.server = server.lacksReceived
    evidence.hasConflictingOverlap = connection.sawConflictingOverlap
    return evidence
  }

  /// Puts what happened on a flow, in the order in which it was learnt, in the place of other events.
  func read(_ id: Int, into read: inout [FlowEvent]) {
    let trace = traces[id]
    let isTurned = if case .other = client(of: table[id], trace).0 { true } else { false }
    events.read(&read, endingAt: trace.lastEvent, length: Int(trace.eventCount), turned: isTurned)
  }

  /// The client: who sent the SYN, else who sent the ClientHello or CONNECT, else the higher port.
  private func client(of connection: Connection, _ trace: FlowState) -> (Side, FlowEvidence.ClientBasis) {
    if let initiator = connection.initiator { return (initiator, .syn) }
    if let basis = trace.clientBasis { return (trace.clientIsOther ? .other : .one, basis) }
    let isOther = connection.other.endPoint.port > connection.one.endPoint.port
    return (isOther ? .other : .one, .higherPort)
  }
}
