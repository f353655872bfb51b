import Bytes
import Diagnosis
import Packets
import Protocols
import Streams

extension FlowObserver {
  mutating func readRequest(_ bytes: Span<UInt8>, _ part: StreamChunk) -> Int {
    guard case .request(var reader) = takeHead(part) else { return bytes.count }
    let isAnswered = reader.isAnswered
    switch reader.read(bytes, origin: part.origin, stamp: part.stamp) {
    case .needsMore:
      readings.keep(.request(reader), bytes: reader.keptBytes, at: part.own)
      return bytes.count
    case .notHTTP:
      readings.sides[part.own].mode = .other
      return bytes.count
    case .head(_, _, _, let consumed) where isAnswered:
      readings.sides[part.own].mode = .opening
      return consumed
    case .head(let request, let first, let completed, let consumed):
      let authority = store.add(name: request.authority)
      keep(.connectRequest(authority: authority), part, first: first, completed: completed)
      readings.sides[part.own].mode = .opening
      readings.sides[part.own].seen.insert(.connect)
      expectAnswer(part)
      return consumed
    }
  }

  /// Moves a side's reader out, so that it is not copied when it changes.
  mutating func takeHead(_ part: StreamChunk) -> ProtocolReader? {
    let head = readings.sides[part.own].head
    readings.removeHead(at: part.own)
    return head
  }

  /// Whether the other side has begun a CONNECT that this segment may answer: it acknowledges some of it.
  func answersUnfinishedRequest(_ part: StreamChunk) -> Bool {
    guard readings.sides[part.peer].mode == .request,
      case .request(let reader) = readings.sides[part.peer].head
    else { return false }
    return reader.isUnfinished && part.acknowledged > readings.sides[part.peer].openingPosition
  }

  /// Notes the request that is answered before its end, as proxies do whose limit it exceeds (RFC 6585, section 5).
  private mutating func keepUnfinishedRequest(_ part: StreamChunk) {
    guard answersUnfinishedRequest(part), case .request(var reader) = readings.sides[part.peer].head
    else { return }
    let request = reader.takeUnfinished()
    readings.keep(.request(reader), bytes: reader.keptBytes, at: part.peer)
    readings.sides[part.peer].seen.insert(.connect)
    let client = part.side.opposite
    takeAsClient(client, of: part, basis: .connect)
    add(
      FlowEvent(
        .connectRequest(authority: request.authority.map { store.add(name: $0) } ?? EvidenceStore.noName),
        from: Role(client), frame: request.first.number, reassembledIn: request.last.number,
        time: request.first.time), to: part.connection)
  }

  private mutating func expectAnswer(_ part: StreamChunk) {
    takeAsClient(part.side, of: part, basis: .connect)
    guard readings.sides[part.peer].mode != .response else { return }
    readings.sides[part.peer].mode = .response
    readings.keep(.response(ConnectResponseReader()), bytes: 0, at: part.peer)
  }

  mutating func readResponse(_ bytes: Span<UInt8>, _ part: StreamChunk) -> Int {
    guard case .response(var reader) = takeHead(part) else { return bytes.count }
    switch reader.read(bytes, origin: part.origin, stamp: part.stamp) {
    case .needsMore:
      readings.keep(.response(reader), bytes: reader.keptBytes, at: part.own)
      return bytes.count
    case .notHTTP:
      readings.sides[part.own].mode = .opening
      return 0
    case .head(let response, let first, let completed, let consumed):
      keepUnfinishedRequest(part)
      keep(.connectResponse(status: UInt32(response.status)), part, first: first, completed: completed)
      if response.isSuccess {
        readings.sides[part.own].mode = .opening
      } else {
        readings.keep(.response(reader), bytes: reader.keptBytes, at: part.own)
      }
      return consumed
    }
  }

  /// A SYN precedes this evidence of who is the client.
  mutating func takeAsClient(_ side: Side, of part: StreamChunk, basis: FlowEvidence.ClientBasis) {
    guard states[part.connection].clientBasis == nil else { return }
    states[part.connection].clientBasis = basis
    states[part.connection].clientIsOther = side == .other
    readings.flows[Int(part.reading)].speaker = side
  }

  // MARK: Names

  mutating func readNames(_ bytes: Span<UInt8>, _ part: StreamChunk) {
    guard case .dns(var reader) = takeHead(part) else { return }
    keepOnce(.otherData(length: UInt16(clamping: bytes.count), quote: 0), .otherData, part)
    names.origins?.current = .connection(numbers.id(at: part.connection), through: part.stamp.number)
    if let ends = dnsEnds[part.connection] {
      let (source, destination) = part.side == .one ? ends : (ends.1, ends.0)
      reader.read(bytes) { learnNames($0, from: source, to: destination, part.stamp) }
    }
    readings.keep(.dns(reader), bytes: reader.keptBytes, at: part.own)
  }

  mutating func learnNames(
    _ bytes: Span<UInt8>, from source: IPAddress, to destination: IPAddress, _ stamp: FrameStamp
  ) {
    guard let message = DNSMessage.read(bytes) else { return }
    questions.note(message, from: source, to: destination, frame: stamp.number, time: stamp.time)
    guard message.isAnswer, message.code == 0 else { return }
    for record in message.records {
      guard case .address(let address) = record.content else { continue }
      // The name that was asked for, not the last alias of its chain: it is the one the client means.
      names.add(
        IPAddress(high: address.high, low: address.low), name: message.question?.name ?? record.name,
        for: destination)
    }
  }
}
