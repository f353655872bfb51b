import Analysis
import Crypto
import Diagnosis
import Packets
import Protocols

/// Lines under the names of Zeek's logs (docs.zeek.org, logs): of a flow one of `conn` and, where TLS was spoken, one of
/// `ssl`; a finding is a `notice`, what is said of a file a `reporter`. `_path` tells which log a line belongs to.
struct ZeekLines: LineWriter {
  func add(_ flow: FlowRecord, to json: inout JSONWriter) {
    json.writeLine(flow, Zeek.connection)
    if flow.clientHello != nil || flow.serverHello != nil { json.writeLine(flow, Zeek.tls) }
  }

  func end(
    _ capture: ReportedCapture, _ selection: FlowSelection, _ json: inout JSONWriter,
    to output: inout ReportOutput
  ) throws(OutputFault) {
    var records = FindingRecordMaker(capture)
    for finding in capture.findings where selection.includes(finding) {
      json.writeLine(records.record(of: finding), Zeek.notice)
      try output.takeBlock(&json.buffer)
    }
    for note in capture.description.notes {
      let message = "\(note.code): \(note.message)"
      json.addReport(level: "WARNING", message, of: capture.description.path)
    }
  }

  func add(_ failure: CaptureFailure, to json: inout JSONWriter) {
    json.addReport(level: "ERROR", failure.sentence, of: failure.path)
  }
}

extension JSONWriter {
  fileprivate mutating func addReport(level: String, _ message: String, of path: String) {
    object { json in
      json.field("_path", "reporter")
      json.field("level", "Reporter::" + level)
      json.field("message", message)
      json.field("location", path)
    }
    endLine()
  }
}

/// Which fields of ours are which of Zeek's. Zeek has none for what is ours: `verdict`, `labels`, `confidence`,
/// `endpoint` and `flow` are added to conn.
private enum Zeek {
  private static func from(_ path: String, as name: StaticString) -> Field<FlowRecord> {
    .mapped(name, from: path, of: FlowRecord.fields)
  }

  private static let identity: [Field<FlowRecord>] = [
    Field("uid") { $0.zeekID },
    from("client.ip", as: "id.orig_h"), from("client.port", as: "id.orig_p"),
    from("server.ip", as: "id.resp_h"), from("server.port", as: "id.resp_p"),
  ]

  static let connection: [Field<FlowRecord>] = connectionHead + identity + measures + own

  private static let connectionHead: [Field<FlowRecord>] = [
    Field("_path") { _ in "conn" },
    Field("ts") { zeekTime($0.evidence.start) },
  ]

  private static let measures: [Field<FlowRecord>] = [
    Field("proto") { _ in "tcp" },
    Field("service") { $0.service },
    Field("duration") { zeekTime(max(0, $0.evidence.end &- $0.evidence.start)) },
    from("bytes.client", as: "orig_bytes"), from("bytes.server", as: "resp_bytes"),
    Field("conn_state") { ConnectionState($0.evidence).rawValue },
    Field("missed_bytes") { $0.summary.missingBytes },
    Field("history") { ZeekHistory.ofConnection($0.evidence.events) },
    from("packets.client", as: "orig_pkts"), from("packets.server", as: "resp_pkts"),
    from("community_id", as: "community_id"),
  ]

  private static let own: [Field<FlowRecord>] = [
    from("id", as: "flow"),
    Field("revised") { $0.isRevised ? true : nil },
    from("verdict", as: "verdict"), from("labels", as: "labels"), from("confidence", as: "confidence"),
    Field("server_name") { $0.flow.serverName?.name },
    from("endpoint", as: "endpoint"),
    Field("capture") { $0.capture },
  ]

  static let tls: [Field<FlowRecord>] = tlsHead + identity + negotiated + certificates

  private static let tlsHead: [Field<FlowRecord>] = [
    Field("_path") { _ in "ssl" },
    Field("ts") { zeekTime(($0.clientHello?.event ?? $0.serverHello?.event)?.time ?? $0.evidence.start) },
  ]

