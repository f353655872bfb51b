import Bytes
import Diagnosis
import Protocols
import Streams

extension FlowObserver {
  struct StreamChunk {
    let connection: Int
    let reading: Int32
    let side: Side
    let origin: FrameStamp
    let stamp: FrameStamp
    /// How many bytes of the other side the segment acknowledges; `.max` where that is unknown.
    let acknowledged: UInt32

    /// The places of the side and of the other one in ``FlowReadings/sides``.
    var own: Int { FlowReadings.slot(reading, side) }
    var peer: Int { FlowReadings.slot(reading, side.opposite) }
  }

  mutating func read(_ bytes: Span<UInt8>, of event: StreamEvent) {
    if isDecided(event.connection) { return }
    let part = StreamChunk(
      connection: event.connection, reading: openReading(event.connection, event.stamp), side: event.side,
      origin: event.origin, stamp: event.stamp, acknowledged: event.acknowledged)
    readings.flows[Int(part.reading)].isReset = false
    let pending = readings.sides[part.own].prefix
    if pending.isEmpty {
      readAll(bytes, part)
    } else {
      readBehindPrefix(pending, bytes, part)
    }
    advance(bytes.count, part)
  }

  /// Bytes of a side are missing: the current message ends, and the next may begin.
  mutating func skip(_ count: UInt32, isCut: Bool, of event: StreamEvent) {
    keepMissing(isCut ? .truncated(bytes: count) : .gap(bytes: count), of: event)
    // Counted also where nothing more is read.
    if isDecided(event.connection) { return }
    let index = openReading(event.connection, event.stamp)
    let part = StreamChunk(
      connection: event.connection, reading: index, side: event.side, origin: event.origin,
      stamp: event.stamp, acknowledged: event.acknowledged)
    readings.sides[FlowReadings.slot(index, event.side)].prefix = []
    switch readings.sides[FlowReadings.slot(index, event.side)].mode {
    case .tls:
      withTLSReader(of: part) { reader, observer in
        reader.gap(Int(count)) { message, text in observer.handle(message, text, part) }
      }
      if isReading(part) { readings.noteKept(readings.readers[part.own].keptBytes, at: part.own) }
    case .wsusRequests, .wsusResponses:
      skipWSUS(Int(count), part)
    case .request, .response, .dns, .proxyHeader:
      readings.sides[FlowReadings.slot(index, event.side)].mode = .opening
    case .opening, .other, .done:
      break
    }
    advance(Int(count), part)
  }

  mutating func finishMessages(_ index: Int32, _ side: Side, stamp: FrameStamp) {
    finishWSUS(index, side, stamp)
    guard readings.sides[FlowReadings.slot(index, side)].mode == .tls else { return }
    let part = StreamChunk(
      connection: readings.flows[Int(index)].connection, reading: index, side: side, origin: stamp,
      stamp: stamp, acknowledged: .max)
    withTLSReader(of: part) { reader, observer in
      reader.finish { message, text in observer.handle(message, text, part) }
    }
  }

  /// The same, of a side that may still go on.
  mutating func showUnfinishedMessages(_ index: Int32, _ side: Side, stamp: FrameStamp) {
    let slot = FlowReadings.slot(index, side)
    guard readings.sides[slot].mode == .tls, readings.readers[slot].isInsideMessage else { return }
    let reader = readings.readers[slot]
    finishMessages(index, side, stamp: stamp)
    guard states[readings.flows[Int(index)].connection].reading == index else { return }
    readings.readers[slot] = reader
    readings.noteKept(reader.keptBytes, at: slot)
  }

  private mutating func openReading(_ connection: Int, _ stamp: FrameStamp) -> Int32 {
    let index = states[connection].reading
    if index != FlowState.noReading { return index }
    if readings.count >= budget.readings { giveUpReadings(stamp) }
    let fresh = readings.add(connection: connection)
    states[connection].reading = fresh
    return fresh
  }

  private mutating func advance(_ count: Int, _ part: StreamChunk) {
    guard isReading(part) else { return }
    keepWithinBudget(part.stamp)
    guard isReading(part) else { return }
    readings.sides[part.own].position &+= UInt32(truncatingIfNeeded: count)
    readings.flows[Int(part.reading)].noteEnds(at: readings.sides[part.own].position, of: part.side)
  }

  /// Moves a side's TLS reader out while it runs, so that its events can change the observer. All readers
  /// move, because an array is moved by its pointer.
  mutating func withTLSReader(
    of part: StreamChunk, _ body: (inout TLSStreamReader, inout FlowObserver) -> Void
  ) {
    var readers: [TLSStreamReader] = []
    swap(&readers, &readings.readers)
    body(&readers[part.own], &self)
    swap(&readers, &readings.readers)
    if !isReading(part) { readings.resetReaders(part.reading) }
  }

  func isReading(_ part: StreamChunk) -> Bool {
    states[part.connection].reading == part.reading
  }
}
