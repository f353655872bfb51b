import Analysis
import Diagnosis
import Packets
import PolicyFiles
import Protocols

@testable import Reports

/// A capture made by hand: no byte of it was read.
struct SampleCapture {
  var description: CaptureDescription
  /// The built-in policy on the day of the capture.
  var policy = PolicyInForce(
    policy: .builtIn, asOf: CalendarDate(nanoseconds: Self.start), isDateChosen: false, source: .builtIn)
  var store = EvidenceStore()
  var flows: [JudgedFlow] = []

  /// 20 Jul 2020 09:14:02 UTC.
  static let start: Int64 = 1_595_236_442_000_000_000
  static let client = IPAddress(v4: 0x0a00_0005)
  static let server = IPAddress(v4: 0x1448_eb52)

  init(path: String = "trace.pcap") {
    description = CaptureDescription(path: path, format: "pcap")
    description.bytes = 1_234_567
    description.packets = 2113
    description.tcpPackets = 2000
    description.firstPacket = Self.start
    description.lastPacket = Self.start + 158_000_000_000
    description.linkTypes = ["EN10MB"]
  }

  /// The capture as a writer gets it, its findings gathered by the module that gathers them.
  var reported: ReportedCapture {
    var gatherer = FindingGatherer(policy: policy.policy)
    for flow in flows { gatherer.add(flow, store: store) }
    let flows = flows
    return ReportedCapture(
      description: description, policy: policy, store: store, findings: gatherer.finish(),
      flowCount: flows.count, makeFlow: { id, _ in flows[id] },
      readEvents: { $1 = flows[$0].evidence.events },
      judgement: { flows[$0].judgement },
      lastFrame: { flows[$0].evidence.lastFrame }, endpointRole: { flows[$0].endpoint?.role })
  }

  /// Writes a report and gives it as text; JSON is compared with the schema that is published.
  func report(_ format: String, _ change: (inout ReportOptions) -> Void = { _ in }) -> String {
    var options = ReportOptions()
    change(&options)
    guard var writer = ReportFormat.named(format)?.writer(options) else { return "" }
    var output = ReportOutput()
    try? writer.begin(&output)
    try? writer.add(reported, to: &output)
    try? writer.end(&output)
    if format == "json" { PublishedSchemas.expectValid(output.buffer.text, PublishedSchemas.report) }
    return output.buffer.text
  }

  // MARK: Flows

  /// The endpoint of the policy with that id.
  func endpoint(_ id: String) -> Endpoint? { policy.policy.endpoints.first { $0.id == id } }

  mutating func add(
    _ verdict: Verdict, _ reason: Reason, events: [FlowEvent], name: String? = "sws.update.microsoft.com",
    endpoint: String? = "sws", confidence: Confidence = .certain, proxy: Bool = false
  ) {
    let port = UInt16(50_000 + flows.count)
    var evidence = FlowEvidence(
      id: flows.count, client: EndPoint(address: Self.client, port: port),
      server: EndPoint(address: Self.server, port: 443), clientBasis: .syn)
    evidence.events = events
    evidence.start = events.first?.time ?? Self.start
    evidence.end = events.last?.time ?? Self.start
    evidence.firstFrame = events.first?.frame ?? 1
    evidence.lastFrame = events.last?.frame ?? 1
    evidence.packets = PerRole(client: 3, server: 2)
    evidence.bytes = PerRole(client: 150, server: 0)
    flows.append(
      JudgedFlow(
        evidence: evidence,
        judgement: Judgement(verdict: verdict, confidence: confidence, reason: reason, isThroughProxy: proxy),
        serverName: name.map { ServerName(name: $0, source: .sni) }, endpoint: endpoint.flatMap(self.endpoint)
      ))
  }

  /// An event so many milliseconds after the start.
  static func event(
    _ payload: FlowEvent.Payload, _ from: Role, _ frame: UInt32, _ milliseconds: Int64
  ) -> FlowEvent {
    FlowEvent(
      payload, from: from, frame: frame, reassembledIn: frame, time: start + milliseconds * 1_000_000)
  }

  static func opening(_ frame: UInt32, _ time: Int64) -> [FlowEvent] {
    [
      event(.syn, .client, frame, time), event(.synAck, .server, frame + 1, time + 21),
      event(.handshakeAck, .client, frame + 2, time + 21),
    ]
  }

  mutating func hello(_ version: ProtocolVersion, _ suites: [UInt16], name: String?) -> UInt32 {
    var hello = ClientHello(recordVersion: version, clientVersion: version)
    hello.cipherSuites = suites.map { CipherSuite(rawValue: $0) }
    hello.supportedGroups = [.secp256r1, .secp384r1]
    hello.serverName = name
    return store.add(hello)
  }

