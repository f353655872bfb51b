import Diagnosis
import Packets
import Protocols

/// A flow written in one line: what each side did, in order.
///
/// A word is `>` for the client or `<` for the server, then what happened, then an argument after a colon.
/// Each word takes the next frame, 10 ms later. Words without a direction:
///
/// - `open`: the three-way handshake, `>syn <synack >ack`
/// - `tunnel`: `open`, CONNECT to sws and 200; `tunnel:host:port` another authority
/// - `+2000`: nothing happens for so many milliseconds
/// - `@nostart`: the SYN was not captured
/// - `@received`: the client acknowledged bytes of the server that were not captured
/// - `@only:client`: no frame of the other side was captured
///
/// To a WSUS server: `>ask:19` is a request with the number of an operation, `<answer:200` its answer, `<fault:CODE` one
/// with a SOAP fault, `<lone:503` one to a request that was not captured, `<more:5` so many further exchanges.
///
/// Hellos: `>hello:NAME` with a name of ``Hellos``. `<sh` chooses TLS 1.2, `<sh:1.3`, `<sh:1.0`, `<sh:2.0`
/// others, `<sh:1.2:resumed` resumes. Alerts: `<alert:fatal:40`.
struct FlowScript {
  var store = EvidenceStore()
  private var nextID = 0

  /// Puts a flow together. `id` counts up with each.
  mutating func flow(
    _ line: String, client: IPAddress = Self.client, server: IPAddress = Self.server, port: UInt16 = 443,
    start: Int64 = 1_600_000_000_000_000_000
  ) -> FlowEvidence {
    var evidence = FlowEvidence(
      id: nextID, client: EndPoint(address: client, port: 50_000),
      server: EndPoint(address: server, port: port),
      clientBasis: .syn)
    nextID += 1
    evidence.start = start
    evidence.firstFrame = 1
    var clock = start
    for word in line.split(separator: " ") { add(word, to: &evidence, &clock) }
    evidence.end = clock
    evidence.lastFrame = UInt32(evidence.events.count)
    return evidence
  }

  static let client = IPAddress(v4: 0x0a00_0005)
  static let server = IPAddress(v4: 0xc633_6407)

  private mutating func add(_ word: Substring, to evidence: inout FlowEvidence, _ clock: inout Int64) {
    switch word {
    case "open": for part in [">syn", "<synack", ">ack"] { add(Substring(part), to: &evidence, &clock) }
    case "@nostart":
      evidence.isStartMissing = true
      evidence.clientBasis = .higherPort
    case "@given-up": evidence.givenUp.client = true
    case "@received": evidence.lacksReceived.server = true
    case "@only:client": evidence.packets.server = 0
    case "@only:server": evidence.packets.client = 0
    case _ where word.hasPrefix("tunnel"):
      let authority = word.dropFirst("tunnel:".count)
      let connect = authority.isEmpty ? "sws.update.microsoft.com:443" : String(authority)
      for part in ["open", ">connect:\(connect)", "<status:200"] {
        add(Substring(part), to: &evidence, &clock)
      }
    case _ where word.hasPrefix("+"): clock += (Int64(word.dropFirst()) ?? 0) * 1_000_000
    default: addEvent(word, to: &evidence, &clock)
    }
  }

  private mutating func addEvent(_ word: Substring, to evidence: inout FlowEvidence, _ clock: inout Int64) {
    let role: Role = word.hasPrefix(">") ? .client : .server
    let parts = word.dropFirst().split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let argument = parts.count > 1 ? String(parts[1]) : ""
    guard let payload = event(String(parts[0]), argument) else {
      preconditionFailure("no such word: \(word)")
    }
    clock += 10_000_000
    let frame = UInt32(evidence.events.count + 1)
    evidence.events.append(
      FlowEvent(payload, from: role, frame: frame, reassembledIn: frame, time: clock))
    let kind = payload.kind
    if kind != .unreachable { evidence.packets[role] += 1 }
    if role == .client, Self.showsMore(payload) { evidence.clientWentOn = true }
    if Self.carriesData(kind) { evidence.bytes[role] += 100 }
  }

  /// Whether its packet is another one than SYN and RST.
  private static func showsMore(_ payload: FlowEvent.Payload) -> Bool {
    switch payload.kind {
    case .syn, .synAck, .rst, .outOfWindowReset, .unreachable, .packetTooBig: false
    case .retransmission: payload != .retransmission(of: .syn)
    default: true
    }
  }

  private static func carriesData(_ kind: FlowEvent.Kind) -> Bool {
    switch kind {
    case .syn, .synAck, .handshakeAck, .fin, .rst, .outOfWindowReset, .retransmission, .gap, .unreachable,
      .packetTooBig:
      false
    default: true
    }
  }

