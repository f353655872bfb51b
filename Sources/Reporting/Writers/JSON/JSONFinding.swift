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

  init(capture: ReportedCapture) {
    self.capture = capture
  }

  /// One element of `findings`.
  mutating func add(_ finding: Finding, to json: inout JSONText) {
    let steps = resolution(for: finding)
    if cures[steps] == nil { cures[steps] = JSONText.cure(steps) }
    json.add(
      finding, of: capture, cure: cures[steps] ?? ByteBuffer(), hellos: &hellos, whatIf: &whatIf)
  }
}

extension JSONText {
  fileprivate static func cure(_ steps: [ResolutionStep]) -> ByteBuffer {
    var json = JSONText()
    for step in steps { json.add(step) }
    return json.buffer
  }

  fileprivate mutating func add(
    _ finding: Finding, of capture: ReportedCapture, cure: ByteBuffer, hellos: inout JSONHellos,
    whatIf: inout JSONWhatIf
  ) {
    let digits = capture.description.timeDigits
    openObject()
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
    whatIf.add(finding, of: capture, to: &self)
    openArray("evidence")
    for proof in FindingProof.all(
      of: finding, in: capture, detail: { hellos.detail(of: $0, store: capture.store) })
    {
      add(proof)
    }
    for citation in finding.issue?.steps.flatMap(\.citations) ?? [] { addProof(citation) }
    closeArray()
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
    closeObject()
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

  private mutating func addProof(_ citation: Citation) {
    openObject()
    member("source", citation.kind.rawValue)
    member("file", citation.file)
    member("line", citation.line)
    member("text", citation.text)
    closeObject()
  }

  private mutating func add(_ proof: FindingProof) {
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
