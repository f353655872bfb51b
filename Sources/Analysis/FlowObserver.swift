import Bytes
import Diagnosis
import Packets
import Protocols
import Streams

/// Turns stream events of a capture into the evidence of its flows.
///
/// It reads a flow's bytes until its verdict cannot change: see ``isDecided(_:)``.
struct FlowObserver: Sendable {
  var store = EvidenceStore()
  var names = AddressNames()
  var states: [FlowState] = []
  /// The ids of the flows.
  var numbers = FlowNumbers()
  var events = FlowEvents()
  var readings = FlowReadings()
  var hellos = HelloCache()
  var certificates = CertificateCache()
  var questions = NameQuestions()
  /// Both ends of connections to DNS servers.
  var dnsEnds: [Int: (IPAddress, IPAddress)] = [:]
  /// Flows that were reset, and are read on in case the RST is ignored.
  var resetFlows = ResetFlows()
  /// Flows that end while the capture is read; nil unless requested.
  var closed: ClosedFlows?
  /// What tells connections of several captures from each other; nil unless requested.
  var identities: HelloIdentities?
  private(set) var budget: ResourceBudget
  var givenUp = GivenUp()

  init(budget: ResourceBudget = .standard) {
    self.budget = budget
  }

  mutating func open(_ source: EndPoint, _ destination: EndPoint, processID: Int32) {
    var state = FlowState()
    state.processID = processID
    state.isDNS = source.isDNSServer || destination.isDNSServer
    noteName(source.address, destination.address, &state)
    if state.isDNS { dnsEnds[states.count] = (source.address, destination.address) }
    states.append(state)
  }

  /// The first segment is mostly the client's. In a capture of two taps it may be the server's answer.
  private mutating func noteName(
    _ source: IPAddress, _ destination: IPAddress, _ state: inout FlowState
  ) {
    var known = names.name(of: destination, for: source)
    if known == nil || known?.weakness == .otherClient,
      let other = names.name(of: source, for: destination), other.weakness != .otherClient
    {
      known = other
      state.notes.insert(.namesFirst)
    }
    guard let known else { return }
    state.dnsName = store.add(name: known.name)
    state.dnsWeakness = known.weakness
  }

  func isDecided(_ connection: Int) -> Bool { states[connection].isDecided }

  /// Handles one event; the span is the bytes of a `data` event. Content collected before the flow was
  /// decided is ignored.
  mutating func observe(_ event: StreamEvent, _ bytes: Span<UInt8>) {
    switch event.kind {
    case .data:
      read(bytes, of: event)
    case .gap(let count, let isCut):
      skip(count, isCut: isCut, of: event)
    case .opened:
      break
    case .syn(let isRetransmission):
      keep(isRetransmission ? .retransmission(of: .syn) : .syn, of: event)
    case .synAck(let isRetransmission):
      keep(isRetransmission ? .retransmission(of: .synAck) : .synAck, of: event)
    case .handshakeAck:
      keep(.handshakeAck, of: event)
    case .retransmission(let start, let length):
      noteRepeatedOpening(start: start, length: length, of: event)
    case .fin:
      let details = details(of: event)
      endSide(event)
      keep(.fin(details), of: event)
      closed?.add(event.connection, endedAt: event.stamp.time)
    case .reset:
      let details = details(of: event)
      endFlow(event)
      keep(.rst(details), of: event)
      closed?.add(event.connection, endedAt: event.stamp.time)
    case .outOfWindowReset:
      keep(.outOfWindowReset, of: event)
    case .unreachable(let code):
      keep(.unreachable(code: UInt32(code)), of: event)
    case .packetTooBig:
      keep(.packetTooBig, of: event)
    }
  }

  mutating func finish(at stamp: FrameStamp) {
    for connection in states.indices where states[connection].reading != FlowState.noReading {
      endReading(connection, stamp: stamp)
    }
    // Up to a megabyte, which judging uses again.
    readings = FlowReadings()
  }

  // MARK: Events of the connection itself

  /// Stores an event in the frame that carried it: a FIN may have waited for a hole to be filled. Its `from`
  /// is the side, until the client is known.
  mutating func keep(_ payload: FlowEvent.Payload, of event: StreamEvent) {
    let stamp = event.origin
    add(
      FlowEvent(
        payload, from: Role(event.side), frame: stamp.number, reassembledIn: stamp.number, time: stamp.time),
      to: event.connection)
  }

  /// Stores a gap. Consecutive gaps of a side are merged, so that a flow of truncated frames does not reach
  /// its event limit.
  mutating func keepMissing(_ missing: FlowEvent.Payload, of event: StreamEvent) {
    let last = states[event.connection].lastEvent
    if events.widen(missing, of: Role(event.side), endingAt: last) { return }
    keep(missing, of: event)
  }

  mutating func add(_ event: FlowEvent, to connection: Int) {
    events.add(event, to: &states[connection])
  }