  private static let negotiated: [Field<FlowRecord>] = [
    Field("version") { $0.serverHello?.answer.record.hello.version?.zeekName },
    Field("cipher") { $0.serverHello?.answer.record.hello.zeekCipher },
    Field("curve") { $0.zeekCurve },
    from("tls.client_hello.server_name", as: "server_name"),
    Field("resumed") { $0.isResumed },
    Field("last_alert") { $0.summary.lastAlert?.alert?.description.zeekName },
    from("tls.server_hello.alpn", as: "next_protocol"),
    Field("established") { $0.flow.judgement.verdict == .success },
    Field("ssl_history") { ZeekHistory.ofHandshake($0.evidence.events) },
  ]

  private static let certificates: [Field<FlowRecord>] = [
    Field("cert_chain_fps") { $0.chain(from: .server) },
    Field("client_cert_chain_fps") { $0.chain(from: .client) },
    from("tls.client_hello.ja3", as: "ja3"), from("tls.server_hello.ja3s", as: "ja3s"),
    from("tls.client_hello.ja4", as: "ja4"),
  ]

  static let notice: [Field<FindingRecord>] = [
    Field("_path") { _ in "notice" },
    Field("ts") { zeekTime($0.finding.first) },
    Field("src") { $0.finding.client },
    Field("dst") { $0.finding.serverAddresses.only },
    Field("p") { $0.finding.serverPorts.only },
    Field("proto") { _ in "tcp" },
    Field("note") { "WSUS::" + $0.finding.code.rawValue },
    .mapped("msg", from: "title", of: FindingRecord.fields),
    Field("sub") { $0.finding.issue.map { "issue " + $0.numbers } },
    Field("n") { $0.finding.attempts },
    .mapped("severity", from: "severity", of: FindingRecord.fields),
    Field("capture") { $0.capture },
  ]
}

/// Seconds with six decimals, as Zeek writes times.
private func zeekTime(_ time: Int64) -> TimeSpan { TimeSpan(seconds: time, digits: 6) }

extension FlowRecord {
  /// `C` and 17 letters and digits, as Zeek's are; the same for the same flow of the same capture in every run.
  fileprivate var zeekID: String {
    let digest = SHA256.hash(data: Array("\(capture)\u{0}\(evidence.id)\u{0}\(evidence.start)".utf8))
    return "C" + String(digest.prefix(17).map { Self.letters[Int($0) % Self.letters.count] })
  }

  private static let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

  /// What Zeek calls the protocols, in the order of their names.
  fileprivate var service: String? {
    if summary.connectRequest != nil { return clientHello != nil ? "http,ssl" : "http" }
    if flow.judgement.isOfWSUS { return "http" }
    return clientHello != nil || serverHello != nil ? "ssl" : nil
  }

  /// Whether the server resumed a session. By a ticket and without a session id (RFC 5077, section 3.4), that shows only in
  /// a client that goes on without a key exchange.
  fileprivate var isResumed: Bool {
    guard let answer = serverHello?.answer.record.hello else { return false }
    if answer.resumesSession { return true }
    guard let version = answer.version, version < .tls13, summary.missingBytes == 0 else { return false }
    return clientHello?.offer.record.hello.offersResumption == true
      && summary.has(.changeCipherSpec, from: .client) && !summary.has(.clientKeyExchange, from: .client)
  }

  /// Also that of a HelloRetryRequest without a ServerHello.
  fileprivate var zeekCurve: String? { (group ?? serverHello?.answer.record.hello.group)?.zeekName }

  /// The fingerprints of a side's certificates: an empty list when only the other side sent some.
  fileprivate func chain(from role: Role) -> [String]? {
    fingerprints(of: role) ?? fingerprints(of: role.opposite).map { _ in [] }
  }

  private func fingerprints(of role: Role) -> [String]? {
    let chain = summary.certificate[role]?.chain
    return chain.map { store.chains[Int($0)].certificates.map { store.certificates[Int($0)].sha256 } }
  }
}

extension IssueAssessment {
  /// The issue that something decides for, else the candidates: `1 or 3`.
  var numbers: String {
    (best.map { [$0] } ?? candidates).map(String.init).joined(separator: " or ")
  }
}
