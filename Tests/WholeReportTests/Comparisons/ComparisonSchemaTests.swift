import Analysis
import Diagnosis
import Foundation
import Reports
import SchemaChecking
import Testing

/// The JSON of a comparison keeps to the schema that is published, and holds nothing that it does not name.
@Suite struct ComparisonSchemaTests {
  private static let schema = Result { try JSONSchema.published("compare.schema.json") }

  @Test(arguments: ComparedCaptures.all)
  func everyComparisonIsValid(_ captures: ComparedCaptures) async throws {
    for captures in [captures, captures.swapped] {
      let faults = try Self.schema.get().faults(in: try await captures.json())
      for fault in faults { Issue.record("\(fault)") }
    }
  }

  /// Whatever they are, captures can be compared in each way.
  @Test(arguments: CaptureComparison.Mode.allCases)
  func everyModeIsValid(_ mode: CaptureComparison.Mode) async throws {
    for captures in ComparedCaptures.bothEnds + ComparedCaptures.walkthroughs {
      var captures = captures
      captures.mode = mode
      for fault in try Self.schema.get().faults(in: try await captures.json()) {
        Issue.record("\(captures.folder): \(fault)")
      }
    }
  }

  private func values(_ keyword: String, _ path: [String]) throws -> Set<String> {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../../docs/compare.schema.json")
    var index = try JSONValue(String(contentsOf: url.standardized, encoding: .utf8))
    for name in path + [keyword] { index = try #require(index[name], "\(name)") }
    return Set(index.elements?.compactMap(\.text) ?? [])
  }

  @Test func everyCodeIsNamed() throws {
    let conclusion = ["$defs", "conclusion", "properties"]
    #expect(
      try values("examples", conclusion + ["code"])
        == Set(CaptureComparison.ConclusionCode.allCases.map(\.rawValue)))
    let doubts: [ComparisonDoubt] = [
      .lossy(.a), .lossyElsewhere(.a), .oneDirection(.a, .client), .startsAfter(.a), .endsBefore(.a),
      .absenceOnly(.a), .closedBefore, .unknownOrder, .otherRoute,
    ]
    #expect(
      try values("examples", conclusion + ["doubts", "items", "properties", "code"])
        == Set(doubts.map(\.code)))
    #expect(
      try values("enum", conclusion + ["confidence"]) == Set(Confidence.allCases.map(\.rawValue)))
    #expect(
      try values("enum", ["properties", "mode"]) == Set(CaptureComparison.Mode.allCases.map(\.rawValue)))
    #expect(
      try values("examples", ["$defs", "pair", "properties", "matched_by"])
        == Set(ConnectionPair.Basis.allCases.map(\.rawValue)))
    #expect(
      try values("examples", ["$defs", "difference", "properties", "what"])
        == Set(FlowDifference.Kind.allCases.map(\.rawValue)))
    #expect(try values("enum", ["$defs", "side"]) == Set(CaptureSide.allCases.map(\.rawValue)))
  }

  /// Codes that both schemas have.
  @Test func findingsHaveTheCodesOfReports() throws {
    let codes =
      Verdict.allCases.filter(\.isFailure).map(FindingCode.verdict)
      + [.endpointRetired, .endpointDeprecated, .tlsInspection, .nameNotResolved, .noResponse, .pathMTU]
      + [.wsusHTTPError, .wsusSOAPFault]
    #expect(
      try values("examples", ["$defs", "findings", "items", "properties", "code"])
        == Set(codes.map(\.rawValue)))
  }

  @Test func whatIsMissingOrWrongIsFound() async throws {
    let report = try await ComparedCaptures(bothEnds: "clocks-differ").report("json", .english)
    let schema = try Self.schema.get()
    #expect(try schema.faults(in: JSONValue(report)).isEmpty)
    let changes = [
      (#""mode":"both-ends""#, #""mode":"good-bad""#),
      (#""matched_by":"sequence_numbers""#, #""matched_by":"luck""#),
      (#""role":"a""#, #""role":"c""#), (#""frame":5"#, #""frame":0"#),
      (#""event":"rst""#, #""event":"RST""#),
      (#""code":"reset_injected""#, #""code":"bad_luck""#), (#","confidence":"certain""#, ""),
      ("/1\"", "/2\""),
      (#""nearer_client":"a""#, #""nearer_client":null"#),
      (#""mode":"both-ends","#, #""mode":"both-ends","added":1,"#),
    ]
    for (old, new) in changes {
      #expect(report.contains(old), "\(old)")
      #expect(try !schema.faults(in: JSONValue(report.replacing(old, with: new))).isEmpty, "\(old)")
    }
  }
}
