import CaptureBuilding
import Diagnosis
import Testing

@testable import Analysis

/// The two connections of a proxy, in two captures and in one.
@Suite struct ProxyComparisonTests {
  /// The client's connection to the proxy, and the proxy's to the server: the same hello on both.
  struct Legs: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var near: String
    var far: String
    var conclusion: String
    var subject: String

    /// The connection of the proxy begins 5 ms after the client's.
    var ends: BothEnds {
      var near = PointScript(start: BothEnds.start, isProxied: true)
      near.play(self.near)
      var far = PointScript(start: BothEnds.start.advanced(microseconds: 5000))
      far.play(self.far)
      var ends = BothEnds()
      ends.a.segments = near.segments(at: "a", connection: 0)
      ends.b.segments = far.segments(at: "a", connection: 0)
      // Its numbers are its own, and it comes from the proxy.
      ends.b.renumber()
      ends.b.translate(to: EndPoint("10.0.0.8", 41_001))
      return ends
    }
  }

  static let cases: [Legs] = [
    Legs(
      testDescription: "the proxy closes both", near: "open >hello:1.2 +3000 <fin >fin",
      far: "open >hello:1.2 +3000 >fin <fin", conclusion: "closed_by_proxy/certain",
      subject: "near a, server fin"),
    Legs(
      testDescription: "the proxy closes the client's only", near: "open >hello:1.2 +3000 <rst",
      far: "open >hello:1.2 <ack +4000", conclusion: "closed_by_proxy/probable absence_only",
      subject: "near a, server rst"),
    Legs(
      testDescription: "the server resets, the proxy passes it on", near: "open >hello:1.2 +100 <fin >fin",
      far: "open >hello:1.2 <rst", conclusion: "same_at_both_ends/certain", subject: "near a, server fin"),
    Legs(
      testDescription: "the server's alert passes", near: "open >hello:1.0 +50 <alert:70 <fin >fin",
      far: "open >hello:1.0 <alert:70 <fin >fin", conclusion: "same_at_both_ends/certain",
      subject: "near a, server alert"),
    Legs(
      testDescription: "the client gives up", near: "open >hello:1.2 <ack +20000 >fin <fin",
      far: "open >hello:1.2 <ack +20500 >fin <fin", conclusion: "same_at_both_ends/certain",
      subject: "near a, client fin"),
    Legs(
      testDescription: "success", near: "open >hello:1.2 flight keys done >fin <fin",
      far: "open >hello:1.2 flight keys done >fin <fin", conclusion: "same_at_both_ends/certain",
      subject: "success"),
  ]

  @Test(arguments: cases)
  func twoCaptures(_ legs: Legs) async throws {
    let comparison = try await legs.ends.compare()
    #expect(comparison.short == legs.conclusion)
    #expect(comparison.subject == legs.subject)
    let swapped = try await legs.ends.swapped.compare()
    #expect(swapped.short == legs.conclusion)
    #expect(swapped.subject == legs.subject.replacing("near a", with: "near b"))
  }

  @Test(arguments: cases)
  func oneCapture(_ legs: Legs) async throws {
    let comparison = try await legs.ends.compareInOne()
    #expect(comparison.isOneCapture)
    #expect(comparison.short == legs.conclusion)
  }

  /// A capture that lacks what decides may lack how it ended, too.
  @Test func lossesOfTheCaptures() async throws {
    let whole = Self.cases[0].ends
    let lossy = whole.with { ends in
      // The FIN that the client acknowledges with its own, and the proxy's answer to that.
      ends.a.lose { $0.side == .server && $0.segment.flags.contains(.fin) }
    }
    #expect(try await whole.conclusion == "closed_by_proxy/certain")
    #expect(try await !lossy.conclusion.hasPrefix("same_at_both_ends/certain"))
  }

  /// A capture of one connection has no two that carry the same.
  @Test func oneConnectionIsNoProxy() async throws {
    var ends = BothEnds("open >hello:1.2 <rst", "open >hello:1.2 flight keys done >fin <fin")
    ends.b.segments = []
    let comparison = try await ends.compareInOne()
    #expect(comparison.mode == .bothEnds)
    #expect(comparison.short == "nothing_in_common")
  }
}
