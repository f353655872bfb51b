import Bytes
import Diagnosis
import Protocols
import Streams

extension FlowObserver {
  /// Handles one TLS event of a side; the span is a handshake message's body.
  mutating func handle(_ message: TLSEvent, _ text: Span<UInt8>, _ part: StreamChunk) {
    guard isReading(part) else { return }
    switch message.kind {
    case .handshake(let type, let recordVersion, let isComplete):
      handleHandshake(type, recordVersion, isComplete: isComplete, text, message, part)
    case .sslv2ClientHello(let isComplete):
      readings.sides[part.own].seen.insert(.sslv2)
      handle(ClientHello(readingSSLv2: text, isComplete: isComplete), message, part)
    case .sslv2ServerHello(let isComplete):
      handle(ServerHello(readingSSLv2: text, isComplete: isComplete), message, part)
    case .alert(let level, let description):
      keep(.alert(level: level, description: description), message, part)
    case .encryptedAlert(let length):
      keep(.encryptedAlert(length: UInt32(length)), message, part)
    case .changeCipherSpec:
      keepOnce(.changeCipherSpec, .changeCipherSpec, message, part)
    case .encryptedHandshake(let length):
      keepOnce(.finished(length: UInt32(length)), .finished, message, part)
    case .applicationData(let length):
      handleApplicationData(UInt32(length), message, part)
    case .heartbeat(let length):
      keepOnce(.heartbeat(length: UInt32(length)), .heartbeat, message, part)
    case .notTLS:
      readings.sides[part.own].mode = .other
      keepOnce(.otherData(length: 0, quote: 0), .otherData, message, part)
    }
    decideWhenFinished(part)
  }

  private mutating func handleHandshake(
    _ type: HandshakeType, _ recordVersion: ProtocolVersion, isComplete: Bool, _ text: Span<UInt8>,
    _ message: TLSEvent, _ part: StreamChunk
  ) {
    // By number: a pattern of another module's type is matched unspecialised.
    switch type.rawValue {
    case HandshakeType.clientHello.rawValue:
      handleClientHello(recordVersion, isComplete: isComplete, text, message, part)
    case HandshakeType.serverHello.rawValue, HandshakeType.helloRetryRequest.rawValue:
      handleServerHello(recordVersion, isComplete: isComplete, text, message, part)
    case HandshakeType.certificate.rawValue:
      let chain = certificates.chain(
        in: text, isComplete: isComplete, isTooLong: message.isTooLong, store: &store)
      keep(.certificate(chain: chain), message, part)
    case HandshakeType.serverKeyExchange.rawValue:
      keep(.serverKeyExchange(curve: NamedGroup.curve(inServerKeyExchange: text)), message, part)
    case HandshakeType.certificateRequest.rawValue: keep(.certificateRequest, message, part)
    case HandshakeType.serverHelloDone.rawValue: keep(.serverHelloDone, message, part)
    case HandshakeType.clientKeyExchange.rawValue: keep(.clientKeyExchange, message, part)
    case HandshakeType.certificateStatus.rawValue: keep(.certificateStatus, message, part)
    case HandshakeType.newSessionTicket.rawValue: keep(.newSessionTicket, message, part)
    case HandshakeType.certificateVerify.rawValue: keep(.certificateVerify, message, part)
    default: break
    }
  }

  private mutating func handleClientHello(
    _ recordVersion: ProtocolVersion, isComplete: Bool, _ text: Span<UInt8>, _ message: TLSEvent,
    _ part: StreamChunk
  ) {
    identities?.note(text, of: part.connection)
    if isComplete, let known = hellos.reference(to: text, recordVersion: recordVersion, store: &store) {
      return note(offer: known.index, session: SessionIDHash(text, known.sessionID), message, part)
    }
    let hello = ClientHello(reading: text, recordVersion: recordVersion, isComplete: isComplete)
    let sighting = store.add(hello)
    if hello.isComplete {
      let offer = store.sightings[Int(sighting)].hello
      hellos.remember(text, hello.layout, recordVersion: recordVersion, offer: offer)
    }
    note(offer: sighting, session: SessionIDHash(hello.sessionID), message, part)
  }

