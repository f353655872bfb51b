import Diagnosis
import Protocols

/// A record that many others share, with its JSON, written once. A class: a flow has one reference to it.
final class SharedRecord<Record: Sendable>: Sendable {
  let record: Record
  /// The members of each list of fields.
  let members: [ByteBuffer]

  init(_ record: Record, _ lists: [Field<Record>]...) {
    self.record = record
    members = lists.map { JSONWriter.members(of: record, $0) }
  }
}

/// A message of a flow, which has frames.
protocol MessageRecord: SendableMetatype {
  var event: FlowEvent { get }
}

extension Field where Record: MessageRecord {
  /// The frame of a message's first byte, and where it was completed when that is another.
  static func frames(csv: CSVColumn? = nil) -> [Field] {
    [
      Field("frame", csv: csv) { $0.event.frame },
      Field("reassembled_in") { $0.event.reassembledIn == $0.event.frame ? nil : $0.event.reassembledIn },
    ]
  }
}

// MARK: ClientHello

/// One ClientHello of a flow.
struct ClientHelloRecord: MessageRecord {
  let event: FlowEvent
  /// The name that it asks for.
  let serverName: String?
  let offer: SharedRecord<ClientOffer>

  static let fields: [Field<ClientHelloRecord>] =
    Field.frames(csv: .at(29, "client_hello_frame")) + [
      .shared(ClientOffer.fieldsBeforeName) { $0.offer },
      Field("server_name", csv: .at(33, "server_name_indication")) { $0.serverName },
      .shared(ClientOffer.fieldsAfterName, list: 1) { $0.offer },
      .column(csv: .at(31, "offered_cipher_suites")) { $0.offer.record.hello.cipherSuites.count },
    ]
}

/// What thousands of ClientHellos have alike: all but the name that they ask for.
struct ClientOffer {
  let hello: ClientHello
  let ja3: String?
  let ja4: String?

  /// - Parameter isNamed: whether the hello asks for a name: JA4 tells that, whatever the name is.
  init(_ offer: ClientHello, isNamed: Bool) {
    var hello = offer
    hello.serverName = isNamed ? "name" : nil
    self.hello = hello
    (ja3, ja4) = (hello.ja3, hello.ja4)
  }

  func shared() -> SharedRecord<ClientOffer> {
    SharedRecord(self, Self.fieldsBeforeName, Self.fieldsAfterName)
  }

  static let fieldsBeforeName: [Field<ClientOffer>] = [
    Field("record_version") { $0.hello.recordVersion },
    Field("client_version") { $0.hello.clientVersion },
    Field("supported_versions") { $0.hello.supportedVersions.unlessEmpty },
    Field("max_version", csv: .at(30, "max_version"), stored: "max_version") {
      $0.hello.provenHighestVersion?.displayedName
    },
    Field("cipher_suites") { $0.hello.offeredSuites },
    Field("supported_groups") { $0.hello.supportedGroups.unlessEmpty },
    Field("signature_algorithms") { $0.hello.signatureAlgorithms.unlessEmpty },
  ]

  static let fieldsAfterName: [Field<ClientOffer>] = [
    Field("alpn") { $0.hello.alpn.unlessEmpty },
    Field("offers_resumption") { $0.hello.isResumptionKnown ? $0.hello.offersResumption : nil },
    Field("sslv2_format") { $0.hello.isSSLv2Format },
    Field("complete") { $0.hello.isComplete },
    Field("ja3", csv: .at(39, "ja3")) { $0.ja3 },
    Field("ja4", csv: .at(41, "ja4")) { $0.ja4 },
    .record("client_system", clientSystem) { $0.hello.clientSystem },
  ]

  private static let clientSystem: [Field<ClientSystem>] = [
    Field("systems") { $0.systems.map(\.rawValue) },
    Field("match") { $0.order?.rawValue ?? "none" },
    Field("basis") { Words.english.basis($0) },
    Field("is_schannel") { $0.isSchannel },
  ]
}

