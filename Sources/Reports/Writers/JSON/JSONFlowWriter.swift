import Diagnosis
import Packets

/// Writes the flows of one capture, one at a time.
///
/// A report may hold hundreds of thousands: members that every flow has are written in pieces with their punctuation,
/// and what many flows share is rendered once.
struct JSONFlowWriter {
  private let digits: Int
  private var hellos = JSONHellos()
  private var texts = JSONEventTexts(closing: "\"") { $0.end(words: $1) }
  private var clock: UTCClock
  /// The members of a judgement, at ``place(of:)``; empty as long as none was met.
  private var judgements: [ByteBuffer]

  /// - Parameter digits: after the second that the capture holds, 0 to 9.
  init(digits: Int) {
    self.digits = digits
    clock = UTCClock(digits: digits)
    judgements = Array(repeating: ByteBuffer(), count: Verdict.allCases.count * Self.waysToJudge)
  }

  /// Writes one flow.
  ///
  /// - Parameters:
  ///   - store: that of the flow's capture; it may have grown since the last flow.
  ///   - opening: members that stand before the flow's own.
  mutating func add(
    _ flow: JudgedFlow, store: EvidenceStore, opening: ByteBuffer = ByteBuffer(), to json: inout JSONText
  ) {
    let facts = FlowSummary(flow, store: store)
    begin(flow, opening, to: &json)
    addEnds(flow, to: &json)
    if let process = flow.evidence.processID {
      json.openObject("process")
      json.member("pid", process)
      json.closeObject()
    }
    json.addProxy(facts, store)
    addMeasures(flow.evidence, facts, to: &json)
    hellos.addTLS(flow, facts, store: store, to: &json)
    addEvents(flow.evidence.events, store, to: &json)
    addNotes(facts.notes, to: &json)
    json.closeObject()
  }

  // MARK: What was concluded

  /// The members up to `reason`, whose closing mark comes behind.
  private mutating func begin(_ flow: JudgedFlow, _ opening: ByteBuffer, to json: inout JSONText) {
    let place = Self.place(of: flow.judgement)
    if judgements[place].count == 0 { judgements[place] = JSONText.members(of: flow.judgement) }
    let judgement = judgements[place]
    json.openObject()
    json.buffer.write(atMost: opening.count + judgement.count + Self.idRoom) { pen in
      pen.put(opening)
      if opening.count > 0 { pen.put(",\"id\":") } else { pen.put("\"id\":") }
      pen.put(flow.evidence.id)
      pen.put(judgement)
    }
    json.buffer.addEscaped(utf8: Words.english.reason(flow.judgement.reason).buffer.bytes)
    json.needsComma = true
  }

  /// A key of 6 bytes and a number of 20.
  private static let idRoom = 32

  private func addNotes(_ notes: [FlowNote], to json: inout JSONText) {
    if notes.isEmpty { return json.piece(",\"notes\":[]") }
    json.openArray("notes")
    for note in notes { json.addNote(code: note.code.rawValue, message: Words.english.note(note)) }
    json.closeArray()
  }

  /// Directly or through a proxy, with each confidence.
  private static let waysToJudge = 2 * Confidence.allCases.count

  private static func place(of judgement: Judgement) -> Int {
    judgement.verdict.place * waysToJudge + judgement.confidence.place * 2
      + (judgement.isThroughProxy ? 1 : 0)
  }

  // MARK: Ends and measures

  private func addEnds(_ flow: JudgedFlow, to json: inout JSONText) {
    json.buffer.write(atMost: Self.endsRoom) { pen in
      pen.put("\",\"client\":{\"ip\":\"")
      pen.putEnd(flow.evidence.client)
      pen.put("},\"server\":{\"ip\":\"")
      pen.putEnd(flow.evidence.server)
      pen.put(",\"name\":")
      if flow.serverName == nil { pen.put("null}") } else { pen.put("\"") }
    }
    if let server = flow.serverName {
      json.buffer.addEscaped(server.name)
      json.piece("\",\"name_source\":\"")
      json.buffer.add(server.source.rawValue)
      json.piece("\"}")
    }
    if let endpoint = flow.endpoint { json.member("endpoint", endpoint.id) }
  }

  /// Keys of 63 bytes, two addresses of 40 and two ports.
  private static let endsRoom = 192

