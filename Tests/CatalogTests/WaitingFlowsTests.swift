import Reports
import Testing

@testable import Catalog

/// Flows whose captures have no line yet: at a limit the oldest are given up, and counted.
@Suite struct WaitingFlowsTests {
  private static func limits(flows: Int = 100, bytes: Int = 1 << 20, captures: Int = 100)
    -> WaitingFlows.Limits
  {
    WaitingFlows.Limits(flows: flows, bytes: bytes, captures: captures)
  }

  private static func flow(_ id: Int, _ text: String = "") -> PackedFlow {
    PackedFlow(StoredFlow(id: id, row: [.integer(Int64(id)), .text(text)], notes: []))
  }

  @Test func everythingComesBack() {
    let cells: [TableCell] = [
      .null, .text(""), .text("日本 \u{1f600}"), .text(String(repeating: "x", count: 20_000)), .integer(0),
      .integer(-1),
      .integer(.max), .integer(.min), .integer(127), .integer(128), .real(-0.5),
    ]
    for notes in [[], [[]], [[.text("a"), .null], cells]] {
      let flow = StoredFlow(id: 7, row: cells, notes: notes)
      #expect(PackedFlow(flow).flow == flow)
    }
  }

  @Test func oldestGoFirst() {
    var waiting = WaitingFlows(limits: Self.limits(flows: 8))
    for id in 0..<4 { waiting.add(Self.flow(id), of: "a") }
    for id in 0..<4 { waiting.add(Self.flow(id), of: "b") }
    #expect(waiting.givenUp == 0)
    // A later line about a known flow is not one more.
    waiting.add(Self.flow(1, "revised"), of: "a")
    #expect(waiting.givenUp == 0)
    waiting.add(Self.flow(4), of: "b")
    #expect(waiting.givenUp == 3)
    let (first, second) = (waiting.take("a"), waiting.take("b"))
    #expect(first.flows.map(\.id) == [3] && first.givenUp == 3)
    #expect(second.flows.map(\.id) == [0, 1, 2, 3, 4] && second.givenUp == 0)
    #expect(waiting.captureCount == 0 && waiting.take("a").flows.isEmpty)
  }

  @Test func flowsThatWereGivenUpCanComeAgain() {
    var waiting = WaitingFlows(limits: Self.limits(flows: 4))
    for id in [0, 1, 2, 3, 4, 0, 3] { waiting.add(Self.flow(id, "\(id)"), of: "a") }
    let capture = waiting.take("a")
    #expect(capture.flows.map(\.id) == [2, 3, 4, 0] && capture.givenUp == 2)
    #expect(capture.flows.map { $0.flow.row[1] } == [.text("2"), .text("3"), .text("4"), .text("0")])
  }

  @Test func bytesHaveALimit() {
    let size = Self.flow(0, String(repeating: "x", count: 1000)).size
    for (limit, givenUp) in [(8 * size + 1000, 0), (8 * size - 1, 3)] {
      var waiting = WaitingFlows(limits: Self.limits(bytes: limit))
      for id in 0..<8 { waiting.add(Self.flow(id, String(repeating: "x", count: 1000)), of: "a") }
      #expect(waiting.givenUp == givenUp)
      #expect(waiting.take("a").size <= limit)
    }
  }

  @Test func capturesHaveALimit() {
    var waiting = WaitingFlows(limits: Self.limits(captures: 8))
    for capture in 0..<8 { waiting.add(Self.flow(0), of: "\(capture)") }
    #expect(waiting.captureCount == 8 && !waiting.hasGivenUpCaptures)
    waiting.add(Self.flow(0), of: "8")
    #expect(waiting.captureCount == 6 && waiting.hasGivenUpCaptures && waiting.givenUp == 3)
    #expect(waiting.take("2").flows.isEmpty && waiting.take("3").flows.count == 1)
  }
}
