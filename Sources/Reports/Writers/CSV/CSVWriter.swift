import Analysis
import Diagnosis

/// The flows as a table for a spreadsheet (RFC 4180): a header line, then a line a flow.
///
/// Text that a spreadsheet would take for a formula gets an apostrophe in front: whoever opens the file must not run
/// what a name on the wire says.
struct CSVWriter: ReportWriter {
  private let options: ReportOptions
  private var table = CSVTable()

  init(options: ReportOptions) {
    self.options = options
  }

  mutating func begin(_ output: inout ReportOutput) throws(OutputFault) {
    for column in CSVColumn.all { table.add(plain: column.name) }
    table.endRow()
    try output.take(&table.buffer)
  }

  mutating func add(_ capture: ReportedCapture, to output: inout ReportOutput) throws(OutputFault) {
    let selection = FlowSelection(capture, options: options)
    let issues = FlowIssues(capture)
    var shared = CSVShared()
    let (path, digits) = (capture.description.path, capture.description.timeDigits)
    table.clock = UTCClock(digits: digits)
    var room: [FlowEvent] = []
    for id in selection.ids {
      var flow = capture.makeFlow(id, &room)
      guard selection.includes(flow) else { continue }
      let row = CSVRow(flow, of: path, digits: digits, store: capture.store, issue: issues[id], &shared)
      for column in CSVColumn.all { column.write(row, &table) }
      table.endRow()
      swap(&flow.evidence.events, &room)
      try output.takeBlock(&table.buffer)
    }
    try output.take(&table.buffer)
  }

  mutating func end(_ output: inout ReportOutput) {}
}
