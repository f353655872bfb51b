import Analysis
import CaptureBuilding
import Diagnosis
import PolicyFiles
import Testing

/// The terms of an endpoint are those of the day on which the capture began.
@Suite struct DatedPolicyTests {
  private func result(
    _ line: String, _ start: Timestamp, asOf: String? = nil
  ) throws -> (verdict: String, date: String) {
    let choice = PolicyChoice(
      .builtIn, source: .builtIn, asOf: asOf.flatMap { CalendarDate($0) },
      today: try #require(CalendarDate("2026-01-01")))
    let capture = BuiltConversation(line, start: start).capture
    let result = try BuiltConversation.analyze(capture, policy: choice)
    return (result.judgement(0).verdict.rawValue, result.policy.asOf.description)
  }

  @Test func anOldHelloIsRefusedSinceJuly2020() throws {
    let line = "open >hello:1.0 <rst"
    let before = Timestamp(2020, 6, 30, 23, 59, 58)
    #expect(try result(line, before) == ("server_reset", "2020-06-30"))
    #expect(try result(line, Timestamp(2020, 7, 1)) == ("version_reject", "2020-07-01"))
    #expect(try result(line, before, asOf: "2020-08-01") == ("version_reject", "2020-08-01"))
    #expect(try result(line, Timestamp(2026, 7, 1), asOf: "2019-08-01") == ("server_reset", "2019-08-01"))
  }

  @Test func noListOfSuitesHoldsBeforeAugust2020() throws {
    let line = "open >hello:weak <rst"
    #expect(try result(line, Timestamp(2020, 6, 1)).verdict == "server_reset")
    #expect(try result(line, Timestamp(2020, 9, 1)).verdict == "no_common_cipher")
  }

  @Test func aCaptureWithoutADateIsOfToday() throws {
    #expect(try result("open >hello:1.0 <rst", Timestamp(nanoseconds: 0)) == ("version_reject", "2026-01-01"))
    let empty = try BuiltConversation.analyze(CaptureBuilder())
    #expect(empty.policy.asOf.description == "2020-08-15")
  }
}
