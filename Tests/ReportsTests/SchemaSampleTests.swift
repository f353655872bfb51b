import Analysis
import Diagnosis
import Foundation
import Protocols
import SchemaChecking
import Testing

@testable import Reports

/// The schemas that every JSON of a test is compared with.
enum PublishedSchemas {
  static let report = Result { try JSONSchema.published("report.schema.json") }
  static let evidence = Result { try JSONSchema.published("evidence.schema.json") }
  static let scan = Result { try JSONSchema.published("scan.schema.json") }

  static func expectValid(_ text: String, _ schema: Result<JSONSchema, any Error>) {
    do {
      for fault in try schema.get().faults(in: JSONValue(text)) { Issue.record("\(fault)") }
    } catch {
      Issue.record("\(error)")
    }
  }
}

/// The schema knows every code that the program has.
@Suite struct SchemaSampleTests {
  private func examples(_ path: [String]) throws -> Set<String> {
    let text = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../docs/report.schema.json"), encoding: .utf8)
    var index = try JSONValue(text)
    for name in path { index = try #require(index[name], "\(name)") }
    return Set(index.elements?.compactMap(\.text) ?? [])
  }

  @Test func everyCodeIsNamed() throws {
    #expect(try examples(["$defs", "verdict", "examples"]) == Set(Verdict.allCases.map(\.rawValue)))
    let events = (0...UInt8.max).compactMap { FlowEvent.Kind(rawValue: $0)?.code }
    #expect(try examples(["$defs", "event", "properties", "event", "examples"]) == Set(events))
    let steps = ResolutionStep.allCases.map(\.rawValue) + ["endpoint_policy"]
    #expect(try examples(["$defs", "step", "properties", "id", "examples"]) == Set(steps))
    #expect(try examples(["$defs", "system", "examples"]) == Set(WindowsServer.allCases.map(\.rawValue)))
    #expect(
      try examples(["$defs", "requested_evidence", "properties", "file", "examples"])
        == Set(RequestedEvidence.allCases.map(\.rawValue)))
    let notes = ["$defs", "flow", "properties", "notes", "items", "properties", "code", "examples"]
    #expect(try examples(notes) == Set(FlowNote.Code.allCases.map(\.rawValue)))
    let findings =
      Verdict.allCases.filter(\.isFailure).map(FindingCode.verdict)
      + [.endpointRetired, .endpointDeprecated, .tlsInspection, .nameNotResolved, .noResponse, .pathMTU]
      + [.wsusHTTPError, .wsusSOAPFault]
    #expect(
      try examples(["$defs", "finding", "properties", "code", "examples"]) == Set(findings.map(\.rawValue)))
    #expect(try examples(["$defs", "confidence", "enum"]) == Set(Confidence.allCases.map(\.rawValue)))
  }

  /// A report that a field was added to is still valid for whoever has the schema of today, and not for the tests.
  @Test func theSchemaIsOpenToOthersAndClosedToTests() throws {
    var capture = SampleCapture()
    capture.addVersionReject()
    let text = capture.report("json").replacing(#""route":"direct""#, with: #""route":"direct","added":1"#)
    let schema = try PublishedSchemas.report.get()
    #expect(try schema.faults(in: JSONValue(text), view: .open).isEmpty)
    let faults = try schema.faults(in: JSONValue(text))
    #expect(faults.map(\.pointer) == ["/captures/0/findings/0/added"])
  }

  @Test func whatIsMissingOrWrongIsFound() throws {
    var capture = SampleCapture()
    capture.addVersionReject()
    let report = capture.report("json")
    let schema = try PublishedSchemas.report.get()
    let changes = [
      (#""confidence":"certain","#, ""), (#""name_source":"sni""#, #""name_source":"guess""#),
      (#""id":"0xc014""#, #""id":"0xC014""#), (#""frame":871"#, #""frame":0"#),
      (#""port":443"#, #""port":"443""#),
      ("/2\"", "/1\""), (#""verdict":"version_reject""#, #""verdict":"bad_luck""#),
      (#""community_id":"1:"#, #""community_id":"2:"#),
    ]
    for (old, new) in changes {
      #expect(report.contains(old), "\(old)")
      #expect(try !schema.faults(in: JSONValue(report.replacing(old, with: new))).isEmpty, "\(old)")
    }
  }

  /// The lines of a format with one flow a line.
  @Test func linesHaveSchemasOfTheirOwn() throws {
    var capture = SampleCapture()
    capture.addVersionReject()
    let report = try JSONValue(capture.report("json"))
    let one = try #require(report["captures"]?.elements?.first?.members)
    let schema = try PublishedSchemas.report.get()
    var flow = try #require(one["flows"]?.elements?.first?.members)
    #expect(!schema.faults(in: .object(flow), as: "flow_line").isEmpty)
    flow["capture"] = .string("trace.pcap")
    #expect(schema.faults(in: .object(flow), as: "flow_line").isEmpty)
    let lines = try capture.report("ndjson").split(separator: "\n").map { try JSONValue(String($0)) }
    #expect(lines.count == 2)
    #expect(schema.faults(in: lines[0], as: "flow_line").isEmpty)
    #expect(schema.faults(in: lines[1], as: "capture_line").isEmpty)
    var end = try #require(lines[1].members)
    for member in ["capture", "schema", "file", "policy", "summary", "findings"] {
      let kept = end.removeValue(forKey: member)
      #expect(!schema.faults(in: .object(end), as: "capture_line").isEmpty, "\(member)")
      end[member] = kept
    }
    let fault = """
      {"capture":"x","schema":"wsuscap.report/2","error":{"status":65,"message":"not a capture","advice":"give one"}}
      """
    #expect(try schema.faults(in: JSONValue(fault), as: "error_line").isEmpty)
    #expect(try !schema.faults(in: JSONValue(fault), as: "flow_line").isEmpty)
  }
}
