import Analysis
import Diagnosis

/// The report as lines of JSON (ndjson.org): a flow each, then what was concluded of the capture.
///
/// A flow is written as soon as it is over, while the capture is still being read. One that had a late segment after
/// that is written again behind the others, marked as revised.
struct NDJSONWriter: ReportWriter {
  private let options: ReportOptions
  private var lines: any FlowLines
  private var passed = PassedFlows()
  private var json = JSONText()
  /// The events of the last flow, whose room the next one's take.
  private var room: [FlowEvent] = []

  init(options: ReportOptions) {
    self.options = options
    lines = options.dialect.lines()
  }

  let takesClosedFlows = true

  mutating func begin(_ output: inout ReportOutput) {}

  mutating func add(
    closed ids: [Int], of capture: OpenCapture, to output: inout ReportOutput
  ) throws(OutputFault) {
    if passed.isEmpty { lines.begin(path: capture.path, digits: capture.timeDigits) }
    for id in ids {
      guard passed.lastFrame(id) == nil, options.concerns(id),
        var flow = capture.settledFlow(id, in: &room)
      else { continue }
      passed.note(flow, asOf: capture.policy.asOf)
      if !options.onlyEndpoints || flow.isToEndpoint {
        lines.add(flow, isRevised: false, store: capture.store, to: &json)
      }
      swap(&flow.evidence.events, &room)
      try output.takeBlock(&json.buffer)
    }
    try output.take(&json.buffer)
  }

  mutating func add(_ capture: ReportedCapture, to output: inout ReportOutput) throws(OutputFault) {
    let description = capture.description
    if passed.isEmpty { lines.begin(path: description.path, digits: description.timeDigits) }
    let selection = FlowSelection(capture, options: options)
    // Another day's terms were in force than the first frame had let expect.
    let isOtherPolicy = passed.asOf != capture.policy.asOf
    for id in selection.ids {
      if let earlier = passed.lastFrame(id), earlier == capture.lastFrame(id), !isOtherPolicy { continue }
      var flow = capture.makeFlow(id, &room)
      guard selection.includes(flow) else { continue }
      lines.add(flow, isRevised: passed.lastFrame(id) != nil, store: capture.store, to: &json)
      swap(&flow.evidence.events, &room)
      try output.takeBlock(&json.buffer)
    }
    passed = PassedFlows()
    try lines.end(capture, selection, &json, to: &output)
    try output.take(&json.buffer)
  }

  mutating func add(_ failure: CaptureFailure, to output: inout ReportOutput) throws(OutputFault) {
    passed = PassedFlows()
    lines.add(failure, to: &json)
    try output.take(&json.buffer)
  }

  mutating func end(_ output: inout ReportOutput) {}
}
