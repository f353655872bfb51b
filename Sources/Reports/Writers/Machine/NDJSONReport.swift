import Analysis
import Diagnosis

/// The report as lines of JSON (ndjson.org): a flow each, then what was concluded of the capture.
///
/// A flow is written as soon as it is over, while the capture is still being read. One that had a late segment after
/// that is written again behind the others, marked as revised.
struct NDJSONReport: ReportWriter {
  private let options: ReportOptions
  private let dialect: any LineWriter
  private var written = WrittenFlows()
  private var records = FlowRecordMaker(capture: "", digits: 0)
  private var json = JSONWriter()

  init(options: ReportOptions) {
    self.options = options
    dialect = options.dialect.writer
  }

  let takesClosedFlows = true
  private var describesEvents: Bool { dialect is ReportLines }

  mutating func begin(_ output: inout ReportOutput) {}

  mutating func add(
    closed ids: [Int], of capture: OpenCapture, to output: inout ReportOutput
  ) throws(OutputFault) {
    if written.isEmpty {
      records = FlowRecordMaker(
        capture: capture.path, digits: capture.timeDigits, describesEvents: describesEvents)
    }
    var events: [FlowEvent] = []
    for id in ids {
      guard written.lastFrame(id) == nil, options.concerns(id),
        let flow = capture.settledFlow(id, in: &events)
      else { continue }
      written.note(flow, asOf: capture.policy.asOf)
      if !options.onlyEndpoints || flow.isToEndpoint {
        dialect.add(records.record(of: flow, store: capture.store), to: &json)
      }
      try output.takeBlock(&json.buffer)
    }
    try output.take(&json.buffer)
  }

  mutating func add(_ capture: ReportedCapture, to output: inout ReportOutput) throws(OutputFault) {
    if written.isEmpty { records = FlowRecordMaker(capture.description, describesEvents: describesEvents) }
    let selection = FlowSelection(capture, options: options)
    // Another day's terms were in force than the first frame had let expect.
    let isOtherPolicy = written.asOf != capture.policy.asOf
    var events: [FlowEvent] = []
    for id in selection.ids {
      let earlier = written.lastFrame(id)
      if let earlier, earlier == capture.lastFrame(id), !isOtherPolicy { continue }
      let flow = capture.makeFlow(id, &events)
      guard selection.includes(flow) else { continue }
      dialect.add(records.record(of: flow, store: capture.store, isRevised: earlier != nil), to: &json)
      try output.takeBlock(&json.buffer)
    }
    written = WrittenFlows()
    try dialect.end(capture, selection, &json, to: &output)
    try output.take(&json.buffer)
  }

  mutating func add(_ failure: CaptureFailure, to output: inout ReportOutput) throws(OutputFault) {
    written = WrittenFlows()
    dialect.add(failure, to: &json)
    try output.take(&json.buffer)
  }

  mutating func end(_ output: inout ReportOutput) {}
}

/// Which flows of a capture were written while it was being read, and how far they had come: four bytes a flow.
private struct WrittenFlows: Sendable {
  /// The last frame of each flow when it was written; 0 for one that was not, as frames count from 1.
  private var lastFrames: [UInt32] = []
  /// The day whose terms the flows were judged by; nil while there is none.
  private(set) var asOf: CalendarDate?

  var isEmpty: Bool { lastFrames.isEmpty }

  /// The last frame that a flow had when it was written; nil when it was not.
  func lastFrame(_ id: Int) -> UInt32? {
    id < lastFrames.count && lastFrames[id] != 0 ? lastFrames[id] : nil
  }

  mutating func note(_ flow: JudgedFlow, asOf date: CalendarDate) {
    asOf = date
    while lastFrames.count <= flow.evidence.id { lastFrames.append(0) }
    lastFrames[flow.evidence.id] = flow.evidence.lastFrame
  }
}
