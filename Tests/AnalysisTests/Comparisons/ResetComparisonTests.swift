import CaptureBuilding
import Diagnosis
import Testing

@testable import Analysis

/// A reset that only one capture shows, and what tells whether a device sent it.
@Suite struct ResetComparisonTests {
  /// The client's own packets have 128 at a and 118 at b, the server's 122 at b and 112 at a.
  static let cases: [EndsCase] = [
    EndsCase(
      "reset of another distance at the client", BothEnds("open >hello:1.2 <rst@a63"),
      "reset_injected/certain",
      "a server rst"),
    EndsCase(
      "reset of the server's distance at the client", BothEnds("open >hello:1.2 <rst@a"),
      "reset_injected/probable absence_only", "a server rst"),
    EndsCase(
      "reset of the server's distance, and the server sends on",
      BothEnds("open >hello:1.2 <rst@a +50 <data:100@b"),
      "reset_injected/certain", "a server rst"),
    EndsCase(
      "reset before the hello", BothEnds("open <rst@a63"), "reset_injected/certain", "a server rst"),
    EndsCase(
      "FIN of another distance at the client", BothEnds("open >hello:1.2 <fin@a63"), "reset_injected/certain",
      "a server fin"),
    EndsCase(
      "reset in the client's name at the server", BothEnds("open >hello:1.2 >rst@b62 +20000 >fin@a"),
      "reset_injected/certain", "b client rst"),
    EndsCase(
      "reset of both ends, the hello dropped", BothEnds("open >hello:1.2@a <rst@a63 >rst@b62"),
      "reset_injected/certain", "a server rst"),
    EndsCase(
      "the server's own reset", BothEnds("open >hello:1.2 <rst"), "same_at_both_ends/certain",
      "server rst, nearest b"),
    EndsCase(
      "the client's own reset", BothEnds("open >hello:1.2 <ack >rst"), "same_at_both_ends/certain",
      "client rst, nearest a"),
    EndsCase(
      "the server's reset is lost", BothEnds("open >hello:1.2 <rst@b +20000 >fin@a"),
      "lost_between/probable absence_only",
      "b server rst"),
    EndsCase(
      "the server's reset after a device's", BothEnds("open >hello:1.2 <rst@a63 +20 <rst"),
      "reset_injected/certain",
      "a server rst"),
    EndsCase(
      "a device's reset with the server's numbers, whose own is lost",
      BothEnds("open >hello:1.2 <rst@a63 +20 <rst@b"),
      "reset_injected/certain", "a server rst"),
    EndsCase(
      "the server's reset has passed two routers less than its data",
      BothEnds("open >hello:1.2 <ack <rst@a114"),
      "reset_injected/probable absence_only", "a server rst"),
    EndsCase(
      "the client resets what comes after a device's reset",
      BothEnds("open >hello:1.2 <rst@a63 <data:100 >rst"), "reset_injected/certain", "a server rst"),
  ]

  @Test(arguments: cases)
  func conclusion(_ conversation: EndsCase) async throws { try await conversation.check() }

