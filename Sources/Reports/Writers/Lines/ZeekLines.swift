import Analysis
import Diagnosis

/// Lines under the names of Zeek's logs (docs.zeek.org, logs): of a flow one of `conn` and, where TLS was spoken, one of
/// `ssl`; a finding is a `notice`, what is said of a file a `reporter`. `_path` tells which log a line belongs to.
struct ZeekLines: FlowLines {
  private var path = ""
  private var connections = ZeekConnection(path: "")

  mutating func begin(path: String, digits: Int) {
    self.path = path
    connections = ZeekConnection(path: path)
  }

  mutating func add(_ flow: JudgedFlow, isRevised: Bool, store: EvidenceStore, to json: inout JSONText) {
    let facts = FlowSummary(flow, store: store)
    connections.add(flow, facts, isRevised: isRevised, store: store, to: &json)
    json.endLine()
    guard facts.clientHello != nil || facts.serverHello != nil else { return }
    connections.addTLS(flow, facts, store: store, to: &json)
    json.endLine()
  }

  mutating func end(
    _ capture: ReportedCapture, _ selection: FlowSelection, _ json: inout JSONText,
    to output: inout ReportOutput
  ) throws(OutputFault) {
    for finding in capture.findings where selection.includes(finding) {
      addNotice(finding, to: &json)
      try output.takeBlock(&json.buffer)
    }
    for note in capture.description.notes {
      addReport(level: "WARNING", "\(note.code): \(note.message)", to: &json)
    }
  }

  mutating func add(_ failure: CaptureFailure, to json: inout JSONText) {
    path = failure.path
    addReport(
      level: "ERROR", failure.advice.map { "\(failure.message); \($0)" } ?? failure.message, to: &json)
  }

  private func addNotice(_ finding: Finding, to json: inout JSONText) {
    json.openObject()
    json.member("_path", "notice")
    json.addZeekTime("ts", finding.first)
    json.key("src")
    json.value(finding.client)
    if finding.serverAddresses.count == 1 {
      json.key("dst")
      json.value(finding.serverAddresses[0])
    }
    if finding.serverPorts.count == 1 { json.member("p", finding.serverPorts[0]) }
    json.member("proto", "tcp")
    json.member("note", "WSUS::" + finding.code.rawValue)
    json.member("msg", Words.english.title(finding))
    if let issue = finding.issue {
      json.member(
        "sub",
        "issue " + (issue.best.map { [$0] } ?? issue.candidates).map(String.init).joined(separator: " or "))
    }
    json.member("n", finding.flows.count)
    json.member("severity", finding.severity.rawValue)
    json.member("capture", path)
    json.closeObject()
    json.endLine()
  }

  private func addReport(level: String, _ message: String, to json: inout JSONText) {
    json.openObject()
    json.member("_path", "reporter")
    json.member("level", "Reporter::" + level)
    json.member("message", message)
    json.member("location", path)
    json.closeObject()
    json.endLine()
  }
}
