import Analysis
import Diagnosis

/// Lines under the names of the JSON report: a flow each, with its capture's path in front, and one for the capture.
struct ReportLines: FlowLines {
  private var flows = JSONFlowWriter(digits: 0)
  /// The member `capture`, and the same with `revised` behind it.
  private var opening = ByteBuffer()
  private var revisedOpening = ByteBuffer()

  mutating func begin(path: String, digits: Int) {
    flows = JSONFlowWriter(digits: digits)
    var json = JSONText()
    json.member("capture", path)
    opening = json.buffer
    json.member("revised", true)
    revisedOpening = json.buffer
  }

  mutating func add(_ flow: JudgedFlow, isRevised: Bool, store: EvidenceStore, to json: inout JSONText) {
    flows.add(flow, store: store, opening: isRevised ? revisedOpening : opening, to: &json)
    json.endLine()
  }

  mutating func end(
    _ capture: ReportedCapture, _ selection: FlowSelection, _ json: inout JSONText,
    to output: inout ReportOutput
  ) throws(OutputFault) {
    json.openObject()
    json.member("capture", capture.description.path)
    json.member("schema", ReportSchema.name)
    json.addGenerator()
    json.addCapture(capture.description, as: "file")
    json.addPolicy(capture.policy)
    json.addSummary(capture, selection)
    json.openArray("findings")
    var findings = JSONFindingWriter(capture: capture)
    try selection.forEachFinding { finding throws(OutputFault) in
      findings.add(finding, to: &json)
      try output.takeBlock(&json.buffer)
    }
    json.closeArray()
    json.closeObject()
    json.endLine()
  }

  mutating func add(_ failure: CaptureFailure, to json: inout JSONText) {
    json.openObject()
    json.member("capture", failure.path)
    json.member("schema", ReportSchema.name)
    json.openObject("fault")
    json.member("status", failure.status)
    json.member("message", failure.message)
    if let advice = failure.advice { json.member("advice", advice) }
    json.closeObject()
    json.closeObject()
    json.endLine()
  }
}