  private mutating func event(_ word: String, _ argument: String) -> FlowEvent.Payload? {
    if let plain = Self.plain[word] { return FlowEvent.Payload(plain, number: UInt32(argument) ?? 0) }
    switch word {
    case "connect": return .connectRequest(authority: store.add(name: argument))
    case "again":
      let kind = Self.plain[argument] ?? (argument == "hello" ? .clientHello : .connectRequest)
      return .retransmission(of: kind)
    case "hello": return .clientHello(reference: store.add(Hellos.hello(argument)))
    case "sh": return .serverHello(index: store.add(Hellos.choice(argument)))
    case "hrr": return .helloRetryRequest(index: store.add(Hellos.choice("1.3")))
    case "alert": return Self.alert(argument)
    case "fault":
      let fault = WSUSFault.allCases.first { $0.code == argument } ?? .other
      return .wsusResponse(WSUSAnswer(status: 500, fault: fault, isPaired: true), quote: 0)
    case "lone":
      return .wsusResponse(WSUSAnswer(status: Int(argument) ?? 0, fault: nil, isPaired: false), quote: 0)
    case "certificate" where argument == "none":
      return .certificate(chain: store.add(chain: CertificateChain([])))
    case "certificate":
      let certificate = store.add(Hellos.certificate(argument))
      let extent: CertificateChain.Extent = argument == "cut" ? .truncated : .whole
      return .certificate(chain: store.add(chain: CertificateChain([certificate], extent)))
    default: return nil
    }
  }

  private static func alert(_ argument: String) -> FlowEvent.Payload {
    let parts = argument.split(separator: ":")
    return .alert(
      level: parts[0] == "warning" ? .warning : .fatal,
      description: AlertDescription(rawValue: UInt8(parts[1]) ?? 0))
  }

  private static let plain: [String: FlowEvent.Kind] = [
    "syn": .syn, "synack": .synAck, "ack": .handshakeAck, "status": .connectResponse,
    "ske": .serverKeyExchange, "request": .certificateRequest, "done": .serverHelloDone,
    "cke": .clientKeyExchange, "encalert": .encryptedAlert, "ccs": .changeCipherSpec,
    "finished": .finished, "data": .applicationData, "goeson": .clientDataAfterFinished,
    "sgoeson": .serverDataAfterFinished,
    "other": .otherData, "ask": .wsusRequest, "answer": .wsusResponse, "more": .wsusExchanges, "fin": .fin,
    "rst": .rst, "stray": .outOfWindowReset, "gap": .gap, "cut": .truncated,
    "icmp": .unreachable, "heartbeat": .heartbeat,
  ]
}

extension FlowEvent.Payload {
  /// A payload of any kind, whose value is a number.
  init(_ kind: FlowEvent.Kind, number: UInt32) {
    switch kind {
    case .syn: self = .syn
    case .synAck: self = .synAck
    case .handshakeAck: self = .handshakeAck
    case .connectRequest: self = .connectRequest(authority: number)
    case .connectResponse: self = .connectResponse(status: number)
    case .clientHello: self = .clientHello(reference: number)
    case .serverHello: self = .serverHello(index: number)
    case .helloRetryRequest: self = .helloRetryRequest(index: number)
    case .certificate: self = .certificate(chain: number)
    case .serverKeyExchange: self = .serverKeyExchange(curve: UInt16(clamping: number))
    case .certificateRequest: self = .certificateRequest
    case .serverHelloDone: self = .serverHelloDone
    case .certificateStatus: self = .certificateStatus
    case .newSessionTicket: self = .newSessionTicket
    case .certificateVerify: self = .certificateVerify
    case .clientKeyExchange: self = .clientKeyExchange
    case .alert:
      self = .alert(
        level: AlertLevel(rawValue: UInt8(truncatingIfNeeded: number >> 8)),
        description: AlertDescription(rawValue: UInt8(truncatingIfNeeded: number)))
    case .encryptedAlert: self = .encryptedAlert(length: number)
    case .changeCipherSpec: self = .changeCipherSpec
    case .finished: self = .finished(length: number)
    case .applicationData: self = .applicationData(length: number)
    case .clientDataAfterFinished: self = .clientDataAfterFinished(length: number)
    case .serverDataAfterFinished: self = .serverDataAfterFinished(length: number)
    case .heartbeat: self = .heartbeat(length: number)
    case .otherData: self = .otherData(length: UInt16(clamping: number), quote: 0)
    case .wsusRequest:
      self = .wsusRequest(.client, WSUSOperation(rawValue: UInt8(clamping: number)), quote: 0)
    case .wsusResponse:
      self = .wsusResponse(WSUSAnswer(status: Int(number), fault: nil, isPaired: true), quote: 0)
    case .wsusExchanges: self = .wsusExchanges(count: number)
    case .fin: self = .fin(EndDetails())
    case .rst: self = .rst(EndDetails())
    case .outOfWindowReset: self = .outOfWindowReset
    case .retransmission:
      self = .retransmission(of: FlowEvent.Kind(rawValue: UInt8(truncatingIfNeeded: number)) ?? .syn)
    case .gap: self = .gap(bytes: number)
    case .truncated: self = .truncated(bytes: number)
    case .unreachable: self = .unreachable(code: number)
    case .packetTooBig: self = .packetTooBig
    }
  }
}