  // MARK: Stories

  /// A TLS 1.0 hello that is answered by RST.
  mutating func addVersionReject(name: String = "sws.update.microsoft.com", endpoint: String? = "sws") {
    let hello = hello(.tls10, [0xc014, 0xc013, 0x0035, 0x002f, 0x000a], name: name)
    let frame = UInt32(871 + flows.count * 10)
    let time = 29_201 + Int64(flows.count) * 5_000
    let events =
      Self.opening(frame, time) + [
        Self.event(.clientHello(reference: hello), .client, frame + 3, time + 23),
        Self.event(.rst(EndDetails()), .server, frame + 6, time + 45),
      ]
    let end = EndSign(kind: .rst, by: .server, frame: frame + 6)
    add(
      .versionReject, .versionTooLow(hello: frame + 3, offered: 0x0301, minimum: 0x0303, end: end),
      events: events, name: name, endpoint: endpoint)
  }

  /// A finished handshake of TLS 1.2 with a certificate.
  mutating func addSuccess(
    issuer: String = "CN=Microsoft Update Secure Server CA 2.1,O=Microsoft Corporation"
  ) {
    let name = "sws.update.microsoft.com"
    let hello = hello(.tls12, [0xc030, 0xc02f, 0xc028, 0xc027, 0x0a0a, 0xfff0], name: name)
    var answer = ServerHello(
      recordVersion: .tls12, legacyVersion: .tls12, cipherSuite: .ecdheRSAWithAES256GCMSHA384)
    answer.group = .secp256r1
    let certificate = store.add(
      CertificateSummary(
        subject: "CN=*.update.microsoft.com,O=Microsoft Corporation", issuer: issuer, serial: "3300ab",
        notBefore: 1_577_836_800, notAfter: 1_640_995_199,
        subjectAlternativeNames: ["*.update.microsoft.com", "fe2.update.microsoft.com"],
        sha256: String(repeating: "ab", count: 32), key: "RSA 2048", signature: "sha256WithRSAEncryption",
        fault: nil))
    let server = store.add(answer)
    let chain = store.add(chain: CertificateChain([certificate]))
    let events =
      Self.opening(188, 3_000) + [
        Self.event(.clientHello(reference: hello), .client, 191, 3_022),
        Self.event(.serverHello(index: server), .server, 195, 3_050),
        Self.event(.certificate(chain: chain), .server, 195, 3_050),
        Self.event(.clientKeyExchange, .client, 197, 3_060),
        Self.event(.changeCipherSpec, .client, 197, 3_060),
        Self.event(.finished(length: 40), .client, 197, 3_060),
        Self.event(.changeCipherSpec, .server, 203, 3_085),
        Self.event(.finished(length: 40), .server, 203, 3_085),
        Self.event(.applicationData(length: 640), .client, 207, 3_090),
        Self.event(.fin(EndDetails()), .client, 230, 4_000),
      ]
    add(.success, .handshakeFinished(frame: 203, resumed: false), events: events, name: name)
  }

  mutating func addClientFin() {
    let frame = UInt32(1518 + flows.count * 10)
    let events = Self.opening(frame, 60_000) + [Self.event(.fin(EndDetails()), .client, frame + 18, 60_050)]
    let end = EndSign(kind: .fin, by: .client, frame: frame + 18)
    add(.clientFin, .clientLeftSilently(established: frame + 2, end: end, tunnel: false), events: events)
  }

  mutating func addProxyDenied() {
    let authority = store.add(name: "sws.update.microsoft.com:443")
    let events =
      Self.opening(40, 1_000) + [
        Self.event(.connectRequest(authority: authority), .client, 43, 1_022),
        Self.event(.connectResponse(status: 407), .server, 44, 1_100),
        Self.event(.fin(EndDetails()), .server, 45, 1_101),
      ]
    add(.proxyDenied, .proxyAnswered(request: 43, response: 44, status: 407), events: events, proxy: true)
  }

  mutating func addIncomplete() {
    add(
      .incompleteCapture, .missingBytes(frame: 12, isCut: true),
      events: Self.opening(9, 500) + [Self.event(.truncated(bytes: 389), .client, 12, 520)],
      confidence: .possible)
  }

  mutating func addOther() {
    add(
      .notTLS, .otherProtocol(frame: 304), events: Self.opening(301, 900), name: nil, endpoint: nil,
      confidence: .certain)
  }
}
