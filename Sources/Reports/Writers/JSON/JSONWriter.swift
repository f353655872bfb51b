import Analysis
import Diagnosis

/// The report as JSON, schema `wsuscap.report/1`: every flow of every capture, one flow a line.
struct JSONWriter: ReportWriter {
  private let options: ReportOptions
  private var json = JSONText()

  init(options: ReportOptions) {
    self.options = options
  }

  mutating func begin(_ output: inout ReportOutput) throws(OutputFault) {
    json.openObject()
    json.member("schema", ReportSchema.name)
    json.addGenerator()
    json.openArray("captures")
    try output.take(&json.buffer)
  }

  mutating func add(_ capture: ReportedCapture, to output: inout ReportOutput) throws(OutputFault) {
    let selection = FlowSelection(capture, options: options)
    json.breakLine()
    json.openObject()
    json.addCapture(capture.description)
    json.addPolicy(capture.policy)
    json.breakLine()
    json.addSummary(capture, selection)
    json.breakLine()
    json.openArray("findings")
    var findings = JSONFindingWriter(capture: capture)
    try selection.forEachFinding { finding throws(OutputFault) in
      json.breakLine()
      findings.add(finding, to: &json)
      try output.takeBlock(&json.buffer)
    }
    json.closeArray()
    json.breakLine()
    json.openArray("flows")
    var writer = JSONFlowWriter(digits: capture.description.timeDigits)
    var room: [FlowEvent] = []
    for id in selection.ids {
      var flow = capture.makeFlow(id, &room)
      guard selection.includes(flow) else { continue }
      json.breakLine()
      writer.add(flow, store: capture.store, to: &json)
      swap(&flow.evidence.events, &room)
      try output.takeBlock(&json.buffer)
    }
    json.closeArray()
    json.closeObject()
    try output.take(&json.buffer)
  }

  mutating func end(_ output: inout ReportOutput) throws(OutputFault) {
    json.closeArray()
    json.closeObject()
    json.buffer.add("\n")
    try output.take(&json.buffer)
  }
}

extension JSONText {
  /// The member `generator`: who wrote it.
  mutating func addGenerator() {
    openObject("generator")
    member("name", Generator.name)
    member("version", Generator.version)
    closeObject()
  }
}
