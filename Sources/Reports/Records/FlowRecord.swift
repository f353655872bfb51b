import Analysis
import Diagnosis
import Packets
import Protocols

/// One flow as programs read it. A class: every field is asked for its value with the record.
final class FlowRecord {
  /// The capture's path as the user wrote it.
  let capture: String
  /// Whether it was written before, and had another segment since.
  let isRevised: Bool
  /// Of a second's fraction in the capture, 0 to 9.
  let digits: Int
  let flow: JudgedFlow
  let summary: FlowSummary
  let store: EvidenceStore
  let clientHellos: [ClientHelloRecord]
  let serverHellos: [ServerHelloRecord]
  /// Nil without a Certificate message.
  let certificates: [CertificateRecord]?
  /// Its walkthrough, where a format has it.
  let events: [EventRecord]
  /// The issue of the article, or its candidates, of the finding that the flow belongs to.
  let issue: String?

  fileprivate init(
    _ flow: JudgedFlow, in capture: String, digits: Int, store: EvidenceStore,
    _ messages: FlowMessages, isRevised: Bool, issue: String?
  ) {
    (self.flow, self.capture, self.digits, self.store) = (flow, capture, digits, store)
    (self.isRevised, self.issue) = (isRevised, issue)
    summary = FlowSummary(flow, store: store)
    (clientHellos, serverHellos) = (messages.clientHellos, messages.serverHellos)
    certificates = summary.has(.certificate) ? messages.certificates : nil
    events = messages.events
  }

  var evidence: FlowEvidence { flow.evidence }

  // MARK: The fields

  /// The members of a flow in JSON, and the columns of tables and of the catalog. A new one is a line here,
  /// in `docs/report.md` and in the schema.
  static let fields: [Field<FlowRecord>] =
    judgement + ends + measures + [handshake, wsus] + walkthrough + columns

  /// Those of a line of its own.
  static let lineFields: [Field<FlowRecord>] =
    [
      Field("capture", csv: .at(1, "capture")) { $0.capture },
      Field("revised") { $0.isRevised ? true : nil },
    ] + fields

  private static let judgement: [Field<FlowRecord>] = [
    Field("id", csv: .at(2, "flow"), stored: "flow") { $0.evidence.id },
    Field("verdict", csv: .at(3, "verdict"), stored: "verdict") { $0.flow.judgement.verdict.rawValue },
    Field("labels") { $0.flow.judgement.labels },
    Field("confidence", csv: .at(4, "confidence"), stored: "confidence") {
      $0.flow.judgement.confidence.rawValue
    },
    Field("reason", csv: .at(6, "reason"), stored: "reason") {
      Words.english.reason(of: $0.flow, in: $0.store)
    },
    .list("doubts", DoubtRecord.fields, isOptional: true) { flow in
      let doubts = flow.flow.judgement.doubts
      return doubts.isEmpty ? nil : doubts.map { DoubtRecord(doubt: $0, peer: flow.flow.peer) }
    },
    .column(path: ["doubts"], csv: .at(42, "doubts"), stored: .init("doubts", version: 2)) { flow in
      let doubts = flow.flow.judgement.doubts
      return doubts.isEmpty ? nil : doubts.map(\.code.rawValue).joined(separator: " ")
    },
    .record("ended_by", EndedByRecord.fields) { flow in
      flow.flow.judgement.endedBy.map { EndedByRecord(end: $0, digits: flow.digits) }
    },
    .column(path: ["labels"], stored: .init("through_proxy", isElement: Judgement.proxyLabel)) {
      $0.flow.judgement.isThroughProxy
    },
  ]

  private static let ends: [Field<FlowRecord>] = [
    .object(
      "client",
      [
        Field("ip", csv: .at(10, "client_ip"), stored: "client_ip") { $0.evidence.client.address },
        Field("port", csv: .at(11, "client_port"), stored: "client_port") { $0.evidence.client.port },
      ]),
    .object(
      "server",
      [
        Field("ip", csv: .at(12, "server_ip"), stored: "server_ip") { $0.evidence.server.address },
        Field("port", csv: .at(13, "server_port"), stored: "server_port") { $0.evidence.server.port },
        Field("name", csv: .at(8, "server_name"), stored: "server_name") {
          Nullable($0.flow.serverName?.name)
        },
        Field("name_source", csv: .at(9, "name_source"), stored: "name_source") {
          $0.flow.serverName?.source.rawValue
        },
      ]),
    Field("endpoint", csv: .at(7, "endpoint"), stored: "endpoint") { $0.flow.endpoint?.id },
    Field("endpoint_role", stored: .init("endpoint_role", version: 3)) { $0.flow.endpoint?.role.rawValue },
    .object(
      "process",
      [
        Field("pid", csv: .at(14, "process_id")) { $0.evidence.processID },
        Field("name") { flow in flow.evidence.processID.flatMap { flow.store.processNames[$0] } },
      ]),
    .object(
      "proxy",
      [
        Field("authority", csv: .at(15, "proxy_authority"), stored: "proxy_authority") {
          $0.proxyAuthority
        },
        Field("status", csv: .at(16, "proxy_status"), stored: "proxy_status") {
          $0.connectResponse?.status
        },
        Field("request_frame") { $0.summary.connectRequest?.frame },
        Field("response_frame") { $0.connectResponse?.frame },
      ]),
  ]

