import Bytes
import Diagnosis
import Protocols
import Streams

enum Opening {
  case tls
  case connect
  /// An answer to a CONNECT whose head is not whole yet.
  case earlyAnswer
  case dns
  case proxyHeader
  /// A request to a WSUS server over plain HTTP.
  case wsus
  case other
  case needsMore
}

extension FlowObserver {
  mutating func readAll(_ bytes: Span<UInt8>, _ part: StreamChunk) {
    if readings.sides[part.own].mode == .other, !lookForHello(bytes, part) { return }
    readOn(bytes, part)
  }

  /// Reads the bytes after a prefix that was too short to decide.
  mutating func readBehindPrefix(_ prefix: [UInt8], _ bytes: Span<UInt8>, _ part: StreamChunk) {
    guard readings.sides[part.own].isUndecided else { return readOn(prefix, bytes, part) }
    var head = prefix
    for index in 0..<min(bytes.count, DirectionState.prefixLimit - prefix.count) { head.append(bytes[index]) }
    let opening = classify(head.span, part)
    if case .needsMore = opening, head.count < DirectionState.prefixLimit {
      readings.sides[part.own].prefix = head
      return
    }
    begin(opening, part, prefixLength: prefix.count)
    readOn(prefix, bytes, part)
  }

  private mutating func readOn(_ prefix: [UInt8], _ bytes: Span<UInt8>, _ part: StreamChunk) {
    readings.sides[part.own].prefix = []
    let early = StreamChunk(
      connection: part.connection, reading: part.reading, side: part.side,
      origin: readings.sides[part.own].prefixOrigin, stamp: part.stamp, acknowledged: part.acknowledged)
    readOn(prefix.span, early)
    readOn(bytes, part)
  }

  private mutating func readOn(_ bytes: Span<UInt8>, _ part: StreamChunk) {
    var taken = 0
    while taken < bytes.count, isReading(part) {
      taken += readSome(bytes.extracting(taken..<bytes.count), part)
    }
  }

  private mutating func readSome(_ bytes: Span<UInt8>, _ part: StreamChunk) -> Int {
    switch readings.sides[part.own].mode {
    case .opening: return open(bytes, part)
    case .tls: readTLS(bytes, part)
    case .request: return readRequest(bytes, part)
    case .response: return readResponse(bytes, part)
    case .dns: readNames(bytes, part)
    case .wsusRequests: return skipWSUSBody(bytes, part) ?? readWSUSRequests(bytes, part)
    case .wsusResponses: return skipWSUSBody(bytes, part) ?? readWSUSResponses(bytes, part)
    case .proxyHeader: return readProxyHeader(bytes, part)
    case .other: return skipOther(bytes, part)
    case .done: break
    }
    return bytes.count
  }

  private mutating func readTLS(_ bytes: Span<UInt8>, _ part: StreamChunk) {
    var kept = 0
    withTLSReader(of: part) { reader, observer in
      reader.read(bytes, origin: part.origin, stamp: part.stamp) { message, text in
        observer.handle(message, text, part)
      }
      kept = reader.keptBytes
    }
    guard isReading(part) else { return }
    readings.noteKept(kept, at: part.own)
    if kept > Self.longMessageStart { readings.allowLongMessage(part.own) }
  }

  /// Bytes of a message that is likely to need more than usual: no segment of a stream is longer than what is left.
  private static let longMessageStart = TLSStreamReader.usualMessage / 2

  private mutating func open(_ bytes: Span<UInt8>, _ part: StreamChunk) -> Int {
    let opening = classify(bytes, part)
    if case .needsMore = opening {
      keepPrefix(bytes, part)
      return bytes.count
    }
    begin(opening, part, prefixLength: 0)
    return 0
  }

  private mutating func keepPrefix(_ bytes: Span<UInt8>, _ part: StreamChunk) {
    readings.sides[part.own].prefix = (0..<bytes.count).map { bytes[$0] }
    readings.sides[part.own].prefixOrigin = part.origin
  }

