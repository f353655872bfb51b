import CaptureAnalysis
import Diagnosis
import PacketDecoding

/// Writes the flows of one capture, one at a time.
struct JSONFlowWriter {
  private let digits: Int
  private var hellos: JSONHellos
  private var clock: JSONClock
  /// The members `from` and `event` of each kind of event, written once: first the client's, then the server's.
  private let kinds: [ByteBuffer] = (0...UInt8.max).flatMap { number in
    [Role.client, .server].map { role in
      var json = JSONText()
      guard let kind = FlowEvent.Kind(rawValue: number) else { return json.buffer }
      json.member("from", role.code)
      json.member("event", kind.code)
      return json.buffer
    }
  }

  /// - Parameter digits: after the second that the capture holds, 0 to 9.
  init(digits: Int) {
    self.digits = digits
    hellos = JSONHellos()
    clock = JSONClock(digits: digits)
  }

  /// Writes one flow.
  ///
  /// - Parameters:
  ///   - store: that of the flow's capture; it may have grown since the last flow.
  ///   - opening: members that stand before the flow's own.
  mutating func add(
    _ flow: JudgedFlow, store: EvidenceStore, opening: ByteBuffer = ByteBuffer(), to json: inout JSONText
  ) {
    let evidence = flow.evidence
    let facts = FlowFacts(evidence.events)
    json.openObject()
    json.fragment(opening)
    json.member("id", evidence.id)
    addJudgement(flow.judgement, to: &json)
    addEnds(flow, to: &json)
    if let process = evidence.processID {
      json.openObject("process")
      json.member("pid", process)
      json.closeObject()
    }
    json.addProxy(facts, store)
    addMeasures(evidence, facts, to: &json)
    hellos.addTLS(flow, facts, store: store, to: &json)
    addEvidence(evidence.events, store, to: &json)
    json.openArray("notes")
    for note in Diagnosis.notes(for: flow, store: store) {
      json.addNote(code: note.code.rawValue, message: English().note(note))
    }
    json.closeArray()
    json.closeObject()
  }

  private func addJudgement(_ judgement: Judgement, to json: inout JSONText) {
    json.addJudgementCodes(judgement)
    json.member("reason", English().reason(judgement.reason))
  }

  private func addEnds(_ flow: JudgedFlow, to json: inout JSONText) {
    json.openObject("client")
    addEnd(flow.evidence.client, to: &json)
    json.closeObject()
    json.openObject("server")
    addEnd(flow.evidence.server, to: &json)
    if let server = flow.serverName {
      json.member("name", server.name)
      json.member("name_source", server.source.rawValue)
    } else {
      json.key("name")
      json.null()
    }
    json.closeObject()
    if let endpoint = flow.endpoint { json.member("endpoint", endpoint.id) }
  }

  private func addEnd(_ end: EndPoint, to json: inout JSONText) {
    json.key("ip")
    json.value(end.address)
    json.member("port", end.port)
  }

  private mutating func addMeasures(_ evidence: FlowEvidence, _ facts: FlowFacts, to json: inout JSONText) {
    json.key("start")
    clock.add(evidence.start, to: &json)
    json.key("end")
    clock.add(evidence.end, to: &json)
    json.member("duration_s", nanoseconds: evidence.end &- evidence.start, scale: 9, digits: digits)
    if let roundTrip = facts.roundTrip {
      json.member("round_trip_ms", nanoseconds: roundTrip, scale: 6, digits: max(0, digits - 3))
    }
    json.add("packets", evidence.packets)
    json.add("bytes", evidence.bytes)
    json.add("retransmissions", evidence.retransmissions)
    json.key("community_id")
    json.beginString()
    json.buffer.add(CommunityID.tcp(evidence.client, evidence.server))
    json.endString()
  }

  private mutating func addEvidence(
    _ events: [FlowEvent], _ store: EvidenceStore, to json: inout JSONText
  ) {
    json.openArray("evidence")
    for event in events {
      json.openObject()
      json.addFrames(event)
      json.key("time")
      clock.add(event.time, to: &json)
      json.fragment(kinds[Int(event.kind.rawValue) * 2 + Int(event.from.rawValue)])
      let detail = hellos.detail(of: event, store: store)
      if !detail.isEmpty { json.member("detail", detail) }
      json.closeObject()
    }
    json.closeArray()
  }
}

extension JSONText {
  /// The members `verdict`, `labels` and `confidence`.
  mutating func addJudgementCodes(_ judgement: Judgement) {
    member("verdict", judgement.verdict.rawValue)
    openArray("labels")
    if judgement.isThroughProxy { value("proxy_connect") }
    value(judgement.verdict.rawValue)
    closeArray()
    member("confidence", judgement.confidence.rawValue)
  }

  /// The member `proxy`: the last CONNECT and its answer; nothing for a flow without one.
  mutating func addProxy(_ facts: FlowFacts, _ store: EvidenceStore) {
    guard let request = facts.connectRequest else { return }
    openObject("proxy")
    if let authority = store.name(request.detail) { member("authority", authority) }
    if let response = facts.connectResponse { member("status", response.detail) }
    member("request_frame", request.frame)
    if let response = facts.connectResponse { member("response_frame", response.frame) }
    closeObject()
  }

  /// A number of the client's and one of the server's.
  mutating func add(_ name: String, _ pair: PerRole<some FixedWidthInteger & Sendable>) {
    openObject(name)
    member("client", pair.client)
    member("server", pair.server)
    closeObject()
  }
}

/// Writes times; those within one second of the last share its first nineteen characters.
struct JSONClock {
  private let digits: Int
  private var second: Int64?
  private var prefix = ByteBuffer()

  init(digits: Int) {
    self.digits = digits
  }

  mutating func add(_ time: Int64, to json: inout JSONText) {
    var (second, nanosecond) = time.quotientAndRemainder(dividingBy: 1_000_000_000)
    if nanosecond < 0 { (second, nanosecond) = (second - 1, nanosecond + 1_000_000_000) }
    if second != self.second {
      self.second = second
      prefix.removeAll()
      prefix.addDateTime(UTCTime(seconds: second))
    }
    json.beginString()
    json.buffer.add(prefix)
    json.buffer.addFraction(nanosecond, digits: digits)
    json.buffer.add("Z")
    json.endString()
  }
}
