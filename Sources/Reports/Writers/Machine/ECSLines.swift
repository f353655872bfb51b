import Analysis
import Diagnosis
import Packets
import Protocols

/// Documents of the Elastic Common Schema (elastic.co/guide/en/ecs, version 8.17): one per flow, one alert
/// per finding, one for the capture. Fields outside ECS are under `wsus`.
struct ECSLines: LineWriter {
  func add(_ flow: FlowRecord, to json: inout JSONWriter) {
    json.writeLine(flow, ECS.flow)
  }

  func end(
    _ capture: ReportedCapture, _ selection: FlowSelection, _ json: inout JSONWriter,
    to output: inout ReportOutput
  ) throws(OutputFault) {
    var records = FindingRecordMaker(capture)
    try selection.forEachFinding { finding throws(OutputFault) in
      json.writeLine(records.record(of: finding), ECS.finding)
      try output.takeBlock(&json.buffer)
    }
    let description = capture.description
    json.object { json in
      let first = description.firstPacket
      let time = first.map { Timestamp(nanoseconds: $0, digits: description.timeDigits) }
      json.addECSHead(time: time, category: "network", type: "info", path: description.path)
      json.object("wsus") { $0.addCapture(capture, selection) }
    }
    json.endLine()
  }

  func add(_ failure: CaptureFailure, to json: inout JSONWriter) {
    json.object { json in
      json.addECSHead(
        time: nil, category: "file", type: "error", outcome: "failure", path: failure.path)
      json.object("error") { json in
        json.field("code", String(failure.status))
        json.field("message", failure.sentence)
      }
    }
    json.endLine()
  }
}

extension JSONWriter {
  /// The first members of a document on a capture, with `@timestamp` when the time is known.
  fileprivate mutating func addECSHead(
    time: Timestamp?, category: String, type: String, outcome: String? = nil, path: String
  ) {
    field("@timestamp", time)
    object("ecs") { $0.field("version", ECS.version) }
    object("event") { json in
      json.field("kind", "event")
      json.field("category", [category])
      json.field("type", [type])
      json.field("module", Generator.name)
      json.field("dataset", ECS.dataset("capture"))
      json.field("outcome", outcome)
    }
    object("log") { $0.object("file") { $0.field("path", path) } }
  }
}

extension CaptureFailure {
  /// What is wrong and what to do.
  var sentence: String { advice.map { "\(message); \($0)" } ?? message }
}

/// Which fields of ours are which of ECS.
enum ECS {
  /// The version of the schema whose fields are written.
  static let version = "8.17.0"

  static func dataset(_ name: String) -> String { "\(Generator.name).\(name)" }

  private static func from(_ path: String, as name: StaticString) -> Field<FlowRecord> {
    .mapped(name, from: path, of: FlowRecord.fields)
  }

  private static func event<Record>(
    kind: String, type: String, dataset name: String, _ fields: [Field<Record>]
  ) -> Field<Record> {
    let dataset = dataset(name)
    return .object(
      "event",
      [
        Field("kind") { _ in kind }, Field("category") { _ in ["network"] }, Field("type") { _ in [type] },
        Field("module") { _ in Generator.name }, Field("dataset") { _ in dataset },
      ] + fields)
  }

  // MARK: Flows

