import Bytes
import Diagnosis
import Protocols
import Streams

/// A WSUS server's own traffic over plain HTTP. It is read to the end of the flow, because any exchange may fail; TLS and
/// other protocols are not.
extension FlowObserver {
  mutating func beginWSUS(_ part: StreamChunk) {
    readings.sides[part.own].mode = .wsusRequests
    readings.sides[part.own].bodyToSkip = 0
    readings.keep(.wsusRequests(WSUSRequestReader()), bytes: 0, at: part.own)
    guard readings.sides[part.peer].isUndecided else { return }
    // A prefix was counted, and is read again.
    let begun = UInt32(truncatingIfNeeded: readings.sides[part.peer].prefix.count)
    let reader = WSUSResponseReader(position: readings.sides[part.peer].position &- begun)
    readings.sides[part.peer].mode = .wsusResponses
    readings.sides[part.peer].bodyToSkip = 0
    readings.keep(.wsusResponses(reader), bytes: reader.keptBytes, at: part.peer)
  }

  /// Nil where the reader is to read the bytes.
  mutating func skipWSUSBody(_ bytes: Span<UInt8>, _ part: StreamChunk) -> Int? {
    let count = min(bytes.count, readings.sides[part.own].bodyToSkip)
    readings.sides[part.own].bodyToSkip &-= count
    return count == 0 ? nil : count
  }

  mutating func readWSUSRequests(_ bytes: Span<UInt8>, _ part: StreamChunk) -> Int {
    guard case .wsusRequests(var reader) = takeHead(part) else { return bytes.count }
    let step = reader.read(
      bytes, origin: part.origin, stamp: part.stamp, acknowledged: part.acknowledged)
    readings.sides[part.own].bodyToSkip = reader.skipBody()
    readings.keep(.wsusRequests(reader), bytes: reader.keptBytes, at: part.own)
    guard case .request(let request, let consumed) = step else { return bytes.count }
    note(request, part)
    return consumed
  }

  mutating func readWSUSResponses(_ bytes: Span<UInt8>, _ part: StreamChunk) -> Int {
    guard case .wsusResponses(var reader) = takeHead(part) else { return bytes.count }
    let step = reader.read(bytes, origin: part.origin, stamp: part.stamp)
    readings.sides[part.own].bodyToSkip = reader.skipBody()
    readings.keep(.wsusResponses(reader), bytes: reader.keptBytes, at: part.own)
    guard case .response(let response, let consumed) = step else { return bytes.count }
    note(response, part)
    return consumed
  }

  /// Bytes of a side are missing: of a body, or its messages have to be found again.
  mutating func skipWSUS(_ count: Int, _ part: StreamChunk) {
    finishWSUS(part.reading, part.side, part.stamp)
    let skipped = min(count, readings.sides[part.own].bodyToSkip)
    readings.sides[part.own].bodyToSkip -= skipped
    if skipped == count { return }
    switch takeHead(part) {
    case .wsusRequests(var reader):
      reader.gap(count - skipped)
      readings.keep(.wsusRequests(reader), bytes: reader.keptBytes, at: part.own)
    case .wsusResponses(var reader):
      reader.gap(count - skipped)
      readings.keep(.wsusResponses(reader), bytes: reader.keptBytes, at: part.own)
    case .request, .response, .dns, .proxyHeader, nil: break
    }
  }

  /// Tells of a message whose body does not go on, as far as it went.
  mutating func finishWSUS(_ index: Int32, _ side: Side, _ stamp: FrameStamp) {
    let mode = readings.sides[FlowReadings.slot(index, side)].mode
    guard mode == .wsusRequests || mode == .wsusResponses else { return }
    let part = StreamChunk(
      connection: readings.flows[Int(index)].connection, reading: index, side: side, origin: stamp,
      stamp: stamp, acknowledged: .max)
    switch takeHead(part) {
    case .wsusRequests(var reader):
      let request = reader.takeUnfinished(stamp)
      readings.keep(.wsusRequests(reader), bytes: reader.keptBytes, at: part.own)
      if let request { note(request, part) }
    case .wsusResponses(var reader):
      let response = reader.takeUnfinished(stamp)
      readings.keep(.wsusResponses(reader), bytes: reader.keptBytes, at: part.own)
      if let response { note(response, part) }
    case .request, .response, .dns, .proxyHeader, nil: break
    }
  }

  // MARK: Exchanges

