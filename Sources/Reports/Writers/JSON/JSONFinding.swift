import Analysis
import Diagnosis
import Packets
import Protocols

/// Writes the findings of one capture.
///
/// A scan makes one finding a server: what many share is rendered once, see ``JSONFindingKind``.
struct JSONFindingWriter {
  private let capture: ReportedCapture
  private var whatIf = JSONWhatIf()
  private var kinds = Shelf<JSONFindingKind>()
  private var clock: UTCClock
  private var texts = JSONEventTexts(closing: "\"}") { $0.proof(words: $1) }

  /// The events of the flow that was looked at last.
  private var events: [FlowEvent] = []

  init(capture: ReportedCapture) {
    self.capture = capture
    clock = UTCClock(digits: capture.description.timeDigits)
  }

  /// One element of `findings`.
  mutating func add(_ finding: Finding, to json: inout JSONText) {
    let kind =
      JSONFindingKind.number(of: finding).map { kinds.item($0) { JSONFindingKind(finding) } }
      ?? JSONFindingKind(finding)
    json.openObject()
    json.buffer.add(kind.opening)
    json.buffer.addTitle(finding, kind)
    json.buffer.add(kind.explanation)
    json.addEnds(finding)
    json.buffer.add(kind.route)
    addFlows(of: finding, to: &json)
    json.needsComma = true
    if finding.hasIssue, let issue = finding.issue { json.addIssue(issue) }
    whatIf.add(finding, of: capture, to: &json)
    addProofs(of: finding, to: &json)
    json.buffer.add(kind.cure)
    json.needsComma = true
  }

  /// The members `flows`, `first` and `last`, behind the number of attempts.
  private mutating func addFlows(of finding: Finding, to json: inout JSONText) {
    json.buffer.add(finding.flows.count)
    json.piece(",\"flows\":[")
    json.needsComma = false
    for id in finding.flows { json.value(id) }
    json.buffer.write(atMost: Self.timesRoom) { pen in
      pen.put("],\"first\":\"")
      clock.put(finding.first, &pen)
      pen.put("\",\"last\":\"")
      clock.put(finding.last, &pen)
      pen.put("\"")
    }
  }

  /// Keys of 22 bytes and two times of 32.
  private static let timesRoom = 96

  private mutating func addProofs(of finding: Finding, to json: inout JSONText) {
    json.piece(",\"evidence\":[")
    json.needsComma = false
    read(finding.decisiveFlow)
    addWalkthrough(events, of: finding.decisiveFlow, to: &json)
    if finding.hasIssue, case .sameClientSucceeds(let flow) = finding.issue?.basis {
      read(flow)
      let answers = events.filter { $0.kind == .serverHello || $0.kind == .finished }
      addWalkthrough(answers, of: flow, to: &json)
    }
    for proof in FindingProof.chain(of: finding, in: capture) { json.add(proof) }
    if finding.hasIssue {
      for citation in finding.issue?.steps.flatMap(\.citations) ?? [] { json.addProof(citation) }
    }
    json.closeArray()
  }

  /// Gathers what happened on a flow; nothing for a flow that the capture does not have.
  private mutating func read(_ flow: Int) {
    if (0..<capture.flowCount).contains(flow) { capture.readEvents(flow, &events) } else { events = [] }
  }

  /// Events of a flow, an element of `evidence` each.
  private mutating func addWalkthrough(_ events: [FlowEvent], of id: Int, to json: inout JSONText) {
    if events.isEmpty { return }
    let isFirst = !json.needsComma
    texts.add(events, capture.store, to: &json.buffer, room: Self.lineRoom) { event, isFirstOfFlow, pen in
      if !isFirst || !isFirstOfFlow { pen.put(",") }
      pen.put("{\"source\":\"capture\",\"flow\":")
      pen.put(id)
      pen.put(",\"frame\":")
      pen.put(event.frame)
      pen.put(",\"text\":\"")
    }
    json.needsComma = true
  }

  /// Keys of 47 bytes and two numbers of 20.
  private static let lineRoom = 96
}

extension FlowEvent {
  /// The end of its line in a proof: `client: SYN` and words behind that, where there are any.
  fileprivate func proof(words: ByteBuffer) -> ByteBuffer {
    var line = ByteBuffer()
    line.addEscaped(utf8: Words.english.proof(kind, from: from).buffer.bytes)
    if words.count > 0 {
      line.add(literal: " ")
      line.add(words)
    }
    if kind != .clientHello { line.add(literal: "\"}") }
    return line
  }
}