  static let flow: [Field<FlowRecord>] = [
    from("start", as: "@timestamp"),
    .object("ecs", [Field("version") { _ in version }]),
    event(
      kind: "event", type: "connection", dataset: "flow",
      [
        Field("outcome") { $0.flow.judgement.verdict.ecsOutcome },
        from("reason", as: "reason"), from("start", as: "start"), from("end", as: "end"),
        Field("duration") { max(0, $0.evidence.end &- $0.evidence.start) },
      ]),
    .object("log", [.object("file", [Field("path") { $0.capture }])]),
    .object(
      "source",
      [
        from("client.ip", as: "ip"), from("client.port", as: "port"), from("bytes.client", as: "bytes"),
        from("packets.client", as: "packets"),
      ]),
    .object(
      "destination",
      [
        // Through a proxy the destination is the proxy, and the name is that of the server.
        Field("domain") { $0.flow.judgement.isThroughProxy ? nil : $0.flow.serverName?.name },
        from("server.ip", as: "ip"), from("server.port", as: "port"), from("bytes.server", as: "bytes"),
        from("packets.server", as: "packets"),
      ]),
    network,
    .object("process", [from("process.pid", as: "pid"), from("process.name", as: "name")]),
    .object(
      "related",
      [
        Field("ip") { [$0.evidence.client.address, $0.evidence.server.address] },
        Field("hosts") { $0.flow.serverName.map { [$0.name] } },
      ]),
    .record("tls", tls) { $0.clientHello == nil && $0.serverHello == nil ? nil : $0 },
    own,
  ]

  private static let network: Field<FlowRecord> = .object(
    "network",
    [
      Field("transport") { _ in "tcp" },
      Field("iana_number") { _ in "6" },
      Field("type") { $0.evidence.client.address.isIPv4 ? "ipv4" : "ipv6" },
      Field("protocol") { flow in
        flow.clientHello != nil ? "tls" : flow.flow.judgement.isOfWSUS ? "http" : nil
      },
      Field("bytes") { $0.evidence.bytes.client &+ $0.evidence.bytes.server },
      Field("packets") { UInt64($0.evidence.packets.client) + UInt64($0.evidence.packets.server) },
      from("community_id", as: "community_id"),
    ])

  private static let tls: [Field<FlowRecord>] = [
    Field("established") { $0.flow.judgement.verdict == .success },
    Field("version_protocol") { $0.finalAnswer?.hello.version?.familyAndNumber?.family },
    Field("version") { $0.finalAnswer?.hello.version?.familyAndNumber?.number },
    Field("cipher") { $0.finalAnswer?.hello.cipherSuite?.displayedName },
    Field("curve") { $0.group?.displayedName },
    Field("next_protocol") { $0.finalAnswer?.hello.alpn },
    Field("resumed") {
      $0.finalAnswer.flatMap { $0.hello.isResumptionKnown ? $0.hello.resumesSession : nil }
    },
    .object(
      "client",
      [
        from("tls.client_hello.server_name", as: "server_name"), from("tls.client_hello.ja3", as: "ja3"),
        Field("supported_ciphers") { $0.clientHello?.offer.record.hello.cipherSuites.map(\.displayedName) },
      ]),
    .object(
      "server",
      [
        Field("ja3s") { $0.finalAnswer?.ja3s },
        .object("hash", [Field("sha256") { $0.serverCertificate?.sha256.uppercased() }]),
        Field("subject") { $0.serverCertificate?.ifReadable?.subject },
        Field("issuer") { $0.serverCertificate?.ifReadable?.issuer },
        Field("not_before") { $0.serverCertificate?.ifReadable.map { Timestamp(seconds: $0.notBefore) } },
        Field("not_after") { $0.serverCertificate?.ifReadable.map { Timestamp(seconds: $0.notAfter) } },
        .object(
          "x509",
          [
            Field("serial_number") { $0.serverCertificate?.ifReadable?.serial.uppercased() },
            Field("alternative_names") { $0.serverCertificate?.ifReadable?.subjectAlternativeNames },
          ]),
      ]),
  ]