  private mutating func handle(_ hello: ClientHello, _ message: TLSEvent, _ part: StreamChunk) {
    note(offer: store.add(hello), session: SessionIDHash(hello.sessionID), message, part)
  }

  /// A side that sends a ClientHello is the client.
  private mutating func note(
    offer sighting: UInt32, session: SessionIDHash, _ message: TLSEvent, _ part: StreamChunk
  ) {
    takeAsClient(part.side, of: part, basis: .hello)
    readings.flows[Int(part.reading)].speaker = part.side
    readings.flows[Int(part.reading)].offeredSession = session
    readings.flows[Int(part.reading)].awaitsHelloEnd = true
    readings.sides[part.own].seen.insert(.hello)
    keep(.clientHello(reference: sighting), message, part)
    if readings.sides[part.peer].mode == .other { readings.sides[part.peer].mode = .opening }
    // What it answers in clear text is another event than what it said before.
    readings.sides[part.peer].seen.remove(.otherData)
  }

  private mutating func handleServerHello(
    _ recordVersion: ProtocolVersion, isComplete: Bool, _ text: Span<UInt8>, _ message: TLSEvent,
    _ part: StreamChunk
  ) {
    let session = readings.flows[Int(part.reading)].offeredSession
    if isComplete, let known = hellos.choice(of: text, recordVersion: recordVersion, resuming: session) {
      return note(choice: known, message, part)
    }
    var hello = ServerHello(reading: text, recordVersion: recordVersion, isComplete: isComplete)
    hello.takeResumption(offered: session)
    let choice = store.add(hello)
    if hello.isComplete {
      hellos.remember(
        text, hello.layout, recordVersion: recordVersion, resuming: session, choice: choice)
    }
    note(choice: choice, message, part)
  }

  private mutating func handle(_ hello: ServerHello, _ message: TLSEvent, _ part: StreamChunk) {
    note(choice: store.add(hello), message, part)
  }

  private mutating func note(choice: UInt32, _ message: TLSEvent, _ part: StreamChunk) {
    let isRetry = store.isHelloRetryRequest(choice)
    readings.sides[part.own].seen.insert(.hello)
    if !isRetry, store.choosesTLS13(choice) {
      readings.sides[part.own].seen.insert(.tls13)
      readings.flows[Int(part.reading)].finishedLength = store.finishedLength(choice)
    }
    keep(isRetry ? .helloRetryRequest(index: choice) : .serverHello(index: choice), message, part)
  }

  /// The first application data of each side, and in TLS 1.3 what follows the client's Finished.
  private mutating func handleApplicationData(_ length: UInt32, _ message: TLSEvent, _ part: StreamChunk) {
    let isClient = readings.flows[Int(part.reading)].speaker == part.side
    let own = readings.sides[part.own].seen
    let peer = readings.sides[part.peer].seen
    // Before the ServerHello it is early data (RFC 8446, section 4.2.10) and finishes nothing.
    if isClient, !peer.contains(.hello) {
      readings.sides[part.own].seen.insert(.earlyData)
      return
    }
    guard own.contains(.tls13) || peer.contains(.tls13) else {
      return keepOnce(.applicationData(length: length), .applicationData, message, part)
    }
    if isClient {
      handleClientRecord(length, own, message, part)
    } else if !own.contains(.applicationData) {
      keepOnce(.applicationData(length: length), .applicationData, message, part)
    } else if peer.contains(.applicationData) {
      handleServerRecord(length, message, part)
    }
  }

