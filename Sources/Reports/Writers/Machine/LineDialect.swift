import Analysis
import Diagnosis

/// The names that lines of JSON use.
package struct LineDialect: NamedFormat {
  /// What `--dialect` calls it.
  package let name: String
  let writer: any LineWriter

  /// The names of the JSON report.
  package static let own = LineDialect(name: "wsuscap", writer: ReportLines())

  /// Every dialect. A new one is a file beside this one and a line here.
  package static let all: [LineDialect] = [
    own,
    LineDialect(name: "ecs", writer: ECSLines()),
    LineDialect(name: "zeek", writer: ZeekLines()),
  ]
}

/// Writes flows and captures as lines of JSON under the names of one dialect.
protocol LineWriter: Sendable {
  /// Writes a flow, in one line or several.
  func add(_ flow: FlowRecord, to json: inout JSONWriter)

  /// Writes what was concluded of a capture, in blocks; the last stays in `json`.
  func end(
    _ capture: ReportedCapture, _ selection: FlowSelection, _ json: inout JSONWriter,
    to output: inout ReportOutput
  ) throws(OutputFault)

  /// Writes that a capture could not be read.
  func add(_ failure: CaptureFailure, to json: inout JSONWriter)
}

extension JSONWriter {
  /// Writes a record as a line.
  mutating func writeLine<Record>(_ record: Record, _ fields: [Field<Record>]) {
    write(record, fields)
    endLine()
  }
}

extension Field {
  /// A field of a dialect with the value of another field.
  /// - Parameter path: the names of the JSON members that lead to it, separated by points.
  static func mapped(_ name: StaticString, from path: String, of fields: [Field]) -> Field {
    let columns = fields.flatMap(\.columns)
    guard let column = columns.first(where: { $0.path.joined(separator: ".") == path }) else {
      preconditionFailure("there is no field \(path)")
    }
    return Field(name, column)
  }
}

/// Lines under the names of the JSON report: a flow each, with its capture's path in front, and one for the capture.
struct ReportLines: LineWriter {
  func add(_ flow: FlowRecord, to json: inout JSONWriter) {
    json.writeLine(flow, FlowRecord.lineFields)
  }

  func end(
    _ capture: ReportedCapture, _ selection: FlowSelection, _ json: inout JSONWriter,
    to output: inout ReportOutput
  ) throws(OutputFault) {
    json.openObject()
    json.field("capture", capture.description.path)
    json.field("schema", ReportSchema.name)
    json.addGenerator()
    json.addCapture(capture, as: "file", selection)
    try json.addFindings(of: capture, selection, to: &output)
    json.closeObject()
    json.endLine()
  }

  func add(_ failure: CaptureFailure, to json: inout JSONWriter) {
    json.object { json in
      json.field("capture", failure.path)
      json.field("schema", ReportSchema.name)
      json.object("error") { json in
        json.field("status", failure.status)
        json.field("message", failure.message)
        json.field("advice", failure.advice)
      }
    }
    json.endLine()
  }
}