  private mutating func addMeasures(_ evidence: FlowEvidence, _ facts: FlowSummary, to json: inout JSONText) {
    let digits = digits
    json.buffer.write(atMost: Self.measuresRoom) { pen in
      pen.put(",\"start\":\"")
      clock.put(evidence.start, &pen)
      pen.put("\",\"end\":\"")
      clock.put(evidence.end, &pen)
      pen.put("\",\"duration_s\":")
      pen.putDecimal(evidence.end &- evidence.start, scale: 9, digits: digits)
      if let roundTrip = facts.roundTrip {
        pen.put(",\"round_trip_ms\":")
        pen.putDecimal(roundTrip, scale: 6, digits: max(0, digits - 3))
      }
      pen.put(",\"packets\":{\"client\":")
      pen.putPair(evidence.packets.client, evidence.packets.server)
      pen.put(",\"bytes\":{\"client\":")
      pen.putPair(evidence.bytes.client, evidence.bytes.server)
      pen.put(",\"retransmissions\":{\"client\":")
      pen.putPair(evidence.retransmissions.client, evidence.retransmissions.server)
      pen.put(",\"community_id\":\"")
      CommunityID.put(evidence.client, evidence.server, &pen)
      pen.put("\"")
    }
  }

  /// Keys of 190 bytes, two times of 32, eight numbers of 20 and an id of 30.
  private static let measuresRoom = 512

  // MARK: The walkthrough

  private mutating func addEvents(_ events: [FlowEvent], _ store: EvidenceStore, to json: inout JSONText) {
    if events.isEmpty { return json.piece(",\"evidence\":[]") }
    json.piece(",\"evidence\":[{\"frame\":")
    // Of its own, as the texts are another part of this writer.
    var clock = clock
    texts.add(events, store, to: &json.buffer, room: Self.eventRoom) { event, isFirst, pen in
      if !isFirst { pen.put("},{\"frame\":") }
      pen.put(event, &clock)
    }
    self.clock = clock
    json.piece("}]")
  }

  /// Keys of 38 bytes, two frames of 10, a time of 32 and what a number needs behind it.
  private static let eventRoom = 128
}

extension FlowEvent {
  /// The end of its line: `from` with the mark that closes the time, `event`, and `detail` where there are words.
  fileprivate func end(words: ByteBuffer) -> ByteBuffer {
    var end = ByteBuffer()
    end.add(literal: "\",\"from\":\"")
    end.add(from.code)
    end.add(literal: "\",\"event\":\"")
    end.add(kind.code)
    end.add(literal: "\"")
    if words.count == 0 { return end }
    end.add(literal: ",\"detail\":\"")
    end.add(words)
    if kind != .clientHello { end.add(literal: "\"") }
    return end
  }
}

extension JSONText {
  /// From the comma before `verdict` to the opening quotation mark of `reason`.
  fileprivate static func members(of judgement: Judgement) -> ByteBuffer {
    var json = JSONText()
    json.piece(",")
    json.addJudgementCodes(judgement)
    json.piece(",\"reason\":\"")
    return json.buffer
  }

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
  mutating func addProxy(_ facts: FlowSummary, _ store: EvidenceStore) {
    guard let request = facts.connectRequest else { return }
    openObject("proxy")
    if let authority = request.authority.flatMap(store.name) { member("authority", authority) }
    if let status = facts.connectResponse?.status { member("status", status) }
    member("request_frame", request.frame)
    if let response = facts.connectResponse { member("response_frame", response.frame) }
    closeObject()
  }

  /// A number of the client's and one of the server's.
  mutating func add(_ name: StaticString, _ pair: PerRole<some FixedWidthInteger & Sendable>) {
    openObject(name)
    member("client", pair.client)
    member("server", pair.server)
    closeObject()
  }
}

extension Pen {
  /// The members of an event behind `frame` and before `from`. The object is closed by the next.
  @inline(__always)
  fileprivate mutating func put(_ event: FlowEvent, _ clock: inout UTCClock) {
    put(event.frame)
    if event.reassembledIn != event.frame {
      put(",\"reassembled_in\":")
      put(event.reassembledIn)
    }
    put(",\"time\":\"")
    clock.put(event.time, &self)
  }

  /// An end of a flow, behind the opening quotation mark of its address.
  fileprivate mutating func putEnd(_ end: EndPoint) {
    put(end.address)
    put("\",\"port\":")
    put(end.port)
  }

  /// A number of the client's, behind its key, and one of the server's.
  fileprivate mutating func putPair(_ client: some FixedWidthInteger, _ server: some FixedWidthInteger) {
    put(client)
    put(",\"server\":")
    put(server)
    put("}")
  }

  /// A span of time in units of 10^`scale` nanoseconds, at most 10^9, with at most `digits` decimals.
  fileprivate mutating func putDecimal(_ nanoseconds: Int64, scale: Int, digits: Int) {
    if nanoseconds < 0 { put(byte: UInt8(ascii: "-")) }
    let unit = Self.powers[scale]
    let (whole, rest) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: unit)
    put(whole, width: 1)
    let digits = max(0, min(scale, digits))
    if digits == 0 { return }
    put(byte: UInt8(ascii: "."))
    put(rest / Self.powers[scale - digits], width: digits)
  }

  private static let powers: [UInt64] = [
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
  ]
}