  private func classify(_ bytes: Span<UInt8>, _ part: StreamChunk) -> Opening {
    if states[part.connection].isDNS { return .dns }
    let answer = answersUnfinishedRequest(part) ? ConnectResponseReader.looksLikeAnswer(bytes) : .no
    if case .yes = answer { return .earlyAnswer }
    if case .other = readings.sides[part.own].mode { return classifyLater(bytes, part, answer) }
    return classifyFirst(bytes, part, answer)
  }

  /// What follows another protocol.
  private func classifyLater(_ bytes: Span<UInt8>, _ part: StreamChunk, _ answer: Recognition) -> Opening {
    if case .needsMore = answer { return .needsMore }
    switch ConnectRequestReader.looksLikeConnect(bytes) {
    case .yes: return .connect
    case .needsMore: return .needsMore
    case .no: break
    }
    switch WSUSRequestReader.looksLikeRequest(bytes) {
    case .yes: return .wsus
    case .needsMore: return .needsMore
    case .no: break
    }
    // A later hello comes in a TLS record: the loose head of SSL 2.0 would be found in any binary protocol.
    if bytes[0] != ContentType.handshake.rawValue { return .other }
    switch TLSStreamReader.looksLikeClientHello(bytes) {
    case .yes: return .tls
    // Its hello may still be out of order.
    case .needsMore: return isServerHello(bytes) ? .tls : .needsMore
    case .no: return isServerHello(bytes) ? .tls : .other
    }
  }

  private func classifyFirst(_ bytes: Span<UInt8>, _ part: StreamChunk, _ answer: Recognition) -> Opening {
    // The answer to a hello in SSL 2.0 format may be in it too; the reader tells whether it is.
    let isAnswer = readings.sides[part.peer].seen.contains(.sslv2)
    if isAnswer, bytes[0] & 0x80 != 0 { return .tls }
    let hello = TLSStreamReader.looksLikeClientHello(bytes)
    if case .yes = hello { return .tls }
    let record = TLSStreamReader.looksLikeRecord(bytes)
    if case .yes = record { return .tls }
    let connect = ConnectRequestReader.looksLikeConnect(bytes)
    if case .yes = connect { return .connect }
    let header = isFirst(part) ? ProxyHeaderReader.looksLikeHeader(bytes) : .no
    if case .yes = header { return .proxyHeader }
    let wsus = WSUSRequestReader.looksLikeRequest(bytes)
    if case .yes = wsus { return .wsus }
    return [hello, record, connect, header, wsus, answer].contains(.needsMore) ? .needsMore : .other
  }

  /// Whether nothing came before but the prefix that is being looked at.
  private func isFirst(_ part: StreamChunk) -> Bool {
    readings.sides[part.own].position == UInt32(clamping: readings.sides[part.own].prefix.count)
  }

  private func isServerHello(_ bytes: Span<UInt8>) -> Bool {
    bytes.count > 5 && bytes[5] == HandshakeType.serverHello.rawValue
      && TLSStreamReader.looksLikeRecord(bytes) == .yes
  }

  private mutating func begin(_ opening: Opening, _ part: StreamChunk, prefixLength: Int) {
    readings.sides[part.own].openingPosition =
      readings.sides[part.own].position &- UInt32(truncatingIfNeeded: prefixLength)
    switch opening {
    case .tls:
      readings.sides[part.own].mode = .tls
    case .connect:
      readings.sides[part.own].mode = .request
      readings.keep(.request(ConnectRequestReader()), bytes: 0, at: part.own)
    case .earlyAnswer:
      readings.sides[part.own].mode = .response
      readings.keep(.response(ConnectResponseReader()), bytes: 0, at: part.own)
    case .dns:
      readings.sides[part.own].mode = .dns
      readings.keep(.dns(DNSStreamReader()), bytes: 0, at: part.own)
    case .proxyHeader:
      readings.sides[part.own].mode = .proxyHeader
      readings.keep(.proxyHeader(ProxyHeaderReader()), bytes: 0, at: part.own)
    case .wsus:
      beginWSUS(part)
    case .other, .needsMore:
      readings.sides[part.own].mode = .other
    }
  }