extension ClientHello {
  /// The cipher suites, then kinds that only SSL 2.0 has; nil where the hello is truncated before them.
  fileprivate var offeredSuites: [CodeContent]? {
    guard hasAllCipherSuites || !cipherSuites.isEmpty || !sslv2CipherKinds.isEmpty else { return nil }
    return cipherSuites.map(CodeContent.init) + sslv2CipherKinds.map(CodeContent.init)
  }
}

extension ClientSystem {
  /// Whether Schannel sent the hello; nil where it shows too little.
  fileprivate var isSchannel: Bool? {
    switch stack {
    case .schannel: true
    case .foreign: false
    case .undecided: nil
    }
  }
}

// MARK: ServerHello

/// One ServerHello or HelloRetryRequest of a flow.
struct ServerHelloRecord: MessageRecord {
  let event: FlowEvent
  let answer: SharedRecord<ServerAnswer>

  static let fields: [Field<ServerHelloRecord>] =
    Field.frames() + [.shared(ServerAnswer.fields) { $0.answer }]
}

/// What many ServerHellos have alike.
struct ServerAnswer {
  let hello: ServerHello
  let ja3s: String?

  init(_ hello: ServerHello) {
    (self.hello, ja3s) = (hello, hello.ja3s)
  }

  func shared() -> SharedRecord<ServerAnswer> { SharedRecord(self, Self.fields) }

  static let fields: [Field<ServerAnswer>] = [
    Field("version") { $0.hello.version },
    Field("cipher_suite", stored: "cipher_suite") { $0.hello.cipherSuite },
    Field("group") { $0.hello.group },
    Field("alpn") { $0.hello.alpn },
    Field("resumed") { $0.hello.isResumptionKnown ? $0.hello.resumesSession : nil },
    // The random tells; it precedes the suite.
    Field("hello_retry_request") {
      $0.hello.isComplete || $0.hello.isHelloRetryRequest || $0.hello.cipherSuite != nil
        ? $0.hello.isHelloRetryRequest : nil
    },
    Field("complete") { $0.hello.isComplete ? nil : false },
    Field("ja3s") { $0.ja3s },
  ]
}

// MARK: Certificates and alerts

/// One certificate of a Certificate message.
struct CertificateRecord {
  let frame: UInt32
  let certificate: SharedRecord<CertificateSummary>

  static let fields: [Field<CertificateRecord>] = [
    Field("frame") { $0.frame },
    .shared(CertificateSummary.fields) { $0.certificate },
  ]
}

extension CertificateSummary {
  func shared() -> SharedRecord<CertificateSummary> { SharedRecord(self, Self.fields) }

  fileprivate static let fields: [Field<CertificateSummary>] = [
    Field("subject") { $0.ifReadable?.subject },
    Field("issuer") { $0.ifReadable?.issuer },
    Field("serial") { $0.ifReadable?.serial },
    Field("not_before") { $0.ifReadable.map { Timestamp(seconds: $0.notBefore) } },
    Field("not_after") { $0.ifReadable.map { Timestamp(seconds: $0.notAfter) } },
    Field("subject_alternative_names") { $0.ifReadable?.subjectAlternativeNames },
    Field("sha256") { $0.sha256 },
    Field("key") { $0.ifReadable?.key },
    Field("signature") { $0.ifReadable?.signature },
    Field("error") { $0.fault.map { Words.english.fault($0) } },
  ]

  /// Nil for a certificate that could not be read.
  var ifReadable: CertificateSummary? { fault == nil ? self : nil }
}

/// One alert in the clear.
struct AlertRecord: MessageRecord {
  let event: FlowEvent
  let alert: (level: AlertLevel, description: AlertDescription)

  static let fields: [Field<AlertRecord>] =
    Field.frames() + [
      Field("from") { $0.event.from.code },
      .object(
        "level",
        [Field("id") { $0.alert.level.rawValue }, Field("name") { $0.alert.level.displayName }]),
      .object(
        "description",
        [
          Field("id") { $0.alert.description.rawValue },
          Field("name") { $0.alert.description.displayName },
        ]),
    ]
}
