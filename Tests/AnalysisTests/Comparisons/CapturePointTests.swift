import CaptureBuilding
import Diagnosis
import Testing

@testable import Analysis

/// Which capture is nearer the client, and how far the clocks are apart.
@Suite struct CapturePointTests {
  private func ends(_ comparison: CaptureComparison) throws -> EndsComparison {
    guard case .ends(let ends) = comparison.content else { throw OtherMode() }
    return ends
  }

  private struct OtherMode: Error {}

  private static let injected = BothEnds("open >hello:1.2 <ack <rst@a +50 <data:100@b")

  /// The same hop limits in both, as on one network.
  private static let withoutRouters = injected.with { ends in
    for index in ends.b.segments.indices {
      ends.b.segments[index].timeToLive = ends.b.segments[index].side == .client ? 128 : 112
    }
  }

  @Test func hopLimitsShowTheOrder() async throws {
    #expect(try await ends(Self.injected.compare()).nearer == .a)
    #expect(try await ends(Self.injected.swapped.compare()).nearer == .b)
    #expect(try await Self.injected.conclusion == "reset_injected/certain")
  }

  /// Without a router between, the SYN waits longer for its answer nearer the client.
  @Test func waitsShowTheOrder() async throws {
    #expect(try await ends(Self.withoutRouters.compare()).nearer == .a)
    #expect(try await ends(Self.withoutRouters.swapped.compare()).nearer == .b)
    #expect(try await Self.withoutRouters.conclusion == "reset_injected/certain")
  }

  /// Of two captures at one place nothing tells on which side the reset is missing.
  @Test func orderIsUnknown() async throws {
    var same = BothEnds("open >hello:1.2 <ack <rst")
    same.b.segments = same.a.segments.filter { !$0.segment.flags.contains(.rst) }
    #expect(try await ends(same.compare()).nearer == nil)
    #expect(try await same.conclusion == "no_difference_explains/possible unknown_order")
    #expect(try await same.swapped.conclusion == "no_difference_explains/possible unknown_order")
    same.b.segments = same.a.segments
    #expect(try await same.conclusion == "same_at_both_ends/certain")
    #expect(try await same.compare().subject == "server rst, nearest -")
  }

  @Test(arguments: [0, 3, -3, 180, -180, 86_400, -86_400] as [Int64])
  func clocks(_ seconds: Int64) async throws {
    let ends = Self.injected.with { $0.b.clock = seconds }
    for (ends, sign) in [(ends, Int64(1)), (ends.swapped, -1)] {
      let offset = try #require(try await self.ends(ends.compare()).offset)
      #expect(offset.isOfBothDirections)
      #expect(abs(offset.nanoseconds - sign * seconds * 1_000_000_000) < 5_000_000)
    }
  }

  /// The time of one way is in the offset where only one direction was captured.
  @Test func clocksOfOneDirection() async throws {
    let ends = Self.injected.with { $0.b.lose { $0.side == .server } }
    let offset = try #require(try await self.ends(ends.compare()).offset)
    #expect(!offset.isOfBothDirections)
    #expect(abs(offset.nanoseconds - Int64(BothEnds.way) * 1000) < 5_000_000)
  }

  // MARK: Where a capture starts

  /// The first packet that a late capture shows tells the numbers, as long as it is of the handshake or the hello.
  @Test func lateStarts() async throws {
    let ends = BothEnds("open | >hello:1.2 | <ack <data:100 <rst")
    let atHello = ends.with { $0.b.begin(behind: $0.marks[0]) }
    #expect(try await atHello.conclusion == "same_at_both_ends/certain")
    let behindHello = ends.with { $0.b.begin(behind: $0.marks[1]) }
    #expect(try await behindHello.compare(.bothEnds).short == "nothing_in_common")
  }

  // MARK: Who resets

  /// A client that resets without acknowledging answers for a connection that it no longer has.
  @Test func resetOfAClosedClient() async throws {
    let lost = "same_at_both_ends/probable closed_before"
    #expect(try await BothEnds("open >hello:1.2 <data:100 >rst:bare").conclusion == lost)
    #expect(try await BothEnds("open >hello:1.2 <data:100 >rst").conclusion == "same_at_both_ends/certain")
    let server = BothEnds("open >hello:1.2 <ack <rst:bare")
    #expect(try await server.conclusion == "same_at_both_ends/certain")
    // Here a capture shows what ended it.
    let shown = BothEnds("open >hello:1.2 <rst@a63 +50 <data:100 >rst:bare")
    #expect(try await shown.conclusion == "reset_injected/certain")
    let closed = BothEnds("open >hello:1.2 +20000 >fin <data:100 >rst:bare")
    #expect(try await closed.compare().short == "same_at_both_ends/certain")
  }
}