  /// A record of the client in TLS 1.3: EndOfEarlyData, its last flight, or data.
  ///
  /// The flight is a Finished, or Certificate, CertificateVerify and Finished in one record or in several; the length
  /// of a Finished follows from the hash (RFC 8446, sections 4.4 and 4.5).
  private mutating func handleClientRecord(
    _ length: UInt32, _ own: DirectionState.Seen, _ message: TLSEvent, _ part: StreamChunk
  ) {
    if own.contains(.earlyData), !own.contains(.applicationData), length == Self.endOfEarlyDataLength {
      return
    }
    let flow = readings.flows[Int(part.reading)]
    if !own.contains(.applicationData) {
      readings.flows[Int(part.reading)].awaitsFlightEnd = true
      return keepOnce(.applicationData(length: length), .applicationData, message, part)
    }
    if length == flow.finishedLength, flow.notedClientData == 0, !own.contains(.flightEnd) {
      readings.sides[part.own].seen.insert(.flightEnd)
      readings.flows[Int(part.reading)].awaitsFlightEnd = true
      return
    }
    noteClientData(length, flow, message, part)
  }

  /// Notes data of the client, and later data that came ten times later, so that some of it came more than a round
  /// trip after the Finished.
  private mutating func noteClientData(
    _ length: UInt32, _ flow: FlowReading, _ message: TLSEvent, _ part: StreamChunk
  ) {
    let passed = message.first.time &- flow.lastClientData
    guard flow.notedClientData < Self.dataPauses.count, passed >= Self.dataPauses[Int(flow.notedClientData)]
    else {
      return
    }
    readings.flows[Int(part.reading)].lastClientData = message.first.time
    readings.flows[Int(part.reading)].notedClientData += 1
    readings.sides[part.own].seen.insert(.dataAfterFinished)
    keep(.clientDataAfterFinished(length: length), message, part)
  }

  /// In nanoseconds. The first is noted at once; round trips are shorter than a second.
  private static let dataPauses: [Int64] = [.min, 10_000_000, 100_000_000, 1_000_000_000]

  /// EndOfEarlyData as a record: a header of four bytes, the content type and a tag of 16.
  private static let endOfEarlyDataLength: UInt32 = 21

  /// The first record of the server that acknowledges the client's Finished, and the first that is no alert.
  private mutating func handleServerRecord(_ length: UInt32, _ message: TLSEvent, _ part: StreamChunk) {
    let flight = readings.flows[Int(part.reading)].flightEnd
    guard !readings.flows[Int(part.reading)].awaitsFlightEnd, part.acknowledged >= flight ?? 0 else { return }
    if length <= FlowEvent.longestServerAlert {
      return keepOnce(.serverDataAfterFinished(length: length), .alertAfterFinished, message, part)
    }
    keepOnce(.serverDataAfterFinished(length: length), .dataAfterFinished, message, part)
  }

  /// Until TLS 1.2 when both sides have sent data, in TLS 1.3 when the server has sent more than an alert after the
  /// client's Finished.
  private mutating func decideWhenFinished(_ part: StreamChunk) {
    let one = readings.sides[FlowReadings.slot(part.reading, .one)].seen
    let other = readings.sides[FlowReadings.slot(part.reading, .other)].seen
    guard one.contains(.applicationData), other.contains(.applicationData) else { return }
    guard one.contains(.tls13) || other.contains(.tls13) else {
      if one.contains(.finished) && other.contains(.finished) { decide(part.connection) }
      return
    }
    let server = readings.flows[Int(part.reading)].speaker == .one ? other : one
    if server.contains(.dataAfterFinished) { decide(part.connection) }
  }

  private mutating func keep(_ payload: FlowEvent.Payload, _ message: TLSEvent, _ part: StreamChunk) {
    keep(payload, part, first: message.first, completed: message.completed)
  }

  private mutating func keepOnce(
    _ payload: FlowEvent.Payload, _ mark: DirectionState.Seen, _ message: TLSEvent, _ part: StreamChunk
  ) {
    guard !readings.sides[part.own].seen.contains(mark) else { return }
    readings.sides[part.own].seen.insert(mark)
    keep(payload, message, part)
  }
}

extension ServerHello {
  /// Notes whether the server resumed the offered session. TLS 1.3 always repeats the id (RFC 8446, section
  /// 4.1.3).
  mutating func takeResumption(offered session: SessionIDHash) {
    guard let version, version < .tls13, session.isPresent else { return }
    if session == SessionIDHash(sessionID) { resumesSession = true }
  }
}
