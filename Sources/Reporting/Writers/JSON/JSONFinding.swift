import CaptureAnalysis
import Diagnosis
import ProtocolParsing

/// Writes the findings of one capture.
///
/// A scan makes one finding a server: cures and hellos that many share are written once and kept.
struct JSONFindingWriter {
  private let capture: ReportedCapture
  private var hellos = JSONHellos()
  private var whatIf = JSONWhatIf()
  private var cures: [[ResolutionStep]: ByteBuffer] = [:]
  /// The side and the label of each kind of event, as they stand in a line of the proof: `client: SYN`.
  private let labels: [ByteBuffer] = (0...UInt8.max).flatMap { number in
    [Role.client, .server].map { role in
      var label = ByteBuffer()
      guard let kind = FlowEvent.Kind(rawValue: number) else { return label }
      label.addEscaped(utf8: English().proof(kind, from: role).buffer.bytes)
      return label
    }
  }

  init(capture: ReportedCapture) {
    self.capture = capture
  }

  /// One element of `findings`.
  mutating func add(_ finding: Finding, to json: inout JSONText) {
    let steps = resolution(for: finding)
    if cures[steps] == nil { cures[steps] = JSONText.cure(steps) }
    json.openObject()
    json.addSummary(of: finding, digits: capture.description.timeDigits)
    whatIf.add(finding, of: capture, to: &json)
    json.openArray("evidence")
    addWalkthrough(of: finding.decisiveFlow, to: &json) { _ in true }
    if case .sameClientSucceeds(let flow) = finding.issue?.basis {
      addWalkthrough(of: flow, to: &json) { $0 == .serverHello || $0 == .finished }
    }
    for proof in FindingProof.chain(of: finding, in: capture) { json.add(proof) }
    for citation in finding.issue?.steps.flatMap(\.citations) ?? [] { json.addProof(citation) }
    json.closeArray()
    json.addCure(of: finding, cures[steps] ?? ByteBuffer())
    json.closeObject()
  }

  /// The events of a flow of these kinds, an element of `evidence` each.
  private mutating func addWalkthrough(
    of id: Int, to json: inout JSONText, where isWanted: (FlowEvent.Kind) -> Bool
  ) {
    guard (0..<capture.flowCount).contains(id) else { return }
    for event in capture.events(id) where isWanted(event.kind) {
      json.openObject()
      json.piece("\"source\":\"capture\",\"flow\":")
      json.buffer.add(id)
      json.piece(",\"frame\":")
      json.buffer.add(event.frame)
      json.piece(",\"text\":\"")
      json.buffer.add(labels[Int(event.kind.rawValue) * 2 + Int(event.from.rawValue)])
      addDetail(of: event, to: &json.buffer)
      json.piece("\"")
      json.closeObject()
    }
  }

  private mutating func addDetail(of event: FlowEvent, to buffer: inout ByteBuffer) {
    let mark = buffer.count
    buffer.add(literal: " ")
    hellos.addWords(on: event, store: capture.store, to: &buffer)
    if buffer.count == mark + 1 { buffer.cut(to: mark) }
  }
}

extension JSONText {
  fileprivate static func cure(_ steps: [ResolutionStep]) -> ByteBuffer {
    var json = JSONText()
    for step in steps { json.add(step) }
    return json.buffer
  }

  /// The members before the proof.
  fileprivate mutating func addSummary(of finding: Finding, digits: Int) {
    member("code", finding.code.rawValue)
    member("severity", finding.severity.rawValue)
    member("title", English().title(finding))
    member("explanation", English().explanation(finding))
    addEnds(finding)
    member("route", finding.route.rawValue)
    member("confidence", finding.confidence.rawValue)
    member("attempts", finding.flows.count)
    openArray("flows")
    for id in finding.flows { value(id) }
    closeArray()
    member("first", time: finding.first, digits: digits)
    member("last", time: finding.last, digits: digits)
    if let issue = finding.issue { addIssue(issue) }
  }

  /// The members behind it.
  fileprivate mutating func addCure(of finding: Finding, _ cure: ByteBuffer) {
    openArray("resolution")
    if let own = policyResolution(for: finding) { addPolicyStep(own, finding.endpoint?.source) }
    fragment(cure)
    closeArray()
    openArray("to_be_surer")
    for file in toBeSurer(for: finding) {
      openObject()
      member("file", file.rawValue)
      member("text", English().collect(file))
      member("commands", file.commands)
      closeObject()
    }
    closeArray()
  }

  private mutating func addEnds(_ finding: Finding) {
    openObject("client")
    key("ip")
    value(finding.client)
    closeObject()
    openObject("server")
    key("name")
    if let name = finding.serverName { value(name) } else { null() }
    openArray("ip")
    for address in finding.serverAddresses { value(address) }
    closeArray()
    openArray("port")
    for port in finding.serverPorts { value(port) }
    closeArray()
    closeObject()
    if let endpoint = finding.endpoint { member("endpoint", endpoint.id) }
  }

  private mutating func addIssue(_ issue: IssueAssessment) {
    openObject("issue")
    openArray("candidates")
    for candidate in issue.candidates { value(candidate) }
    closeArray()
    if let best = issue.best { member("best", best) }
    member("reason", English().basis(issue.basis))
    if !issue.files.isEmpty { addDecision(issue) }
    closeObject()
  }

  private mutating func addDecision(_ issue: IssueAssessment) {
    openArray("steps")
    for step in issue.steps {
      openObject()
      member("text", English().claim(step.claim))
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
    member("step", English().step(step))
    if !step.commands.isEmpty { member("commands", step.commands) }
    if !step.appliesTo.isEmpty { member("applies_to", step.appliesTo.map(\.rawValue)) }
    member("reference", step.reference)
    closeObject()
  }
}
