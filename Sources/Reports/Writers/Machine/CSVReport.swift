import Analysis
import Diagnosis

/// The flows as a table for a spreadsheet: a header line, then a line a flow.
struct CSVReport: ReportWriter {
  private let options: ReportOptions
  private var table = CSVWriter()

  init(options: ReportOptions) {
    self.options = options
  }

  /// Every column, in order.
  static let columns: [Column<FlowRecord>] = FlowRecord.lineFields.flatMap(\.columns)
    .filter { $0.csv != nil }.sorted { ($0.csv?.position ?? 0) < ($1.csv?.position ?? 0) }

  mutating func begin(_ output: inout ReportOutput) throws(OutputFault) {
    if options.marksUTF8 { table.addByteOrderMark() }
    for column in Self.columns { table.add(column.csv?.name ?? "") }
    table.endRow()
    try output.take(&table.buffer)
  }

  mutating func add(_ capture: ReportedCapture, to output: inout ReportOutput) throws(OutputFault) {
    let selection = FlowSelection(capture, options: options)
    let issues = FlowIssues(capture)
    var records = FlowRecordMaker(capture.description, describesEvents: false)
    let columns = Self.columns
    var events: [FlowEvent] = []
    for id in selection.ids {
      let flow = capture.makeFlow(id, &events)
      guard selection.includes(flow) else { continue }
      let record = records.record(of: flow, store: capture.store, issue: issues[id])
      for index in columns.indices { table.add(columns[index].value(record)) }
      table.endRow()
      try output.takeBlock(&table.buffer)
    }
    try output.take(&table.buffer)
  }

  mutating func end(_ output: inout ReportOutput) {}
}

/// The issue that each flow's finding has: two bytes a flow.
private struct FlowIssues {
  private var names: [String] = []
  private var places: [UInt16]

  init(_ capture: ReportedCapture) {
    places = Array(repeating: 0, count: capture.ids?.last.map { $0 + 1 } ?? capture.flowCount)
    for index in capture.findings.indices where capture.findings.mayHaveIssue(index) {
      let finding = capture.findings[index]
      guard let name = finding.issue?.numbers else { continue }
      // As many names as there are ways to choose of five issues, at the most.
      if !names.contains(name) { names.append(name) }
      guard let offset = names.firstIndex(of: name).flatMap({ UInt16(exactly: $0 + 1) }) else { continue }
      for id in finding.flows where places.indices.contains(id) { places[id] = offset }
    }
  }

  subscript(id: Int) -> String? { places[id] == 0 ? nil : names[Int(places[id]) - 1] }
}
