import Bytes
import CaptureFiles
import Diagnosis
import Packets
import Streams

/// Decodes, reassembles, observes and counts the frames of a capture.
struct CapturePipeline {
  var decoder = PacketDecoder()
  var table: ConnectionTable
  var observer: FlowObserver
  var tally = FrameTally()
  /// The ids of the flows.
  var numbers: FlowNumbers { observer.numbers }
  /// How many flows with each verdict were left out, in the order of `Verdict.allCases`; empty for none.
  private(set) var leftOut: [Int] = []
  /// There are more flows, or more evidence of them, than the budget allows: some have to be left out.
  private(set) var isFull = false
  /// Bytes of evidence at which some is left out. A few flows may have more than the budget.
  private var evidenceLimit: Int
  private var sink = EventSink()

  init(budget: ResourceBudget = .standard) {
    table = ConnectionTable(budget: budget.reassembly)
    observer = FlowObserver(budget: budget)
    evidenceLimit = budget.evidenceBytes
  }

  mutating func process(_ header: FrameHeader, _ bytes: Span<UInt8>) {
    process(decode(header, bytes), bytes, header)
  }

  mutating func decode(_ header: FrameHeader, _ bytes: Span<UInt8>) -> DecodedPacket {
    decoder.decode(
      bytes, linkType: LinkType(rawValue: header.linkType), originalLength: header.originalLength,
      time: header.time)
  }

  mutating func process(_ packet: DecodedPacket, _ bytes: Span<UInt8>, _ header: FrameHeader) {
    tally.count(header)
    // Mostly this, which needs no other question.
    if case .segment(let segment) = packet, !decoder.isReassembled {
      tally.countSegment()
      return observe(segment, bytes, header)
    }
    tally.count(packet)
    if decoder.isReassembled {
      let datagram = decoder.reassembledBytes
      observe(packet, datagram.span, header)
    } else {
      observe(packet, bytes, header)
    }
  }

  @inline(__always)
  private mutating func observe(_ segment: TCPSegment, _ bytes: Span<UInt8>, _ header: FrameHeader) {
    table.receive(
      segment, in: bytes, stamp: FrameStamp(number: header.number, time: header.time), into: &sink)
    // Most segments of a flow that is decided have no events.
    if !sink.events.isEmpty { observeEvents(bytes, processID: header.processID) }
  }

  private mutating func observe(_ packet: DecodedPacket, _ bytes: Span<UInt8>, _ header: FrameHeader) {
    let stamp = FrameStamp(number: header.number, time: header.time)
    switch packet {
    case .segment(let segment): observe(segment, bytes, header)
    case .datagram(let datagram):
      guard datagram.isDNS else { return }
      observer.learnNames(
        bytes.extracting(datagram.payload.clamped(to: 0..<bytes.count)), from: datagram.source.address,
        to: datagram.destination.address, stamp)
    case .unreachable(let quoted):
      table.receive(quoted, stamp: stamp, into: &sink)
      observeEvents(bytes, processID: -1)
    case .otherError, .tunnel, .fragment, .other, .unknownLink, .undecodable:
      break
    }
  }

  private mutating func observeEvents(_ frame: Span<UInt8>, processID: Int32) {
    for index in sink.events.indices {
      let event = sink.events[index]
      if case .opened = event.kind {
        let ends = table.endPoints(of: event.connection)
        observer.open(ends.one, ends.other, processID: processID)
        if hasTooManyFlows { isFull = true }
      }
      switch event.content {
      case .none, .end: observer.observe(event, Span())
      case .frame(let range): observer.observe(event, frame.extracting(range))
      case .copy(let index, let range):
        let copy = sink.copies[Int(index)]
        observer.observe(event, copy.span.extracting(Range<Int>(range)))
      }
      if observer.isDecided(event.connection) { table.stopReading(event.connection) }
    }
    sink.removeAll()
    if observer.store.size > evidenceLimit { isFull = true }
  }

  var hasTooManyFlows: Bool { table.count > observer.budget.flows }

  /// Judges every flow and gathers the findings at the end of the capture, by the policy of its first day
  /// unless another was chosen.
  /// - Parameter watch: what handed over flows meanwhile.
  mutating func finish(
    _ description: CaptureDescription, policy: PolicyChoice, after watch: ClosingWatch? = nil
  ) -> CaptureResult {
    while table.finishNext(into: &sink) { observeEvents(Span(), processID: -1) }
    observer.finish(at: FrameStamp(number: tally.lastNumber, time: tally.lastTime ?? 0))
    let states = flowStates
    tally.count(segments: table.contentSegments, copies: table.contentCopies)
    let description = tally.completed(description, notes: budgetNotes)
    var result = CaptureResult(
      description: description, policy: policy.inForce(firstPacket: description.firstPacket),
      store: observer.store, states: states,
      unresolved: observer.questions.unresolved(captureEnd: states.captureEnd))
    result.judgeAll(settled: watch?.settled(under: result.policy))
    return result
  }

  /// Leaves out all flows but those at some places.
  /// - Parameter verdicts: of those that go, how many have each.
  mutating func keepOnly(_ places: [UInt32], leavingOut verdicts: [Int]) {
    table.keepOnly(places)
    observer.keepOnly(places)
    if leftOut.isEmpty { leftOut = verdicts.map { _ in 0 } }
    for index in verdicts.indices { leftOut[index] += verdicts[index] }
    isFull = false
    // What cannot be left out is looked at again when it has grown by a quarter.
    let (budget, size) = (observer.budget.evidenceBytes, observer.store.size)
    evidenceLimit = max(budget, size + max(budget, size) / 4)
  }

  /// What was given up because a budget was spent.
  private var budgetNotes: [CaptureDescription.Note] {
    var notes: [CaptureDescription.Note] = []
    let (messages, readings) = (observer.givenUp.messages, observer.givenUp.readings)
    if messages > 0 { notes.append(.messagesGivenUp(messages)) }
    if readings > 0 { notes.append(.readingsGivenUp(flows: readings)) }
    if leftOut.contains(where: { $0 > 0 }) { notes.append(.flowsLeftOut(leftOut)) }
    if table.holesGivenUp > 0 { notes.append(.segmentsGivenUp(holes: table.holesGivenUp)) }
    return notes
  }

  /// The state of the flows so far. It shares what the next frame changes: release it before.
  var flowStates: FlowStates {
    FlowStates(
      table: table, states: observer.states, events: observer.events, names: observer.names,
      numbers: numbers,
      captureEnd: tally.lastTime ?? 0, hasUnreadFrames: tally.hasUnreadFrames,
      identities: observer.identities)
  }
}