  private mutating func readProxyHeader(_ bytes: Span<UInt8>, _ part: StreamChunk) -> Int {
    guard case .proxyHeader(var reader) = readings.sides[part.own].head else { return bytes.count }
    let step = reader.read(bytes)
    if case .needsMore = step {
      readings.keep(.proxyHeader(reader), bytes: reader.keptBytes, at: part.own)
      return bytes.count
    }
    readings.removeHead(at: part.own)
    readings.sides[part.own].mode = .opening
    guard case .end(let consumed) = step else {
      readings.sides[part.own].mode = .other
      return 0
    }
    return consumed
  }

  // MARK: Another protocol

  /// False when the bytes were kept until that can be decided.
  private mutating func lookForHello(_ bytes: Span<UInt8>, _ part: StreamChunk) -> Bool {
    switch classify(bytes, part) {
    case .tls:
      begin(.tls, part, prefixLength: 0)
      return true
    case .connect:
      begin(.connect, part, prefixLength: 0)
      return true
    case .earlyAnswer:
      begin(.earlyAnswer, part, prefixLength: 0)
      return true
    case .wsus:
      begin(.wsus, part, prefixLength: 0)
      return true
    case .needsMore:
      keepPrefix(bytes, part)
      return false
    case .dns, .proxyHeader, .other:
      return true
    }
  }

  /// - Returns: how many bytes were skipped; TLS begins behind them.
  private mutating func skipOther(_ bytes: Span<UInt8>, _ part: StreamChunk) -> Int {
    let length = lengthBeforeTLS(bytes, part)
    noteOther(bytes.extracting(first: length), part)
    if length < bytes.count {
      begin(.tls, part, prefixLength: -length)
    } else if readings.isTooLongOther(part.reading) {
      decide(part.connection)
    }
    return length
  }

  private mutating func noteOther(_ bytes: Span<UInt8>, _ part: StreamChunk) {
    readings.sides[part.own].otherBytes &+= UInt32(clamping: bytes.count)
    guard !readings.sides[part.own].seen.contains(.otherData) else { return }
    if ConnectRequestReader.isProxyRequest(bytes) { readings.sides[part.own].seen.insert(.proxyRequest) }
    let quote = store.add(quote: bytes)
    keepOnce(.otherData(length: UInt16(clamping: bytes.count), quote: quote), .otherData, part)
  }

  /// A hello may be in the segment of the line that asks for TLS, such as STARTTLS, and the answer in that of the
  /// line that grants it.
  private func lengthBeforeTLS(_ bytes: Span<UInt8>, _ part: StreamChunk) -> Int {
    let answers = readings.sides[part.peer].seen.contains(.hello)
    let head = bytes.extracting(first: Self.longestLine)
    var start = 0
    while let end = head.extracting(droppingFirst: start).firstIndex(of: UInt8(ascii: "\n")) {
      start += end + 1
      guard start < bytes.count else { break }
      let rest = bytes.extracting(droppingFirst: start)
      let isTLS =
        answers
        ? TLSStreamReader.looksLikeRecord(rest)
        : rest[0] == 0x16 ? TLSStreamReader.looksLikeClientHello(rest) : .no
      if case .yes = isTLS { return start }
    }
    return bytes.count
  }

  /// Commands and answers of SMTP, IMAP and the like are short.
  private static let longestLine = 128

  mutating func keepOnce(_ payload: FlowEvent.Payload, _ mark: DirectionState.Seen, _ part: StreamChunk) {
    guard !readings.sides[part.own].seen.contains(mark) else { return }
    readings.sides[part.own].seen.insert(mark)
    keep(payload, part, first: part.origin, completed: part.stamp)
  }

  mutating func keep(
    _ payload: FlowEvent.Payload, _ part: StreamChunk, first: FrameStamp, completed: FrameStamp
  ) {
    add(
      FlowEvent(
        payload, from: Role(part.side), frame: first.number, reassembledIn: completed.number,
        time: first.time), to: part.connection)
  }
}