  private mutating func noteRepeatedOpening(start: UInt32, length: UInt32, of event: StreamEvent) {
    let index = states[event.connection].reading
    guard index != FlowState.noReading else { return }
    let side = readings.sides[FlowReadings.slot(index, event.side)]
    guard side.openingPosition &- start < length else { return }
    if side.seen.contains(.hello) || side.mode == .tls {
      keep(.retransmission(of: .clientHello), of: event)
    } else if side.seen.contains(.connect) || side.mode == .request {
      keep(.retransmission(of: .connectRequest), of: event)
    }
  }

  // MARK: Ends

  private mutating func endSide(_ event: StreamEvent) {
    let index = states[event.connection].reading
    guard index != FlowState.noReading else { return }
    noteUnread(event)
    finishMessages(index, event.side, stamp: event.stamp)
    readings.sides[FlowReadings.slot(index, event.side)].mode = .done
    if readings.sides[FlowReadings.slot(index, event.side.opposite)].mode == .done {
      decide(event.connection)
    }
  }

  /// An RST: what its sender had begun to say is over. It is read on, because an RST may be ignored.
  private mutating func endFlow(_ event: StreamEvent) {
    let index = states[event.connection].reading
    guard index != FlowState.noReading else { return }
    noteUnread(event)
    finishWSUS(index, event.side, event.stamp)
    showUnfinishedMessages(index, .one, stamp: event.stamp)
    showUnfinishedMessages(index, .other, stamp: event.stamp)
    guard states[event.connection].reading == index else { return }
    readings.flows[Int(index)].isReset = true
    if let oldest = resetFlows.add(event.connection), !states[oldest].isDecided { decide(oldest) }
  }

  /// What a side sent before its end, and what cannot be read: too few bytes of a server's answer, or nothing but a
  /// header in front of TLS.
  private mutating func noteUnread(_ event: StreamEvent) {
    let index = states[event.connection].reading
    for side in [Side.one, .other] {
      if readings.sentOnlyHeader(FlowReadings.slot(index, side)) {
        states[event.connection].notes.insert(side == .one ? .oneSentHeader : .otherSentHeader)
      }
    }
    let slot = FlowReadings.slot(index, event.side)
    guard readings.flows[Int(index)].speaker == event.side.opposite,
      readings.hasUnreadAnswer(slot)
    else { return }
    readings.sides[slot].seen.insert(.otherData)
    keep(.otherData(length: UInt16(clamping: readings.sides[slot].position), quote: 0), of: event)
  }

  private func details(of event: StreamEvent) -> EndDetails {
    guard case .end(let segment) = event.content else { return EndDetails() }
    return EndDetails(
      hopLimit: segment.hopLimit, hasAcknowledgement: segment.hasAcknowledgement,
      isNumbered: segment.isNumbered,
      answer: answer(to: event, acknowledged: segment.acknowledged))
  }

  /// What the end answers: of the server the last hello, of the client all that the server sent.
  private func answer(to event: StreamEvent, acknowledged: UInt32?) -> EndDetails.Answer {
    guard let acknowledged else { return .unknown }
    let index = states[event.connection].reading
    guard index != FlowState.noReading else {
      return states[event.connection].isDecided || acknowledged == 0 ? .unknown : .more
    }
    let sent = readings.sides[FlowReadings.slot(index, event.side.opposite)].position
    if acknowledged > sent { return .more }
    guard let speaker = readings.flows[Int(index)].speaker else { return .unknown }
    let answered = speaker == event.side ? sent : readings.flows[Int(index)].helloEnd ?? sent
    return acknowledged >= answered ? .whole : .less
  }

  mutating func endReading(_ connection: Int, stamp: FrameStamp) {
    let index = states[connection].reading
    if readings.flows[Int(index)].isReset { return decide(connection) }
    finishMessages(index, .one, stamp: stamp)
    finishMessages(index, .other, stamp: stamp)
    decide(connection)
  }

  mutating func decide(_ connection: Int) {
    let index = states[connection].reading
    states[connection].isDecided = true
    guard index != FlowState.noReading else { return }
    readings.remove(index)
    states[connection].reading = FlowState.noReading
  }
}

/// Flows that an RST ended, the latest ``limit``: of these some may go on, because the RST was forged, blind or not
/// authenticated. Earlier ones are not read on.
struct ResetFlows: Sendable {
  private var flows: [Int] = []
  private var oldest = 0

  /// An RST that is ignored is so within a round trip. A reading takes about a kilobyte: more than these leave the
  /// processor's cache, and eight times as many cost 2 percent of the time of handshakes.
  private static let limit = 128

  /// Gives the flows their new places, by the old ones; ``FlowObserver/leftOut`` removes one.
  mutating func renumber(_ places: [UInt32]) {
    flows = (flows[oldest...] + flows[..<oldest]).map { places[$0] }
      .filter { $0 != FlowObserver.leftOut }.map { Int($0) }
    oldest = 0
  }

  /// - Returns: the flow whose place it took.
  mutating func add(_ flow: Int) -> Int? {
    if flows.count < Self.limit {
      flows.append(flow)
      return nil
    }
    let replaced = flows[oldest]
    flows[oldest] = flow
    oldest = (oldest + 1) % Self.limit
    return replaced == flow ? nil : replaced
  }
}

extension Role {
  init(_ side: Side) {
    switch side {
    case .one: self = .client
    case .other: self = .server
    }
  }
}
