import Analysis
import CaptureBuilding
import CaptureFiles
import Diagnosis
import Foundation
import PolicyFiles
import Redaction
import Reports
import SchemaChecking
import ServerFiles
import Testing

/// Every report keeps to the schema that is published, and holds nothing that it does not name.
@Suite struct SchemaTests {
  private static let report = Result { try JSONSchema.published("report.schema.json") }
  private static let evidence = Result { try JSONSchema.published("evidence.schema.json") }

  @Test(arguments: ShippedCaptures.names)
  func reportsOfShippedCapturesAreValid(_ name: String) throws {
    var result = try CaptureAnalyzer.analyze(
      path: ShippedCaptures.path(name), options: AnalysisOptions(policy: .builtIn))
    let folder = URL(filePath: ShippedCaptures.path(name)).deletingLastPathComponent().path
    try expectValid(result, "\(name)")
    guard name.hasPrefix("evidence/") else { return }
    let reading = ServerFileReader().read([folder])
    result.join(reading.facts)
    try expectValid(result, "\(name) with files")
    var redaction = Redaction(key: nil)
    for reading in [reading, redaction.redacted(reading, policy: .builtIn)] {
      let format = try #require(EvidenceFormat.named("json"))
      let text = String(decoding: format.write(reading, ReportOptions()).bytes, as: UTF8.self)
      for fault in try Self.evidence.get().faults(in: JSONValue(text)) { Issue.record("\(name): \(fault)") }
    }
  }

  /// Foreign captures, when there are some.
  @Test(.enabled(if: RedactedReportTests.corpus != nil))
  func reportsOfForeignCapturesAreValid() throws {
    let folder = try #require(RedactedReportTests.corpus)
    let files = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
    var read = 0
    for file in files.sorted() {
      let path = folder + "/" + file
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
      let options = AnalysisOptions(policy: .builtIn)
      guard size < 4 << 20, let result = try? CaptureAnalyzer.analyze(path: path, options: options),
        result.flowCount < 2000
      else { continue }
      try expectValid(result, file)
      read += 1
    }
    #expect(read > 10)
  }

  /// As it is, redacted, and in part.
  private func expectValid(_ result: CaptureResult, _ name: String) throws {
    let capture = ReportedCapture(result)
    var redaction = Redaction(key: nil)
    var some = ReportOptions()
    some.onlyEndpoints = true
    let reports = [
      try Self.json(capture), try Self.json(ReportedCapture(redaction.redacted(result))),
      try Self.json(capture, some),
    ]
    for (place, text) in reports.enumerated() {
      let faults = try Self.report.get().faults(in: JSONValue(text))
      for fault in faults.prefix(5) { Issue.record("\(name), report \(place): \(fault)") }
    }
  }

  private static func json(
    _ capture: ReportedCapture, _ options: ReportOptions = ReportOptions()
  ) throws -> String {
    return try writtenReport(on: capture, as: "json", options)
  }
}