  /// What the other capture does not cover is not said to be missing from the wire.
  static let incomplete: [EndsCase] = [
    EndsCase(
      "the other capture ends before it",
      BothEnds("open >hello:1.2 <ack | <rst@a").with { $0.b.end(behind: $0.marks[0]) },
      "no_difference_explains/possible capture_ends_before", "a server rst"),
    EndsCase(
      "the other capture ends before one of another distance",
      BothEnds("open >hello:1.2 <ack | <rst@a63").with { $0.b.end(behind: $0.marks[0]) },
      "reset_injected/certain",
      "a server rst"),
    EndsCase(
      "the other capture ends with the same reset",
      BothEnds("open >hello:1.2 <rst").with { $0.b.hasPacketsAfter = false },
      "same_at_both_ends/certain", "server rst, nearest b"),
    EndsCase(
      "the other capture starts with the hello",
      BothEnds("open | >hello:1.2 <rst@a63 <data:100@b").with { $0.b.begin(behind: $0.marks[0]) },
      "reset_injected/certain", "a server rst"),
    EndsCase(
      "the other capture starts with the hello, the server's own reset",
      BothEnds("open | >hello:1.2 <rst").with { $0.b.begin(behind: $0.marks[0]) },
      "same_at_both_ends/certain",
      "server rst, nearest b"),
    EndsCase(
      "the other capture lacks what the server acknowledges", BothEnds("open >hello:1.2@a <ack <rst@a"),
      "no_difference_explains/possible lossy_connection", "a server rst"),
    EndsCase(
      "the other capture lacks that, but the distance is another",
      BothEnds("open >hello:1.2@a <ack <rst@a63"),
      "reset_injected/certain", "a server rst"),
    EndsCase(
      "the other capture lacks packets of another connection",
      BothEnds("open >hello:1.2 <rst@a", "open >hello:1.2 flight keys done >data:100@a <ack >fin <fin"),
      "no_difference_explains/possible lossy_capture", "a server rst"),
    EndsCase(
      "the other capture lacks those, but the distance is another",
      BothEnds("open >hello:1.2 <rst@a63", "open >hello:1.2 flight keys done >data:100@a <ack >fin <fin"),
      "reset_injected/certain", "a server rst"),
    EndsCase(
      "the other capture shows the client only",
      BothEnds("open >hello:1.2 <rst@a").with { $0.b.lose { $0.side == .server } },
      "no_difference_explains/possible one_direction", "a server rst"),
    EndsCase(
      "the other capture shows the server only, the server's own reset",
      BothEnds("open >hello:1.2 <rst").with { $0.b.lose { $0.side == .client } }, "same_at_both_ends/certain",
      "server rst, nearest b"),
  ]

  @Test(arguments: incomplete)
  func incompleteCaptures(_ conversation: EndsCase) async throws { try await conversation.check() }

  /// Devices that rewrite packets, clocks, and network cards change nothing of it.
  @Test(arguments: PathChange.all)
  func whatChangesOnTheWayChangesNothing(_ change: PathChange) async throws {
    for (line, conclusion) in [
      ("open >hello:1.2 <rst@a63", "reset_injected/certain"),
      ("open >hello:1.2 <rst", "same_at_both_ends/certain"),
      ("open >hello:1.2@a +3000 again@a +6000 again@a +12000 >fin@a", "lost_between/certain"),
      ("open >hello:1.2 flight keys done >fin <fin", "same_at_both_ends/certain"),
    ] {
      // Without the hello there is nothing that a device leaves as it is.
      if change.needsHello, !line.hasPrefix("open >hello:1.2 ") { continue }
      let ends = BothEnds(line).with(change.apply)
      #expect(try await ends.conclusion == conclusion, "\(line)")
      #expect(try await ends.swapped.conclusion == conclusion, "\(line), swapped")
    }
  }
}

/// What the second capture shows otherwise of the same packets.
struct PathChange: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var needsHello = false
  var apply: @Sendable (inout BothEnds) -> Void

  static let all: [PathChange] = [
    PathChange(testDescription: "nothing") { _ in },
    PathChange(testDescription: "NAT") { $0.b.translate() },
    PathChange(testDescription: "NAT of both sides") {
      $0.b.translate()
      $0.b.translateServer(to: EndPoint("198.51.100.80", 8443))
    },
    PathChange(testDescription: "other sequence numbers", needsHello: true) { $0.b.renumber() },
    PathChange(testDescription: "other sequence numbers and NAT", needsHello: true) {
      $0.b.renumber()
      $0.b.translate()
    },
    PathChange(testDescription: "a clock three minutes ahead") { $0.b.clock = 180 },
    PathChange(testDescription: "a clock three minutes behind") { $0.b.clock = -180 },
    PathChange(testDescription: "a clock a day ahead") { $0.b.clock = 86_400 },
    PathChange(testDescription: "a clock a day behind, and NAT") {
      $0.b.clock = -86_400
      $0.b.translate()
    },
    PathChange(testDescription: "joined segments") { $0.b.join(.server) },
    PathChange(testDescription: "joined segments at the client") { $0.a.join(.server) },
    PathChange(testDescription: "no bare acknowledgements") { ends in
      ends.b.lose { $0.segment.flags == .ack && $0.segment.payload.isEmpty && $0.side == .client }
    },
  ]
}