  private static let measures: [Field<FlowRecord>] = [
    Field("start", csv: .at(18, "start"), stored: "started") { $0.timestamp($0.evidence.start) },
    Field("end", stored: "ended") { $0.timestamp($0.evidence.end) },
    Field("duration_s", csv: .at(19, "duration_s")) {
      TimeSpan(seconds: $0.evidence.end &- $0.evidence.start, digits: $0.digits)
    },
    Field("round_trip_ms", csv: .at(20, "round_trip_ms")) { flow in
      flow.summary.roundTrip.map { TimeSpan(milliseconds: $0, digits: flow.digits) }
    },
    .object(
      "packets",
      [
        Field("client", csv: .at(23, "client_packets"), stored: "client_packets") {
          $0.evidence.packets.client
        },
        Field("server", csv: .at(24, "server_packets"), stored: "server_packets") {
          $0.evidence.packets.server
        },
      ]),
    .object(
      "bytes",
      [
        Field("client", csv: .at(25, "client_bytes"), stored: "client_bytes") { $0.evidence.bytes.client },
        Field("server", csv: .at(26, "server_bytes"), stored: "server_bytes") { $0.evidence.bytes.server },
      ]),
    .object(
      "retransmissions",
      [
        Field("client", csv: .at(27, "client_retransmissions")) { $0.evidence.retransmissions.client },
        Field("server", csv: .at(28, "server_retransmissions")) { $0.evidence.retransmissions.server },
      ]),
    Field("community_id", csv: .at(17, "community_id")) {
      CommunityID.tcp($0.evidence.client, $0.evidence.server)
    },
  ]

  private static let handshake: Field<FlowRecord> = .object(
    "tls",
    [
      Field("version", csv: .at(34, "version"), stored: "tls_version") {
        $0.summary.negotiatedVersion($0.store)?.displayedName
      },
      .record("client_hello", ClientHelloRecord.fields) { $0.clientHello },
      .list("client_hellos", ClientHelloRecord.fields, isOptional: true) {
        $0.clientHellos.count > 1 ? $0.clientHellos : nil
      },
      .record("server_hello", ServerHelloRecord.fields) { $0.serverHello },
      .list("server_hellos", ServerHelloRecord.fields, isOptional: true) {
        $0.serverHellos.count > 1 ? $0.serverHellos : nil
      },
      .list("certificates", CertificateRecord.fields, isOptional: true) { $0.certificates },
      .list("alerts", AlertRecord.fields, isOptional: true) { $0.alerts },
      Field("common_cipher_suites") { $0.commonSuites },
    ])

  private static let wsus: Field<FlowRecord> = .record("wsus", WSUSRecord.fields) { WSUSRecord(of: $0.flow) }

  private static let walkthrough: [Field<FlowRecord>] = [
    .list("evidence", EventRecord.fields) { $0.events },
    .list("notes", NoteRecord.fields) { $0.notes },
  ]

  /// What JSON has in another form.
  private static let columns: [Field<FlowRecord>] = [
    .column(csv: .at(5, "issue")) { $0.issue },
    .column(csv: .at(21, "first_frame")) { $0.evidence.firstFrame },
    .column(csv: .at(22, "last_frame")) { $0.evidence.lastFrame },
    .column(csv: .at(32, "common_cipher_suites")) { $0.commonSuiteCount },
    .column(csv: .at(35, "cipher_suite")) { $0.finalAnswer?.hello.cipherSuite?.displayedName },
    .column(csv: .at(36, "alert")) { $0.lastAlert },
    .column(csv: .at(37, "certificate_subject")) { $0.serverCertificate?.subject },
    .column(csv: .at(38, "certificate_issuer")) { $0.serverCertificate?.issuer },
    .column(csv: .at(40, "ja3s")) { $0.finalAnswer?.ja3s },
  ]
}

// MARK: What the fields ask for

extension FlowRecord {
  var clientHello: ClientHelloRecord? { clientHellos.first }

  /// The ServerHello that decides: the first that is not a HelloRetryRequest, else that one.
  var serverHello: ServerHelloRecord? {
    serverHellos.first { $0.event.kind == .serverHello } ?? serverHellos.first
  }

