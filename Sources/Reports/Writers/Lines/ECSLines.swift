import Analysis
import Diagnosis

/// Lines as documents of the Elastic Common Schema (elastic.co/guide/en/ecs, version 8.17): a flow each, a finding each
/// as an alert, and one for the capture. What ECS has no field for stands under `wsus`.
struct ECSLines: FlowLines {
  private var path = ""
  private var digits = 0
  private var flows = ECSFlow(digits: 0)

  mutating func begin(path: String, digits: Int) {
    (self.path, self.digits) = (path, digits)
    flows = ECSFlow(digits: digits)
  }

  mutating func add(_ flow: JudgedFlow, isRevised: Bool, store: EvidenceStore, to json: inout JSONText) {
    json.openDocument(time: flow.evidence.start, digits: digits)
    json.openEvent(kind: "event", category: "network", type: "connection", dataset: "flow")
    json.member("outcome", flow.judgement.verdict.ecsOutcome)
    json.member("reason", Words.english.reason(flow.judgement.reason))
    json.member("start", time: flow.evidence.start, digits: digits)
    json.member("end", time: flow.evidence.end, digits: digits)
    json.member("duration", max(0, flow.evidence.end &- flow.evidence.start))
    json.closeObject()
    json.addLogFile(path)
    flows.add(flow, isRevised: isRevised, store: store, to: &json)
    json.closeObject()
    json.endLine()
  }

  mutating func end(
    _ capture: ReportedCapture, _ selection: FlowSelection, _ json: inout JSONText,
    to output: inout ReportOutput
  ) throws(OutputFault) {
    var findings = JSONFindingWriter(capture: capture)
    try selection.forEachFinding { finding throws(OutputFault) in
      add(finding, &findings, to: &json)
      try output.takeBlock(&json.buffer)
    }
    let description = capture.description
    json.openDocument(time: description.firstPacket, digits: digits)
    json.openEvent(kind: "event", category: "network", type: "info", dataset: "capture")
    json.closeObject()
    json.addLogFile(description.path)
    json.openObject("wsus")
    json.addCapture(description)
    json.addPolicy(capture.policy)
    json.addSummary(capture, selection)
    json.closeObject()
    json.closeObject()
    json.endLine()
  }

  mutating func add(_ failure: CaptureFailure, to json: inout JSONText) {
    json.openDocument(time: nil, digits: 0)
    json.openEvent(kind: "event", category: "file", type: "error", dataset: "capture")
    json.member("outcome", "failure")
    json.closeObject()
    json.addLogFile(failure.path)
    json.openObject("error")
    json.member("code", String(failure.status))
    json.member("message", failure.advice.map { "\(failure.message); \($0)" } ?? failure.message)
    json.closeObject()
    json.closeObject()
    json.endLine()
  }

  private func add(_ finding: Finding, _ findings: inout JSONFindingWriter, to json: inout JSONText) {
    json.openDocument(time: finding.first, digits: digits)
    json.openEvent(kind: "alert", category: "network", type: "info", dataset: "finding")
    json.member("start", time: finding.first, digits: digits)
    json.member("end", time: finding.last, digits: digits)
    json.member("severity", finding.severity.ecsNumber)
    json.closeObject()
    json.member("message", Words.english.title(finding))
    json.openObject("rule")
    json.member("name", finding.code.rawValue)
    json.closeObject()
    json.openObject("log")
    json.member("level", finding.severity.rawValue)
    json.openObject("file")
    json.member("path", path)
    json.closeObject()
    json.closeObject()
    json.openObject("source")
    json.key("ip")
    json.value(finding.client)
    json.closeObject()
    if finding.route == .direct, let name = finding.serverName {
      json.openObject("destination")
      json.member("domain", name)
      json.closeObject()
    }
    json.openObject("wsus")
    json.key("finding")
    findings.add(finding, to: &json)
    json.closeObject()
    json.closeObject()
    json.endLine()
  }
}

extension JSONText {
  /// Opens a document and says of when it is. Without a time there is no `@timestamp`: whoever takes it in has one.
  fileprivate mutating func openDocument(time: Int64?, digits: Int) {
    openObject()
    if let time { member("@timestamp", time: time, digits: digits) }
    openObject("ecs")
    member("version", ECSFlow.version)
    closeObject()
  }

  /// Opens the member `event`; the caller closes it.
  fileprivate mutating func openEvent(kind: String, category: String, type: String, dataset: String) {
    openObject("event")
    member("kind", kind)
    member("category", [category])
    member("type", [type])
    member("module", Generator.name)
    member("dataset", "\(Generator.name).\(dataset)")
  }

  fileprivate mutating func addLogFile(_ path: String) {
    openObject("log")
    openObject("file")
    member("path", path)
    closeObject()
    closeObject()
  }
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