  private mutating func note(_ request: WSUSRequest, _ part: StreamChunk) {
    var request = request
    takeAsClient(part.side, of: part, basis: .request)
    if readings.flows[Int(part.reading)].showsNext(request), keep(request, from: part.side, part) {
      request.isShown = true
    }
    guard case .wsusResponses(var reader) = readings.sides[part.peer].head else { return }
    readings.removeHead(at: part.peer)
    reader.expect(request)
    readings.keep(.wsusResponses(reader), bytes: reader.keptBytes, at: part.peer)
  }

  /// - Returns: false for a request that is not known to be one to WSUS.
  private mutating func keep(_ request: WSUSRequest, from side: Side, _ part: StreamChunk) -> Bool {
    guard let service = request.service else { return false }
    let quote = request.file.isEmpty ? 0 : store.add(quote: request.file.span)
    let event = FlowEvent(
      .wsusRequest(service, request.operation, quote: quote), from: Role(side), frame: request.first.number,
      reassembledIn: request.completed.number, time: request.first.time)
    add(event, to: part.connection)
    readings.flows[Int(part.reading)].shownExchanges &+= 1
    return true
  }

  private mutating func note(_ response: WSUSResponse, _ part: StreamChunk) {
    let request = response.request ?? answeredEarly(part)
    // An answer to nothing that was captured proves nothing about WSUS, and is shown among the first.
    guard let request else { return keepLone(response, part) }
    guard request.service != nil else { return }
    let answer = WSUSAnswer(status: response.status, fault: response.fault, isPaired: true)
    if request.isShown || readings.flows[Int(part.reading)].shows(answer) {
      if !request.isShown { _ = keep(request, from: part.side.opposite, part) }
      keep(answer, response, part)
    } else {
      count(answer, response, part)
    }
    readings.flows[Int(part.reading)].note(answer, request)
  }

  /// A request whose body was to name its operation, and that is answered before.
  private mutating func answeredEarly(_ part: StreamChunk) -> WSUSRequest? {
    guard case .wsusRequests(var reader) = readings.sides[part.peer].head,
      let request = reader.takeUnfinished(part.stamp)
    else { return nil }
    readings.keep(.wsusRequests(reader), bytes: reader.keptBytes, at: part.peer)
    takeAsClient(part.side.opposite, of: part, basis: .request)
    return request
  }

  private mutating func keepLone(_ response: WSUSResponse, _ part: StreamChunk) {
    guard readings.flows[Int(part.reading)].hasRoom else { return }
    readings.flows[Int(part.reading)].shownExchanges &+= 1
    keep(WSUSAnswer(status: response.status, fault: response.fault, isPaired: false), response, part)
  }

  private mutating func keep(_ answer: WSUSAnswer, _ response: WSUSResponse, _ part: StreamChunk) {
    let quote = response.exception.isEmpty ? 0 : store.add(quote: response.exception.span)
    keep(
      .wsusResponse(answer, quote: quote), part, first: response.first, completed: response.completed)
  }

  /// Counts an exchange without an event of its own; of an error the flow notes that there is more.
  private mutating func count(_ answer: WSUSAnswer, _ response: WSUSResponse, _ part: StreamChunk) {
    if answer.isError { states[part.connection].hasMoreEvents = true }
    let more = FlowEvent.Payload.wsusExchanges(count: 1)
    let last = states[part.connection].lastEvent
    if events.widen(more, of: Role(part.side), endingAt: last) { return }
    keep(more, part, first: response.first, completed: response.completed)
  }
}

extension FlowReading {
  /// Exchanges that are listed whatever they are.
  private static let firstExchanges: UInt8 = 8
  /// With errors and the first answer to each operation. Two events each: a flow has ``FlowEvidence/eventLimit``.
  private static let mostExchanges: UInt8 = 32

  fileprivate var hasRoom: Bool { shownExchanges < Self.firstExchanges }

  /// What the next exchange is listed for, before its answer: it is one of the first, follows an error, or asks for
  /// something new.
  fileprivate func showsNext(_ request: WSUSRequest) -> Bool {
    hasRoom || shownExchanges < Self.mostExchanges && (sawError || answeredOperations & request.bit == 0)
  }

  fileprivate func shows(_ answer: WSUSAnswer) -> Bool {
    answer.isError && shownExchanges < Self.mostExchanges
  }

  fileprivate mutating func note(_ answer: WSUSAnswer, _ request: WSUSRequest) {
    sawError = answer.isError
    if !answer.isError { answeredOperations |= request.bit }
  }
}

extension WSUSRequest {
  /// A file of WSUS is as good as another: they have one bit, as requests have whose operation is unknown.
  fileprivate var bit: UInt64 { 1 << UInt64(operation.rawValue & 63) }
}