  /// What the server chose in the end; nil after a HelloRetryRequest without a ServerHello.
  var finalAnswer: ServerAnswer? {
    serverHello.flatMap { $0.event.kind == .serverHello ? $0.answer.record : nil }
  }

  /// The group of the key exchange: of key_share in TLS 1.3, of the ServerKeyExchange before.
  var group: NamedGroup? {
    guard let answer = finalAnswer?.hello else { return nil }
    return answer.group ?? (answer.cipherSuite?.keyExchange == .ecdhe ? summary.curve : nil)
  }

  /// The server's own certificate.
  var serverCertificate: CertificateSummary? {
    let chain = summary.certificate.server?.chain.map { store.chains[Int($0)].certificates }
    return chain?.first.map { store.certificates[Int($0)] }
  }

  fileprivate func timestamp(_ time: Int64) -> Timestamp { Timestamp(nanoseconds: time, digits: digits) }

  fileprivate var proxyAuthority: String? { summary.connectRequest?.authority.flatMap(store.name) }

  /// The answer to the last CONNECT.
  fileprivate var connectResponse: FlowEvent? {
    summary.connectRequest == nil ? nil : summary.connectResponse
  }

  fileprivate var alerts: [AlertRecord]? {
    guard summary.has(.alert) else { return nil }
    return evidence.events.compactMap { event in event.alert.map { AlertRecord(event: event, alert: $0) } }
  }

  fileprivate var lastAlert: String? {
    summary.lastAlert.flatMap { event in
      event.alert.map { "\(event.from.code) \($0.description.displayName)" }
    }
  }

  var notes: [NoteRecord] {
    summary.notes.map {
      NoteRecord(code: $0.code.rawValue, message: Words.english.note($0))
    }
  }

  /// The suites of the first hello that the endpoint accepts; nil where a list is unknown or truncated before
  /// a match.
  fileprivate var commonSuites: [CipherSuite]? {
    guard let hello = clientHello?.offer.record.hello,
      let common = flow.endpoint?.commonCipherSuites(with: hello)
    else { return nil }
    return hello.hasAllCipherSuites ? common : common.unlessEmpty
  }

  fileprivate var commonSuiteCount: Int? {
    clientHello?.offer.record.hello.hasAllCipherSuites == true ? commonSuites?.count : nil
  }
}

// MARK: Events and notes

/// One line of a flow's walkthrough.
struct EventRecord: MessageRecord {
  let event: FlowEvent
  let description: SharedRecord<EventDescription>
  let digits: Int

  static let fields: [Field<EventRecord>] =
    Field.frames() + [
      Field("time") { Timestamp(nanoseconds: $0.event.time, digits: $0.digits) },
      .shared(EventDescription.fields) { $0.description },
    ]
}

/// What thousands of events have alike: all but their frames and times.
struct EventDescription {
  let from: Role
  let kind: FlowEvent.Kind
  let detail: Phrase

  init(_ event: FlowEvent, _ detail: Phrase) {
    (from, kind, self.detail) = (event.from, event.kind, detail)
  }

  func shared() -> SharedRecord<EventDescription> { SharedRecord(self, Self.fields) }

  static let fields: [Field<EventDescription>] = [
    Field("from") { $0.from.code },
    Field("event") { $0.kind.code },
    Field("detail") { $0.detail.isEmpty ? nil : $0.detail },
  ]
}

/// Something that is odd about a capture or a flow.
struct NoteRecord {
  let code: String
  let message: Phrase

  static let fields: [Field<NoteRecord>] = [
    Field("code", stored: "code") { $0.code },
    Field("message", stored: "message") { $0.message },
  ]
}

// MARK: Making records

/// The events of a flow, and those that are messages of TLS.
private struct FlowMessages {
  var events: [EventRecord] = []
  var clientHellos: [ClientHelloRecord] = []
  var serverHellos: [ServerHelloRecord] = []
  var certificates: [CertificateRecord] = []
}

/// Makes the records of flows. What many flows share is kept for those that follow.
struct FlowRecordMaker {
  private struct OfferKey: Hashable {
    let hello: UInt32
    let isNamed: Bool
  }

  private let capture: String
  private let digits: Int
  private let describesEvents: Bool
  private var descriptions = BoundedCache<UInt64, SharedRecord<EventDescription>>()
  private var helloDetails = HelloDetails()
  private var offers = BoundedCache<OfferKey, SharedRecord<ClientOffer>>()
  private var answers = BoundedCache<UInt32, SharedRecord<ServerAnswer>>()
  private var certificates = BoundedCache<UInt32, SharedRecord<CertificateSummary>>()
  /// Of the store whose numbers the caches have.
  private var generation = 0

