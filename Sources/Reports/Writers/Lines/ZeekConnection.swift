import Crypto
import Diagnosis
import Packets
import Protocols

/// The lines of a flow under the names of Zeek's conn.log and ssl.log. Zeek has none for what is ours: `verdict`,
/// `labels`, `confidence`, `endpoint` and `flow` are added to conn.
struct ZeekConnection {
  private let path: String

  init(path: String) {
    self.path = path
  }

  /// The line of conn.log, without its end.
  func add(
    _ flow: JudgedFlow, _ facts: FlowSummary, isRevised: Bool, store: EvidenceStore, to json: inout JSONText
  ) {
    let evidence = flow.evidence
    json.openObject()
    json.member("_path", "conn")
    json.addZeekTime("ts", evidence.start)
    addIdentity(evidence, to: &json)
    json.member("proto", "tcp")
    if let service = facts.service { json.member("service", service) }
    json.member("duration", nanoseconds: max(0, evidence.end &- evidence.start), scale: 9, digits: 6)
    json.member("orig_bytes", evidence.bytes.client)
    json.member("resp_bytes", evidence.bytes.server)
    json.member("conn_state", ConnectionState(facts).rawValue)
    json.member("missed_bytes", facts.missingBytes)
    json.member("history", ConnectionState.history(evidence.events))
    json.member("orig_pkts", evidence.packets.client)
    json.member("resp_pkts", evidence.packets.server)
    json.key("community_id")
    json.beginString()
    json.buffer.add(CommunityID.tcp(evidence.client, evidence.server))
    json.endString()
    json.member("flow", evidence.id)
    if isRevised { json.member("revised", true) }
    json.addJudgementCodes(flow.judgement)
    if let name = flow.serverName { json.member("server_name", name.name) }
    if let endpoint = flow.endpoint { json.member("endpoint", endpoint.id) }
    json.member("capture", path)
    json.closeObject()
  }

  /// The line of ssl.log, without its end.
  func addTLS(_ flow: JudgedFlow, _ facts: FlowSummary, store: EvidenceStore, to json: inout JSONText) {
    let evidence = flow.evidence
    json.openObject()
    json.member("_path", "ssl")
    json.addZeekTime("ts", (facts.clientHello ?? facts.serverHello)?.time ?? evidence.start)
    addIdentity(evidence, to: &json)
    let answer = facts.serverHello?.serverHelloIndex.map { store.serverHellos[Int($0)] }
    if let answer, !answer.isHelloRetryRequest { add(answer, to: &json) }
    let hello = facts.clientHello?.helloReference.map(store.clientHello)
    if let name = hello?.serverName { json.member("server_name", name) }
    json.member("resumed", answer?.resumesSession ?? false)
    if let alert = facts.lastAlert?.alert {
      json.member("last_alert", alert.description.displayName)
    }
    if let alpn = answer?.alpn { json.member("next_protocol", alpn) }
    json.member("established", flow.judgement.verdict == .success)
    json.member("ssl_history", ConnectionState.handshakeHistory(evidence.events))
    addChains(facts, store, to: &json)
    if let ja3 = hello?.ja3 { json.member("ja3", ja3) }
    if let ja3s = answer?.ja3s { json.member("ja3s", ja3s) }
    if let ja4 = hello?.ja4 { json.member("ja4", ja4) }
    json.closeObject()
  }

  private func add(_ answer: ServerHello, to json: inout JSONText) {
    // Zeek writes TLSv12 where IANA and Wireshark write TLS 1.2.
    if let name = answer.version?.name {
      json.member("version", name.replacing(" ", with: "v").replacing(".", with: ""))
    }
    if let suite = answer.cipherSuite { json.member("cipher", suite.displayedName) }
    if let group = answer.group { json.member("curve", group.displayedName) }
  }

  private func addChains(_ facts: FlowSummary, _ store: EvidenceStore, to json: inout JSONText) {
    func chain(_ role: Role) -> [String]? {
      facts.certificate[role]?.chain.map { store.chains[Int($0)].map { store.certificates[Int($0)].sha256 } }
    }
    if let chain = chain(.server) { json.member("cert_chain_fps", chain) }
    if let chain = chain(.client) { json.member("client_cert_chain_fps", chain) }
  }

  private func addIdentity(_ evidence: FlowEvidence, to json: inout JSONText) {
    json.member("uid", uid(of: evidence))
    json.key("id.orig_h")
    json.value(evidence.client.address)
    json.member("id.orig_p", evidence.client.port)
    json.key("id.resp_h")
    json.value(evidence.server.address)
    json.member("id.resp_p", evidence.server.port)
  }

  /// `C` and 17 letters and digits, as Zeek's are; the same for the same flow of the same capture in every run.
  private func uid(of evidence: FlowEvidence) -> String {
    let digest = SHA256.hash(data: Array("\(path)\u{0}\(evidence.id)\u{0}\(evidence.start)".utf8))
    return "C" + String(digest.prefix(17).map { Self.letters[Int($0) % Self.letters.count] })
  }

  private static let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
}

extension FlowSummary {
  /// What Zeek calls the protocols, in the order of their names.
  fileprivate var service: String? {
    if connectRequest != nil { return clientHello != nil ? "http,ssl" : "http" }
    return clientHello != nil || serverHello != nil ? "ssl" : nil
  }
}

extension JSONText {
  /// Seconds since 1970 with six decimals, as Zeek writes times.
  mutating func addZeekTime(_ name: StaticString, _ time: Int64) {
    member(name, nanoseconds: time, scale: 9, digits: 6)
  }
}