extension ByteBuffer {
  /// What stands between the quotation marks of `title`.
  fileprivate mutating func addTitle(_ finding: Finding, _ kind: JSONFindingKind) {
    guard let title = kind.title else { return addEscaped(utf8: Words.english.title(finding).buffer.bytes) }
    add(finding.client)
    add(title.between)
    if let name = finding.serverName, name.utf8.count <= Phrase.nameLimit {
      addEscaped(name)
    } else {
      addEscaped(utf8: Words.english.server(of: finding).buffer.bytes)
    }
    add(title.behind)
  }
}

extension JSONText {
  /// The rest of `client`, from its address on, `server` and `endpoint`.
  fileprivate mutating func addEnds(_ finding: Finding) {
    buffer.write(atMost: Pen.addressRoom + Self.serverRoom) { pen in
      pen.put(finding.client)
      pen.put("\"},\"server\":{\"name\":")
      if finding.serverName == nil { pen.put("null") } else { pen.put("\"") }
    }
    if let name = finding.serverName {
      buffer.addEscaped(name)
      piece("\"")
    }
    addEndPoints(finding.serverAddresses, finding.serverPorts)
    needsComma = true
    if finding.isAtEndpoint, let endpoint = finding.endpoint { member("endpoint", endpoint.id) }
  }

  /// A key of 20 bytes and a word.
  private static let serverRoom = 32

  /// The rest of `server`.
  private mutating func addEndPoints(_ addresses: [IPAddress], _ ports: [UInt16]) {
    let room = addresses.count * (Pen.addressRoom + 3) + ports.count * 8 + Self.listsRoom
    buffer.write(atMost: room) { pen in
      pen.put(",\"ip\":[")
      for place in addresses.indices {
        if place == 0 { pen.put("\"") } else { pen.put(",\"") }
        pen.put(addresses[place])
        pen.put("\"")
      }
      pen.put("],\"port\":[")
      for place in ports.indices {
        if place > 0 { pen.put(",") }
        pen.put(ports[place])
      }
      pen.put("]}")
    }
  }

  /// Keys and brackets of 19 bytes.
  private static let listsRoom = 32

  /// The members behind the proof.
  mutating func addCure(of finding: Finding) {
    openArray("resolution")
    if let own = policyResolution(for: finding) { addPolicyStep(own, finding.endpoint?.source) }
    for step in resolution(for: finding) { add(step) }
    closeArray()
    openArray("to_be_surer")
    for file in toBeSurer(for: finding) {
      openObject()
      member("file", file.rawValue)
      member("text", Words.english.collect(file))
      member("commands", file.commands)
      closeObject()
    }
    closeArray()
  }

  fileprivate mutating func addIssue(_ issue: IssueAssessment) {
    openObject("issue")
    openArray("candidates")
    for candidate in issue.candidates { value(candidate) }
    closeArray()
    if let best = issue.best { member("best", best) }
    member("reason", Words.english.basis(issue.basis))
    if !issue.files.isEmpty { addDecision(issue) }
    closeObject()
  }

  private mutating func addDecision(_ issue: IssueAssessment) {
    openArray("steps")
    for step in issue.steps {
      openObject()
      member("text", Words.english.claim(step.claim))
      member("decisive", step.isDecisive)
      member("for", step.supports.map(\.rawValue))
      member("against", step.opposes.map(\.rawValue))
      openArray("evidence")
      for citation in step.citations { addProof(citation) }
      closeArray()
      closeObject()
    }
    closeArray()
    if let clock = issue.clock {
      openObject("clock")
      member("offset_s", nanoseconds: clock.offset, scale: 9, digits: 3)
      member("matched", clock.matched)
      member("attempts", clock.attempts)
      closeObject()
    }
  }

  fileprivate mutating func addProof(_ citation: Citation) {
    openObject()
    member("source", citation.kind.rawValue)
    member("file", citation.file)
    member("line", citation.line)
    member("text", citation.text)
    closeObject()
  }

  fileprivate mutating func add(_ proof: FindingProof) {
    openObject()
    member("source", "capture")
    member("flow", proof.flow)
    member("frame", proof.frame)
    member("text", proof.text)
    if let certificate = proof.certificate, certificate.fault == nil {
      member("subject", certificate.subject)
      member("issuer", certificate.issuer)
    }
    closeObject()
  }

  /// What the endpoint policy says to do, in its own words.
  private mutating func addPolicyStep(_ words: String, _ source: String?) {
    openObject()
    member("id", "endpoint_policy")
    member("step", words)
    member("reference", source ?? "endpoint policy")
    closeObject()
  }

  private mutating func add(_ step: ResolutionStep) {
    openObject()
    member("id", step.rawValue)
    member("step", Words.english.step(step))
    if !step.commands.isEmpty { member("commands", step.commands) }
    if !step.appliesTo.isEmpty { member("applies_to", step.appliesTo.map(\.rawValue)) }
    member("reference", Words.english.reference(step))
    closeObject()
  }
}