  /// - Parameters:
  /// - capture: its path.
  /// - digits: of the second's fraction in the capture, 0 to 9.
  /// - describesEvents: whether the records have ``FlowRecord/events``, which tables have no column for.
  init(capture: String, digits: Int, describesEvents: Bool = true) {
    (self.capture, self.digits, self.describesEvents) = (capture, digits, describesEvents)
  }

  init(_ capture: CaptureDescription, describesEvents: Bool = true) {
    self.init(capture: capture.path, digits: capture.timeDigits, describesEvents: describesEvents)
  }

  /// - Parameter store: that of the flow's capture; it may have grown since the last flow.
  mutating func record(
    of flow: JudgedFlow, store: EvidenceStore, isRevised: Bool = false, issue: String? = nil
  ) -> FlowRecord {
    if store.generation != generation { forget(store.generation) }
    var messages = FlowMessages()
    if describesEvents { messages.events = events(of: flow.evidence, store) }
    for event in flow.evidence.events { add(event, store, to: &messages) }
    return FlowRecord(
      flow, in: capture, digits: digits, store: store, messages, isRevised: isRevised, issue: issue)
  }

  private mutating func forget(_ generation: Int) {
    self = FlowRecordMaker(capture: capture, digits: digits, describesEvents: describesEvents)
    self.generation = generation
  }

  private mutating func add(_ event: FlowEvent, _ store: EvidenceStore, to messages: inout FlowMessages) {
    if let reference = event.helloReference {
      messages.clientHellos.append(clientHello(event, store.sightings[Int(reference)], store))
    } else if let index = event.serverHelloIndex {
      let answer = answers.value(index) { ServerAnswer(store.serverHellos[Int(index)]).shared() }
      messages.serverHellos.append(ServerHelloRecord(event: event, answer: answer))
    } else if let index = event.chain {
      messages.certificates += chain(store.chains[Int(index)].certificates, of: event, store)
    }
  }

  private mutating func events(of evidence: FlowEvidence, _ store: EvidenceStore) -> [EventRecord] {
    var events: [EventRecord] = []
    events.reserveCapacity(evidence.events.count)
    for event in evidence.events {
      events.append(EventRecord(event: event, description: description(of: event, store), digits: digits))
    }
    return events
  }

  private mutating func description(
    of event: FlowEvent, _ store: EvidenceStore
  ) -> SharedRecord<EventDescription> {
    if let reference = event.helloReference {
      return EventDescription(event, helloDetails.detail(reference, in: store)).shared()
    }
    return descriptions.value(event.descriptionKey) {
      EventDescription(event, Words.english.detail(of: event, in: store)).shared()
    }
  }

  private mutating func clientHello(
    _ event: FlowEvent, _ reference: EvidenceStore.HelloReference, _ store: EvidenceStore
  ) -> ClientHelloRecord {
    let name = store.name(reference.serverName)
    let offer = offers.value(OfferKey(hello: reference.hello, isNamed: name != nil)) {
      ClientOffer(store.clientHellos[Int(reference.hello)], isNamed: name != nil).shared()
    }
    return ClientHelloRecord(event: event, serverName: name, offer: offer)
  }

  private mutating func chain(
    _ indices: [UInt32], of event: FlowEvent, _ store: EvidenceStore
  ) -> [CertificateRecord] {
    indices.map { index in
      CertificateRecord(
        frame: event.frame,
        certificate: certificates.value(index) { store.certificates[Int(index)].shared() })
    }
  }
}

extension FlowEvent {
  /// All but its frames and its time, as one number: a key for caches.
  var descriptionKey: UInt64 {
    UInt64(from.rawValue) << 40 | UInt64(kind.rawValue) << 32 | UInt64(payload.number)
  }
}

/// The details of ClientHellos. What thousands of them have alike, all but their names, is kept.
struct HelloDetails {
  private var offers = BoundedCache<UInt32, Phrase>()

  mutating func detail(_ reference: UInt32, in store: EvidenceStore) -> Phrase {
    let sighting = store.sightings[Int(reference)]
    let offer = offers.value(sighting.hello) {
      Words.english.offer(store.clientHellos[Int(sighting.hello)])
    }
    return Words.english.clientHello(offer, serverName: store.name(sighting.serverName))
  }
}

/// What was worked out lately. When it is full it begins again with nothing.
struct BoundedCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var values: [Key: Value] = [:]
  private let limit: Int

  init(limit: Int = 1024) {
    self.limit = limit
  }

  mutating func value(_ key: Key, make: () -> Value) -> Value {
    if let known = values[key] { return known }
    let value = make()
    if values.count >= limit { values.removeAll(keepingCapacity: true) }
    values[key] = value
    return value
  }
}