  private static let own: Field<FlowRecord> = .object(
    "wsus",
    [
      from("id", as: "flow"),
      Field("revised") { $0.isRevised ? true : nil },
      from("verdict", as: "verdict"), from("labels", as: "labels"), from("confidence", as: "confidence"),
      from("endpoint", as: "endpoint"),
      .object(
        "server",
        [
          Field("name") { $0.flow.serverName?.name }, from("server.name_source", as: "name_source"),
        ]),
      .object(
        "proxy",
        [
          from("proxy.authority", as: "authority"), from("proxy.status", as: "status"),
          from("proxy.request_frame", as: "request_frame"),
          from("proxy.response_frame", as: "response_frame"),
        ]),
      .object(
        "frames",
        [Field("first") { $0.evidence.firstFrame }, Field("last") { $0.evidence.lastFrame }]),
      from("round_trip_ms", as: "round_trip_ms"),
      .object(
        "retransmissions",
        [from("retransmissions.client", as: "client"), from("retransmissions.server", as: "server")]),
      .object(
        "client_hello",
        [
          from("tls.client_hello.frame", as: "frame"),
          from("tls.client_hello.reassembled_in", as: "reassembled_in"),
          from("tls.client_hello.max_version", as: "max_version"), from("tls.client_hello.ja4", as: "ja4"),
        ]),
      .record("traffic", WSUSRecord.fields) { WSUSRecord(of: $0.flow) },
    ])

  // MARK: Findings

  static let finding: [Field<FindingRecord>] = [
    Field.mapped("@timestamp", from: "first", of: FindingRecord.fields),
    .object("ecs", [Field("version") { _ in version }]),
    event(
      kind: "alert", type: "info", dataset: "finding",
      [
        .mapped("start", from: "first", of: FindingRecord.fields),
        .mapped("end", from: "last", of: FindingRecord.fields),
        Field("severity") { $0.finding.severity.ecsNumber },
        .mapped("code", from: "code", of: FindingRecord.fields),
        .mapped("reason", from: "explanation", of: FindingRecord.fields),
        .mapped("reference", from: "article", of: FindingRecord.fields),
      ]),
    .mapped("message", from: "title", of: FindingRecord.fields),
    rule,
    .object(
      "log",
      [
        .mapped("level", from: "severity", of: FindingRecord.fields),
        .object("file", [Field("path") { $0.capture }]),
      ]),
    .object("source", [.mapped("ip", from: "client.ip", of: FindingRecord.fields)]),
    .object(
      "destination",
      [
        Field("domain") { $0.finding.route == .direct ? $0.finding.serverName : nil },
        // A field of ECS has one value: several are in `related.ip` and `wsus.finding.server`.
        Field("ip") { $0.finding.serverAddresses.only }, Field("port") { $0.finding.serverPorts.only },
      ]),
    .object(
      "related",
      [
        Field("ip") { [$0.finding.client] + $0.finding.serverAddresses },
        Field("hosts") { $0.finding.serverName.map { [$0] } },
      ]),
    .object("wsus", [.record("finding", FindingRecord.fields) { $0 }]),
  ]

  /// What found it: a rule for each code.
  private static let rule: Field<FindingRecord> = .object(
    "rule",
    [
      .mapped("name", from: "code", of: FindingRecord.fields),
      .mapped("id", from: "code", of: FindingRecord.fields),
      Field("description") {
        Topic($0.finding.code.rawValue).map { Words.english.explanation(of: $0).title }
      },
      .mapped("reference", from: "article", of: FindingRecord.fields),
      Field("ruleset") { _ in Generator.name }, Field("version") { _ in Generator.version },
    ])
}

extension Collection {
  /// The element of a collection that has one.
  var only: Element? { count == 1 ? first : nil }
}

extension ProtocolVersion {
  /// `tls` and `1.2`, as ECS splits a version; nil for one without a name.
  fileprivate var familyAndNumber: (family: String, number: String)? {
    guard let parts = name?.split(separator: " "), parts.count == 2 else { return nil }
    return (parts[0].lowercased(), String(parts[1]))
  }
}

extension CodePoint {
  /// The registry's name, else the number.
  var displayedName: String { name ?? (isGREASE ? "GREASE" : hexadecimal) }
}

extension Verdict {
  /// The value of `event.outcome`.
  fileprivate var ecsOutcome: String {
    if self == .success { return "success" }
    return isFailure ? "failure" : "unknown"
  }
}

extension Severity {
  /// `event.severity`: a greater number is worse; ECS leaves the scale to the source.
  fileprivate var ecsNumber: Int {
    switch self {
    case .error: 3
    case .warning: 2
    case .info: 1
    }
  }
}
