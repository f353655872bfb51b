import Diagnosis
import Packets
import Protocols

/// The fields of a flow's document in the Elastic Common Schema, but `event`.
struct ECSFlow {
  /// The version of the schema whose fields are written.
  static let version = "8.17.0"

  private let digits: Int
  private var tls: ECSTLS

  init(digits: Int) {
    self.digits = digits
    tls = ECSTLS()
  }

  mutating func add(_ flow: JudgedFlow, isRevised: Bool, store: EvidenceStore, to json: inout JSONText) {
    let facts = FlowSummary(flow, store: store)
    addEnds(flow, to: &json)
    addNetwork(flow.evidence, hasTLS: facts.clientHello != nil, to: &json)
    if let process = flow.evidence.processID {
      json.openObject("process")
      json.member("pid", process)
      json.closeObject()
    }
    addRelated(flow, to: &json)
    tls.add(flow, facts, store: store, to: &json)
    addOwn(flow, facts, isRevised, store, to: &json)
  }

  private func addEnds(_ flow: JudgedFlow, to json: inout JSONText) {
    let evidence = flow.evidence
    json.openObject("source")
    add(evidence.client, evidence.bytes.client, evidence.packets.client, to: &json)
    json.closeObject()
    json.openObject("destination")
    // Through a proxy the destination is the proxy, and the name is that of the server behind it.
    if !flow.judgement.isThroughProxy, let name = flow.serverName { json.member("domain", name.name) }
    add(evidence.server, evidence.bytes.server, evidence.packets.server, to: &json)
    json.closeObject()
  }

  private func add(_ end: EndPoint, _ bytes: UInt64, _ packets: UInt32, to json: inout JSONText) {
    json.key("ip")
    json.value(end.address)
    json.member("port", end.port)
    json.member("bytes", bytes)
    json.member("packets", packets)
  }

  private func addNetwork(_ evidence: FlowEvidence, hasTLS: Bool, to json: inout JSONText) {
    json.openObject("network")
    json.member("transport", "tcp")
    json.member("iana_number", "6")
    json.member("type", evidence.client.address.isIPv4 ? "ipv4" : "ipv6")
    if hasTLS { json.member("protocol", "tls") }
    json.member("bytes", evidence.bytes.client &+ evidence.bytes.server)
    json.member("packets", UInt64(evidence.packets.client) + UInt64(evidence.packets.server))
    json.key("community_id")
    json.beginString()
    json.buffer.add(CommunityID.tcp(evidence.client, evidence.server))
    json.endString()
    json.closeObject()
  }

  private func addRelated(_ flow: JudgedFlow, to json: inout JSONText) {
    json.openObject("related")
    json.openArray("ip")
    json.value(flow.evidence.client.address)
    json.value(flow.evidence.server.address)
    json.closeArray()
    if let name = flow.serverName { json.member("hosts", [name.name]) }
    json.closeObject()
  }

  private func addOwn(
    _ flow: JudgedFlow, _ facts: FlowSummary, _ isRevised: Bool, _ store: EvidenceStore,
    to json: inout JSONText
  ) {
    json.openObject("wsus")
    json.member("flow", flow.evidence.id)
    if isRevised { json.member("revised", true) }
    json.addJudgementCodes(flow.judgement)
    if let endpoint = flow.endpoint { json.member("endpoint", endpoint.id) }
    if let server = flow.serverName {
      json.openObject("server")
      json.member("name", server.name)
      json.member("name_source", server.source.rawValue)
      json.closeObject()
    }
    json.addProxy(facts, store)
    json.openObject("frames")
    json.member("first", flow.evidence.firstFrame)
    json.member("last", flow.evidence.lastFrame)
    json.closeObject()
    if let roundTrip = facts.roundTrip {
      json.member("round_trip_ms", nanoseconds: roundTrip, scale: 6, digits: max(0, digits - 3))
    }
    json.add("retransmissions", flow.evidence.retransmissions)
    addOffer(facts, store, to: &json)
    json.closeObject()
  }

  private func addOffer(_ facts: FlowSummary, _ store: EvidenceStore, to json: inout JSONText) {
    guard let event = facts.clientHello, let reference = event.helloReference else { return }
    let hello = store.clientHello(reference)
    json.openObject("client_hello")
    json.addFrames(event)
    if let version = hello.provenHighestVersion { json.member("max_version", version.displayedName) }
    if let ja4 = hello.ja4 { json.member("ja4", ja4) }
    json.closeObject()
  }
}
