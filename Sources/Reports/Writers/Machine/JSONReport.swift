import Analysis
import Diagnosis

/// The report as JSON, schema `wsuscap.report/2`: every flow of every capture, one flow a line.
struct JSONReport: ReportWriter {
  private let options: ReportOptions
  private var json = JSONWriter()

  init(options: ReportOptions) {
    self.options = options
  }

  mutating func begin(_ output: inout ReportOutput) throws(OutputFault) {
    json.openObject()
    json.field("schema", ReportSchema.name)
    json.addGenerator()
    json.openArray("captures")
    try output.take(&json.buffer)
  }

  mutating func add(_ capture: ReportedCapture, to output: inout ReportOutput) throws(OutputFault) {
    let selection = FlowSelection(capture, options: options)
    json.breakLine()
    json.openObject()
    json.addCapture(capture, selection) { $0.breakLine() }
    json.breakLine()
    try json.addFindings(of: capture, selection, to: &output) { $0.breakLine() }
    json.breakLine()
    try addFlows(of: capture, selection, to: &output)
    json.closeObject()
    try output.take(&json.buffer)
  }

  private mutating func addFlows(
    of capture: ReportedCapture, _ selection: FlowSelection, to output: inout ReportOutput
  ) throws(OutputFault) {
    json.openArray("flows")
    var records = FlowRecordMaker(capture.description)
    var events: [FlowEvent] = []
    for id in selection.ids {
      let flow = capture.makeFlow(id, &events)
      guard selection.includes(flow) else { continue }
      json.breakLine()
      json.write(records.record(of: flow, store: capture.store), FlowRecord.fields)
      try output.takeBlock(&json.buffer)
    }
    json.closeArray()
  }

  mutating func end(_ output: inout ReportOutput) throws(OutputFault) {
    json.closeArray()
    json.closeObject()
    json.endLine()
    try output.take(&json.buffer)
  }
}

extension JSONWriter {
  /// The members of a capture without its flows and findings.
  /// - Parameters:
  /// - name: of the member that describes the file.
  /// - separate: writes what precedes the summary.
  mutating func addCapture(
    _ capture: ReportedCapture, as name: StaticString = "capture", _ selection: FlowSelection,
    separate: (inout JSONWriter) -> Void = { _ in }
  ) {
    key(name)
    write(capture.description, CaptureDescription.fields)
    key("policy")
    write(capture.policy, PolicyInForce.fields)
    separate(&self)
    key("summary")
    write(CaptureSummary(selection), CaptureSummary.fields)
  }

  /// The member `findings`, in blocks.
  /// - Parameter separate: writes what precedes each.
  mutating func addFindings(
    of capture: ReportedCapture, _ selection: FlowSelection, to output: inout ReportOutput,
    separate: (inout JSONWriter) -> Void = { _ in }
  ) throws(OutputFault) {
    openArray("findings")
    var records = FindingRecordMaker(capture)
    try selection.forEachFinding { finding throws(OutputFault) in
      separate(&self)
      write(records.record(of: finding), FindingRecord.fields)
      try output.takeBlock(&buffer)
    }
    closeArray()
  }

  /// The member `generator`: who wrote it.
  mutating func addGenerator() {
    object("generator") { json in
      json.field("name", Generator.name)
      json.field("version", Generator.version)
    }
  }
}

/// The schema of the JSON report, and of the lines with parts of it.
enum ReportSchema {
  /// The number after the slash changes when a script for older reports could misread a new one.
  static let name = "wsuscap.report/2"
}
